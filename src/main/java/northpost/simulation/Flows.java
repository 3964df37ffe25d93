package northpost.simulation;

import java.time.Instant;

/** How many people come through which way at an instant. */
interface Flows {
  /** All open ways, people in millions a year as if this instant went on for ever. */
  TrafficModel.Flow flow(Instant instant);
}
