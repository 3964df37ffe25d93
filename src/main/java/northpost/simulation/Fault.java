package northpost.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import northpost.scoring.PlantedAnomaly;

/** One thing that goes wrong, once. */
interface Fault {
  /** Changes how many people come at an instant, in place. */
  default void reshape(Instant instant, TrafficModel.Flow flow) {}

  /** What the fault makes of a capture; null where nothing arrives. */
  default Staged change(Staged staged) {
    return staged;
  }

  /** The captures that come later because of this one. */
  default List<Staged> react(Staged staged) {
    return List.of();
  }

  /** What there is to find; empty where it has not happened. */
  Optional<PlantedAnomaly> planted();
}
