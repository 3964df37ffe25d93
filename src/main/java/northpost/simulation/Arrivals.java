package northpost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;

/** When the next conveyance comes, and by which way: at random, at the traffic's rate. */
final class Arrivals {
  /** How often the traffic is looked at to find its mean. */
  private static final int SAMPLES = 96;

  /** Of a flow of one: a million people in a year. */
  private static final double PEOPLE_PER_SECOND = 1e6 / (365.25 * 86_400);

  private final Flows flows;
  private final Predicate<Instant> over;
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

  private Arrivals(
      Flows flows,
      Predicate<Instant> over,
      Instant from,
      double meanFlow,
      double travellersPerSecond,
      Chance chance) {
    this.flows = flows;
    this.over = over;
    this.chance = chance;
    this.meanFlow = meanFlow;
    this.travellersPerSecond = travellersPerSecond;
    now = from;
  }

  /**
   * Arrivals at the rate of captures that the settings ask for on average.
   *
   * @param from when to begin; may be before the simulation's start
   * @param capturesPerTraveller on average
   */
  static Arrivals atRate(
      Flows flows,
      SimulationSettings settings,
      Instant from,
      double capturesPerTraveller,
      Chance chance) {
    return new Arrivals(
        flows,
        settings::over,
        from,
        meanFlow(flows, settings),
        settings.rate() / capturesPerTraveller,
        chance);
  }

  /**
   * Arrivals of as many people as the flows say.
   *
   * @param scale share of the flows' people who come
   */
  static Arrivals asTheyFlow(
      Flows flows, Predicate<Instant> over, Instant from, double scale, Chance chance) {
    return new Arrivals(flows, over, from, 1, scale * PEOPLE_PER_SECOND, chance);
  }

  private static double meanFlow(Flows flows, SimulationSettings settings) {
    Duration period = settings.duration() == null ? Duration.ofDays(1) : settings.duration();
    double sum = 0;
    for (int i = 0; i < SAMPLES; i++) {
      Duration into = Duration.ofMillis((long) (period.toMillis() * (i + .5) / SAMPLES));
      sum += flows.flow(settings.start().plus(into)).total();
    }
    return sum / SAMPLES;
  }

  /** Null when the simulation is over, or nothing is ever open in it. */
  Arrival next() {
    while (meanFlow > 0 && !over.test(now)) {
      look();
      double rate = cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
      Instant end = minute.plus(1, ChronoUnit.MINUTES);
      if (rate > 0) {
        Instant at = now.plusNanos((long) (1e9 * Math.min(60, chance.untilNext(rate))));
        if (at.isBefore(end)) {
          now = at;
          return over.test(at) ? null : new Arrival(at, way(rate));
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
    flow = flows.flow(minute);
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
