package northpost.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import northpost.scoring.PlantedAnomaly;

/** One thing that goes wrong, once. */
interface Fault {
  /** Changes how many people come at an instant, in place. */
  default void reshape(Instant instant, TrafficModel.Flow flow) {}

  /** What the fault makes of a capture; null where nothing arrives. */
  default Staged change(Staged staged) {
    return staged;
  }

  /**
   * The captures that come later because of this one.
   *
   * @param arrives whether a capture would reach the system; a fault waits for another traveller
   *     where one of its captures would not
   */
  default List<Staged> react(Staged staged, Predicate<Staged> arrives) {
    return List.of();
  }

  /** What there is to find; empty where it has not happened. */
  Optional<PlantedAnomaly> planted();
}
