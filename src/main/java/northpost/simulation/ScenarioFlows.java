package northpost.simulation;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The flows of a scenario: the ports' usual ones by hour and season, changed by the day of the
 * week, by chance from day to day, and by faults.
 *
 * <p>The days of the week are assumed, as the hours are: quiet from Monday to Wednesday, busiest on
 * Saturday.
 */
final class ScenarioFlows implements Flows {
  private static final double[] DAY_OF_WEEK = {.9, .88, .92, .97, 1.1, 1.18, 1.05};

  private final Flows usual;
  private final double dayVariation;
  private final long seed;
  private final List<Fault> faults;
  private final Map<String, Double> factors = new HashMap<>();

  /**
   * @param dayVariation standard deviation of a port's people from day to day, relative
   */
  ScenarioFlows(Flows usual, double dayVariation, long seed, List<Fault> faults) {
    this.usual = usual;
    this.dayVariation = dayVariation;
    this.seed = seed;
    this.faults = faults;
  }

  @Override
  public TrafficModel.Flow flow(Instant instant) {
    TrafficModel.Flow flow = usual.flow(instant);
    for (int i = 0; i < flow.people().length; i++) {
      TrafficModel.Way way = flow.ways().get(i);
      flow.people()[i] *= dayFactor(way.port().code(), instant.atZone(way.port().timeZone()));
    }
    faults.forEach(fault -> fault.reshape(instant, flow));
    return flow;
  }

  private double dayFactor(String port, ZonedDateTime local) {
    return factors.computeIfAbsent(
        port + local.toLocalDate(),
        key -> {
          Chance chance =
              new Chance(
                  Chance.derived(
                      Chance.derived(seed, Long.parseLong(port)),
                      local.toLocalDate().toEpochDay()));
          // Three even ones between -1 and 1: their sum has a standard deviation of 1.
          double sum = chance.between(-1, 1) + chance.between(-1, 1) + chance.between(-1, 1);
          double varied = Math.max(.1, 1 + dayVariation * sum);
          return DAY_OF_WEEK[local.getDayOfWeek().getValue() - 1] * varied;
        });
  }
}
