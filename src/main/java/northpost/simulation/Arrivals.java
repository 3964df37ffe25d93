package northpost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When the next conveyance comes, and by which way: at random, at the traffic's rate. */
final class Arrivals {
  /** How often the traffic is looked at to find its mean. */
  private static final int SAMPLES = 96;

  private final TrafficModel model;
  private final SimulationSettings settings;
  private final Chance chance;
  private final double travellersPerSecond;
  private final double meanFlow;
  private Instant minute;
  private TrafficModel.Flow flow;

  /** Conveyances a second by each way, added up. */
  private double[] cumulative;

  private Instant now;

  /** A conveyance that comes. */
  record Arrival(Instant at, TrafficModel.Way way) {}

  /**
   * @param from when to begin; may be before the simulation's start
   * @param capturesPerTraveller on average
   */
  Arrivals(
      TrafficModel model,
      SimulationSettings settings,
      Instant from,
      double capturesPerTraveller,
      Chance chance) {
    this.model = model;
    this.settings = settings;
    this.chance = chance;
    travellersPerSecond = settings.rate() / capturesPerTraveller;
    meanFlow = meanFlow();
    now = from;
  }

  private double meanFlow() {
    Duration period = settings.duration() == null ? Duration.ofDays(1) : settings.duration();
    double sum = 0;
    for (int i = 0; i < SAMPLES; i++) {
      Duration into = Duration.ofMillis((long) (period.toMillis() * (i + .5) / SAMPLES));
      sum += model.flow(settings.start().plus(into)).total();
    }
    return sum / SAMPLES;
  }

  /** Null when the simulation is over, or nothing is ever open in it. */
  Arrival next() {
    while (meanFlow > 0 && !settings.over(now)) {
      look();
      double rate = cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
      Instant end = minute.plus(1, ChronoUnit.MINUTES);
      if (rate > 0) {
        Instant at = now.plusNanos((long) (1e9 * Math.min(60, chance.untilNext(rate))));
        if (at.isBefore(end)) {
          now = at;
          return settings.over(at) ? null : new Arrival(at, way(rate));
        }
      }
      // No memory: beginning anew with the next minute's rate changes nothing.
      now = end;
    }
    return null;
  }

  /** The traffic is taken as even within a minute. */
  private void look() {
    Instant current = now.truncatedTo(ChronoUnit.MINUTES);
    if (current.equals(minute)) {
      return;
    }
    minute = current;
    flow = model.flow(minute);
    cumulative = new double[flow.people().length];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      double people = flow.people()[i] / meanFlow * travellersPerSecond;
      sum += people / flow.ways().get(i).conveyance().meanOccupants();
      cumulative[i] = sum;
    }
  }

  private TrafficModel.Way way(double rate) {
    double ticket = chance.share() * rate;
    int i = 0;
    while (i < cumulative.length - 1 && cumulative[i] <= ticket) {
      i++;
    }
    return flow.ways().get(i);
  }
}
