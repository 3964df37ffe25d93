package northpost.anomaly;

import java.util.ArrayList;
import java.util.List;
import northpost.domain.Lane;

/** Finds in the evidence of a minute what is wrong at a port, and how far it reaches. */
final class Findings {
  /** Evidence from which a camera shares in what another one shows: odds of 20 to 1. */
  private static final double SUSPECT = Math.log(20);

  /** Share of the traffic whose cameras are amiss, from which counts say nothing. */
  private static final double AMISS = .1;

  private final PortNodes nodes;
  private final OpenAnomalies open;
  private final FalseAlarms falseAlarms;

  Findings(PortNodes nodes, OpenAnomalies open) {
    this.nodes = nodes;
    this.open = open;
    falseAlarms = new FalseAlarms(nodes.cameras().size());
  }

  /** Of each camera, what its captures are like. */
  void findSigns() {
    double threshold = falseAlarms.threshold(FalseAlarms.MINUTES_PER_MONTH);
    for (Sign sign : Sign.values()) {
      for (CameraWatch camera : nodes.cameras()) {
        Evidence evidence = camera.evidence();
        if (evidence.level(sign.ordinal()) < threshold) {
          continue;
        }
        if (open.isOpen(sign.kind(), camera)) {
          continue;
        }
        List<CameraWatch> suspects =
            nodes.cameras().stream()
                .filter(c -> c.evidence().level(sign.ordinal()) > SUSPECT)
                .toList();
        Place place = reach(camera, suspects);
        double seen = 0;
        double usual = 0;
        double n = 0;
        long since = evidence.since(sign.ordinal());
        for (CameraWatch suspect : suspects) {
          if (place.holds(suspect)) {
            Evidence of = suspect.evidence();
            seen += of.seen(sign.ordinal());
            usual += of.expected(sign.ordinal());
            n += of.weight(sign.ordinal());
            since = Math.min(since, of.since(sign.ordinal()));
          }
        }
        open.open(sign.kind(), place, since, sign.name(), new double[] {seen, usual, n});
      }
    }
  }

  /**
   * How far it reaches: the port or crossing of which cameras that see half of the traffic or more,
   * in two lanes at least, are suspect; else the lane, if all its cameras are; else the camera.
   */
  private Place reach(CameraWatch first, List<CameraWatch> suspects) {
    boolean severalCrossings =
        nodes.port().crossings().size() == 1
            || suspects.stream().map(CameraWatch::crossing).distinct().count() > 1;
    if (severalCrossings && halfOf(nodes.cameras(), suspects)) {
      return Place.PORT;
    }
    List<CameraWatch> crossing =
        nodes.cameras().stream().filter(c -> c.crossing().equals(first.crossing())).toList();
    if (halfOf(crossing, suspects)) {
      return Place.ofCrossing(nodes.port(), first.crossing().crossingId());
    }
    List<CameraWatch> lane = nodes.camerasOf(first.lane());
    return lane.size() > 1 && suspects.containsAll(lane)
        ? Place.of(first.lane(), first.crossing().crossingId())
        : Place.of(first);
  }

  private static boolean halfOf(List<CameraWatch> all, List<CameraWatch> suspects) {
    double traffic = 0;
    double suspect = 0;
    List<Lane> lanes = new ArrayList<>();
    for (CameraWatch camera : all) {
      traffic += camera.expected();
      if (suspects.contains(camera)) {
        suspect += camera.expected();
        if (!lanes.contains(camera.lane())) {
          lanes.add(camera.lane());
        }
      }
    }
    return lanes.size() > 1 && suspect >= traffic / 2;
  }

  /**
   * Where nobody comes.
   *
   * @param minute that is judged
   */
  void findSilence(long minute) {
    if (silent(nodes.whole())) {
      NodeWatch node = narrowest(nodes.whole(), nodes.crossings());
      openSilence(node.scope() == Scope.CROSSING ? narrowest(node, nodes.lanesOf(node)) : node);
    }
    for (NodeWatch crossing : nodes.crossings()) {
      if (silent(crossing)) {
        openSilence(narrowest(crossing, nodes.lanesOf(crossing)));
      }
    }
    for (NodeWatch lane : nodes.lanes()) {
      if (silent(lane)) {
        openSilence(lane);
      }
    }
    for (CameraWatch camera : nodes.cameras()) {
      boolean laneGoesOn =
          nodes.laneOf(camera).silent() < camera.silent() / 2 && camera.lane().cameras().size() > 1;
      if (camera.open()
          && laneGoesOn
          && camera.silent() > falseAlarms.threshold(camera.gapsPerMonth())
          && !open.isOpen(Kind.CAMERA_SILENT, camera)
          && !open.lateOrOff(camera)) {
        double missed = camera.groupsMissed() / Math.max(1e-9, camera.groupRate());
        open.open(
            Kind.CAMERA_SILENT,
            Place.of(camera),
            minute - (long) missed,
            "SILENT",
            new double[] {0, missed * camera.expected(), 0});
      }
    }
  }

  boolean silent(NodeWatch node) {
    return node.silent() > falseAlarms.threshold(node.gapsPerMonth());
  }

  /** The one part that it is really about, where only one is suspect. */
  private static NodeWatch narrowest(NodeWatch node, List<NodeWatch> parts) {
    List<NodeWatch> suspects = parts.stream().filter(part -> part.silent() > SUSPECT).toList();
    return suspects.size() == 1 ? suspects.get(0) : node;
  }

  private void openSilence(NodeWatch node) {
    if (node.cameras().stream().allMatch(c -> open.isOpen(Kind.CAMERA_SILENT, c))
        || node.cameras().stream().anyMatch(open::lateOrOff)) {
      return;
    }
    if (node.scope() == Scope.LANE
        && node.cameras().stream().allMatch(c -> open.isOpen(Kind.THROUGHPUT_STALL, c))) {
      return;
    }
    if (node.scope() == Scope.LANE && node.hasOthers() && (node.closed() || !node.notClosed())) {
      return;
    }
    open.open(
        Kind.CAMERA_SILENT,
        Place.of(nodes.port(), node),
        node.idleSince(),
        "SILENT",
        new double[] {0, node.idleExpected(), 0});
  }

  /** Where too few or too many come, at the end of a block. */
  void findCounts() {
    double threshold =
        falseAlarms.threshold(FalseAlarms.MINUTES_PER_MONTH / NodeWatch.BLOCK_MINUTES);
    for (int i : new int[] {NodeWatch.STALL, NodeWatch.SURGE}) {
      if (nodes.whole().evidence().level(i) > threshold) {
        NodeWatch node = widest(i, nodes.whole(), nodes.crossings());
        openCounts(i, node.scope() == Scope.CROSSING ? widest(i, node, nodes.lanesOf(node)) : node);
      }
      for (NodeWatch crossing : nodes.crossings()) {
        if (crossing.evidence().level(i) > threshold) {
          openCounts(
              i,
              nodes.whole().evidence().level(i) > SUSPECT && severalShow(i, nodes.crossings())
                  ? nodes.whole()
                  : widest(i, crossing, nodes.lanesOf(crossing)));
        }
      }
      for (NodeWatch lane : nodes.lanes()) {
        if (lane.evidence().level(i) > threshold) {
          openCounts(i, reachOfCounts(i, lane, nodes.crossingOf(lane)));
        }
      }
    }
  }

  /** The one part that shows it, where only one does. */
  private static NodeWatch widest(int i, NodeWatch node, List<NodeWatch> parts) {
    List<NodeWatch> suspects =
        parts.stream().filter(part -> part.evidence().level(i) > SUSPECT).toList();
    return suspects.size() == 1 ? suspects.get(0) : node;
  }

  private NodeWatch reachOfCounts(int i, NodeWatch lane, NodeWatch crossing) {
    if (nodes.whole().evidence().level(i) > SUSPECT && severalShow(i, nodes.crossings())) {
      return nodes.whole();
    }
    return crossing.evidence().level(i) > SUSPECT && severalShow(i, nodes.lanesOf(crossing))
        ? crossing
        : lane;
  }

  private static boolean severalShow(int i, List<NodeWatch> parts) {
    return parts.stream().filter(part -> part.evidence().level(i) > SUSPECT).count() > 1;
  }

  private void openCounts(int i, NodeWatch node) {
    Kind kind = i == NodeWatch.STALL ? Kind.THROUGHPUT_STALL : Kind.THROUGHPUT_SURGE;
    boolean explained =
        node.cameras().stream().allMatch(c -> open.isOpen(kind, c)) || amissOf(node) > AMISS;
    boolean closed = nodes.lanes().stream().anyMatch(n -> n == node && n.closed());
    if (explained || closed || (node.scope() == Scope.LANE && node.movedAway(i))) {
      return;
    }
    Evidence evidence = node.evidence();
    if (i == NodeWatch.STALL && evidence.seen(i) == 0) {
      open.open(
          Kind.CAMERA_SILENT,
          Place.of(nodes.port(), node),
          evidence.since(i),
          "SILENT",
          new double[] {0, evidence.expected(i), 0});
      return;
    }
    open.open(
        kind,
        Place.of(nodes.port(), node),
        evidence.since(i),
        i == NodeWatch.STALL ? "STALL" : "SURGE",
        new double[] {evidence.seen(i), evidence.expected(i), evidence.weight(i)});
  }

  /** Share of the traffic of cameras that are silent, late or off. */
  private double amissOf(NodeWatch node) {
    double all = 0;
    double amiss = 0;
    for (CameraWatch c : node.cameras()) {
      all += c.expected();
      amiss += open.isOpen(Kind.CAMERA_SILENT, c) || open.lateOrOff(c) ? c.expected() : 0;
    }
    return all == 0 ? 1 : amiss / all;
  }
}
