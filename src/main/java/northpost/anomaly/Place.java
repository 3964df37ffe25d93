package northpost.anomaly;

import northpost.domain.Lane;
import northpost.domain.Port;

/**
 * Where an anomaly is, as narrow as it can be said.
 *
 * @param crossingId null for a whole port
 * @param laneId null for a port or crossing
 * @param cameraId null unless it is one camera
 */
record Place(Scope scope, String crossingId, String laneId, String cameraId) {
  static final Place PORT = new Place(Scope.PORT, null, null, null);

  static Place of(CameraWatch camera) {
    return new Place(
        Scope.CAMERA, camera.crossing().crossingId(), camera.lane().laneId(), camera.cameraId());
  }

  /** A lane of one camera is meant as that camera. */
  static Place of(Lane lane, String crossingId) {
    boolean single = lane.cameras().size() == 1;
    return new Place(
        single ? Scope.CAMERA : Scope.LANE,
        crossingId,
        lane.laneId(),
        single ? lane.cameras().get(0).cameraId() : null);
  }

  /** A port of one crossing is meant as a whole. */
  static Place ofCrossing(Port port, String crossingId) {
    return port.crossings().size() == 1 ? PORT : new Place(Scope.CROSSING, crossingId, null, null);
  }

  static Place of(Port port, NodeWatch node) {
    return switch (node.scope()) {
      case PORT -> PORT;
      case CROSSING -> ofCrossing(port, node.nodeId());
      default -> {
        CameraWatch camera = node.cameras().get(0);
        yield of(camera.lane(), camera.crossing().crossingId());
      }
    };
  }

  boolean holds(CameraWatch camera) {
    return holds(camera.crossing().crossingId(), camera.lane().laneId(), camera.cameraId());
  }

  boolean holds(OpenAnomaly o) {
    return holds(o.crossingId(), o.laneId(), o.cameraId());
  }

  private boolean holds(String crossing, String lane, String camera) {
    return (crossingId == null || crossingId.equals(crossing))
        && (laneId == null || laneId.equals(lane))
        && (cameraId == null || cameraId.equals(camera));
  }
}
