package northpost.anomaly;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import northpost.domain.Camera;
import northpost.domain.Crossing;
import northpost.domain.Lane;
import northpost.domain.Mode;
import northpost.domain.Port;

/** What is watched of a port: its cameras, and the lanes, crossings and port that they make up. */
final class PortNodes {
  private final Port port;
  private final List<CameraWatch> cameras = new ArrayList<>();
  private final Map<String, CameraWatch> cameraById = new HashMap<>();
  private final Map<String, NodeWatch> lanes = new LinkedHashMap<>();
  private final List<NodeWatch> crossings = new ArrayList<>();
  private final NodeWatch whole;

  PortNodes(Port port, PortMemory memory) {
    this.port = port;
    Map<String, CameraMemory> kept =
        memory.cameras().stream()
            .collect(Collectors.toMap(CameraMemory::cameraId, camera -> camera));
    Map<String, NodeMemory> keptNodes =
        memory.nodes().stream().collect(Collectors.toMap(NodeMemory::nodeId, node -> node));
    double weights = 0;
    for (Crossing crossing : port.crossings()) {
      for (Lane lane : crossing.lanes()) {
        weights += CameraWatch.weight(lane);
      }
    }
    for (Crossing crossing : port.crossings()) {
      for (Lane lane : crossing.lanes()) {
        double share = CameraWatch.weight(lane) / weights / lane.cameras().size();
        for (Camera camera : lane.cameras()) {
          CameraMemory of =
              kept.getOrDefault(camera.cameraId(), CameraMemory.blank(camera.cameraId()));
          CameraWatch watch = new CameraWatch(crossing, lane, camera, share, of);
          cameras.add(watch);
          cameraById.put(camera.cameraId(), watch);
        }
      }
    }
    for (Crossing crossing : port.crossings()) {
      for (Lane lane : crossing.lanes()) {
        lanes.put(
            lane.laneId(),
            node(lane.laneId(), Scope.LANE, camerasOf(lane), siblings(crossing, lane), keptNodes));
      }
      crossings.add(
          node(
              crossing.crossingId(),
              Scope.CROSSING,
              cameras.stream().filter(c -> c.crossing().equals(crossing)).toList(),
              List.of(),
              keptNodes));
    }
    whole = node(port.code(), Scope.PORT, cameras, List.of(), keptNodes);
    crossings.forEach(crossing -> crossing.sumsUp(lanesOf(crossing)));
    whole.sumsUp(List.copyOf(lanes.values()));
  }

  private NodeWatch node(
      String id,
      Scope scope,
      List<CameraWatch> of,
      List<CameraWatch> others,
      Map<String, NodeMemory> kept) {
    double guess = 0;
    double weights = 0;
    for (CameraWatch camera : of) {
      for (Mode mode : camera.lane().modes()) {
        guess += TrafficPrior.weight(mode) * TrafficPrior.dispersion(mode);
        weights += TrafficPrior.weight(mode);
      }
    }
    NodeMemory memory = kept.getOrDefault(id, NodeMemory.blank(id));
    return new NodeWatch(id, scope, of, others, guess / weights, memory);
  }

  List<CameraWatch> camerasOf(Lane lane) {
    return cameras.stream().filter(camera -> camera.lane().equals(lane)).toList();
  }

  private List<CameraWatch> siblings(Crossing crossing, Lane lane) {
    return cameras.stream()
        .filter(camera -> camera.crossing().equals(crossing) && !camera.lane().equals(lane))
        .filter(camera -> camera.lane().modes().stream().anyMatch(lane.modes()::contains))
        .toList();
  }

  Port port() {
    return port;
  }

  List<CameraWatch> cameras() {
    return cameras;
  }

  /** Null for one that is not registered. */
  CameraWatch camera(String cameraId) {
    return cameraById.get(cameraId);
  }

  Collection<NodeWatch> lanes() {
    return lanes.values();
  }

  NodeWatch laneOf(CameraWatch camera) {
    return lanes.get(camera.lane().laneId());
  }

  List<NodeWatch> crossings() {
    return crossings;
  }

  NodeWatch crossingOf(NodeWatch lane) {
    return crossings.stream()
        .filter(node -> node.cameras().contains(lane.cameras().get(0)))
        .findFirst()
        .orElseThrow();
  }

  List<NodeWatch> lanesOf(NodeWatch crossing) {
    return lanes.values().stream()
        .filter(lane -> crossing.cameras().contains(lane.cameras().get(0)))
        .toList();
  }

  NodeWatch whole() {
    return whole;
  }

  /** Lanes, then crossings, then the port. */
  List<NodeWatch> all() {
    List<NodeWatch> all = new ArrayList<>(lanes.values());
    all.addAll(crossings);
    all.add(whole);
    return all;
  }

  /** What an anomaly is of, or the lane of its camera. */
  NodeWatch nodeOf(OpenAnomaly o) {
    if (o.laneId() != null) {
      return lanes.get(o.laneId());
    }
    return o.crossingId() == null
        ? whole
        : crossings.stream()
            .filter(n -> n.nodeId().equals(o.crossingId()))
            .findFirst()
            .orElseThrow();
  }
}
