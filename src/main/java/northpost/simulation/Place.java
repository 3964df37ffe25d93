package northpost.simulation;

import java.util.ArrayList;
import java.util.List;
import northpost.domain.Camera;
import northpost.domain.Capture;
import northpost.domain.Crossing;
import northpost.domain.Lane;
import northpost.domain.NearestName;
import northpost.domain.Port;
import northpost.domain.PortRegistry;

/**
 * A port, crossing, lane or camera: what is below it belongs to it.
 *
 * @param crossingId null for a whole port; so laneId and cameraId
 */
record Place(String portCode, String crossingId, String laneId, String cameraId) {

  /**
   * The place of a port's code or the id of a crossing, a lane or a camera.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  static Place named(String name, PortRegistry registry) {
    List<String> names = new ArrayList<>();
    for (Port port : registry.ports()) {
      names.add(port.code());
      if (port.code().equals(name)) {
        return new Place(name, null, null, null);
      }
      for (Crossing crossing : port.crossings()) {
        names.add(crossing.crossingId());
        if (crossing.crossingId().equals(name)) {
          return new Place(port.code(), name, null, null);
        }
        for (Lane lane : crossing.lanes()) {
          names.add(lane.laneId());
          if (lane.laneId().equals(name)) {
            return new Place(port.code(), crossing.crossingId(), name, null);
          }
          for (Camera camera : lane.cameras()) {
            names.add(camera.cameraId());
            if (camera.cameraId().equals(name)) {
              return new Place(port.code(), crossing.crossingId(), lane.laneId(), name);
            }
          }
        }
      }
    }
    throw new IllegalArgumentException(
        "got "
            + name
            + ", expected a port, crossing, lane or camera of the registry; nearest is "
            + NearestName.of(name, names));
  }

  boolean holds(Capture c) {
    return portCode.equals(c.portCode())
        && (crossingId == null || crossingId.equals(c.crossingId()))
        && (laneId == null || laneId.equals(c.laneId()))
        && (cameraId == null || cameraId.equals(c.cameraId()));
  }

  /** Whether the way lies in this place; a camera alone holds no way. */
  boolean holds(TrafficModel.Way way) {
    return cameraId == null
        && portCode.equals(way.port().code())
        && (crossingId == null || crossingId.equals(way.crossing().crossingId()))
        && (laneId == null || laneId.equals(way.lane().laneId()));
  }
}
