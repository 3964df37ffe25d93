package northpost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Days to weeks of traffic with faults in it.
 *
 * @param title in a few words
 * @param start when the traffic begins
 * @param duration of the traffic
 * @param learning at its beginning, when detectors learn and nothing is scored
 * @param ports codes, at least one
 * @param scale share of the true number of travellers who come
 * @param people enrolled; 0 for twice as many as cross in a day on average
 * @param strangers share of travellers who are not who they claim to be, or are in no gallery
 * @param optOuts share of travellers who ask for a manual check
 * @param unusable share of photos of which no template can be made, faults apart
 * @param seededProbes share of captures that are test captures
 * @param dayVariation standard deviation of a port's travellers from one day to the next, relative
 */
public record Scenario(
    String name,
    String title,
    Instant start,
    Duration duration,
    Duration learning,
    Set<String> ports,
    double scale,
    int people,
    double strangers,
    double optOuts,
    double unusable,
    double seededProbes,
    double dayVariation,
    List<FaultPlan> faults) {

  public Scenario {
    faults = List.copyOf(faults);
  }

  public Instant end() {
    return start.plus(duration);
  }
}
