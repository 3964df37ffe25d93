package northpost.domain;

import java.io.Serializable;
import java.util.List;

/**
 * A lane of a crossing.
 *
 * @param laneId e.g. {@code 0712-champlain-v1}
 * @param modes how travellers come through it, at least one
 * @param cameras at least one
 */
public record Lane(String laneId, List<Mode> modes, List<Camera> cameras) implements Serializable {
  public Lane {
    modes = List.copyOf(modes);
    cameras = List.copyOf(cameras);
  }
}
