package northpost.anomaly;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import northpost.domain.Anomaly;
import northpost.domain.Camera;
import northpost.domain.CameraMinute;
import northpost.domain.Crossing;
import northpost.domain.Lane;
import northpost.domain.Port;
import northpost.domain.PortRegistry;

/**
 * Judges a port minute by minute: what its cameras, lanes and crossings show against what was
 * learned of them, and how far what is wrong reaches. Knows nothing of streams: minutes go in, in
 * order and without a gap, and anomalies come out.
 */
public final class PortWatch {
  /** An anomaly of counts or rates that lasts longer is the new normal, and is learned. */
  static final long NEW_NORMAL_MINUTES = 3 * 24 * 60;

  /** Evidence for "it is over" that closes an anomaly: odds of 100 to 1. */
  private static final double OVER = Math.log(100);

  /** Evidence from which a camera shares in what another one shows: odds of 20 to 1. */
  private static final double SUSPECT = Math.log(20);

  /** Share of the traffic whose cameras are amiss, from which counts say nothing. */
  private static final double AMISS = .1;

  private static final long MINUTE = 60_000;

  private final Port port;
  private final PortRegistry registry;
  private final Holidays holidays;
  private final FalseAlarms falseAlarms;
  private final LearnedHours learned;
  private final List<CameraWatch> cameras = new ArrayList<>();
  private final Map<String, CameraWatch> cameraById = new HashMap<>();
  private final NodeWatch whole;
  private final List<NodeWatch> crossings = new ArrayList<>();
  private final Map<String, NodeWatch> laneNodes = new LinkedHashMap<>();
  private final List<OpenAnomaly> open;
  private final List<Anomaly> out = new ArrayList<>();
  private long minute;

  PortWatch(
      Port port,
      PortRegistry registry,
      Holidays holidays,
      PortMemory memory,
      LearnedHours learned) {
    this.port = port;
    this.registry = registry;
    this.holidays = holidays;
    this.learned = learned;
    minute = memory.nextMinute();
    open = new ArrayList<>(memory.open());
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
    falseAlarms = new FalseAlarms(cameras.size());
    for (Crossing crossing : port.crossings()) {
      for (Lane lane : crossing.lanes()) {
        laneNodes.put(
            lane.laneId(),
            node(lane.laneId(), Scope.LANE, of(lane), siblings(crossing, lane), keptNodes));
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
    whole.sumsUp(List.copyOf(laneNodes.values()));
  }

  /** A watch that keeps what it learns to itself, from a minute of the epoch on. */
  public static PortWatch inMemory(Port port, PortRegistry registry, long firstMinute) {
    Map<String, Figures> hours = new HashMap<>();
    return new PortWatch(
        port,
        registry,
        Holidays.shipped(),
        PortMemory.blank(port.code(), firstMinute),
        new LearnedHours() {
          @Override
          public Figures get(String key) {
            return hours.get(key);
          }

          @Override
          public void put(String key, Figures figures) {
            hours.put(key, figures);
          }
        });
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
      for (northpost.domain.Mode mode : camera.lane().modes()) {
        guess += TrafficPrior.weight(mode) * TrafficPrior.dispersion(mode);
        weights += TrafficPrior.weight(mode);
      }
    }
    NodeMemory memory = kept.getOrDefault(id, NodeMemory.blank(id));
    return new NodeWatch(id, scope, of, others, guess / weights, memory);
  }

  private List<CameraWatch> of(Lane lane) {
    return cameras.stream().filter(camera -> camera.lane().equals(lane)).toList();
  }

  private List<CameraWatch> siblings(Crossing crossing, Lane lane) {
    return cameras.stream()
        .filter(camera -> camera.crossing().equals(crossing) && !camera.lane().equals(lane))
        .filter(camera -> camera.lane().modes().stream().anyMatch(lane.modes()::contains))
        .toList();
  }

  PortMemory memory() {
    List<NodeMemory> nodes = new ArrayList<>();
    laneNodes.values().forEach(node -> nodes.add(node.memory()));
    crossings.forEach(node -> nodes.add(node.memory()));
    nodes.add(whole.memory());
    return new PortMemory(
        port.code(),
        minute,
        cameras.stream().map(CameraWatch::memory).toList(),
        nodes,
        List.copyOf(open));
  }

  /** The minute that is judged next, of the epoch. */
  public long nextMinute() {
    return minute;
  }

  /**
   * Judges the next minute.
   *
   * @param minutes all of this minute, and those of earlier ones that came after they were judged
   * @return anomalies opened, updated and closed
   */
  public List<Anomaly> judge(List<CameraMinute> minutes) throws Exception {
    out.clear();
    cameras.forEach(camera -> camera.evidence().begin());
    nodes().forEach(node -> node.evidence().begin());
    endWhatIsGone();
    ZonedDateTime local = Instant.ofEpochMilli(minute * MINUTE).atZone(port.timeZone());
    Holidays.Range day = holidays.on(local.toLocalDate());
    beginHour(local);
    expect(local, day.quieter());
    take(minutes);
    for (NodeWatch lane : laneNodes.values()) {
      boolean idle = silent(lane);
      lane.take(minute, day.quieter());
      if (idle && lane.silent() == 0) {
        // What the lane as a whole did not see is no silence of one of its cameras.
        lane.cameras().forEach(CameraWatch::endSilence);
      }
    }
    crossings.forEach(node -> node.take(minute, day.quieter()));
    whole.take(minute, day.quieter());
    boolean blockEnds = (minute + 1) % NodeWatch.BLOCK_MINUTES == 0;
    if (blockEnds) {
      laneNodes.values().forEach(node -> node.endBlock(minute, day, true));
      crossings.forEach(node -> node.endBlock(minute, day, true));
      whole.endBlock(minute, day, true);
    }
    carryOn(blockEnds);
    findSigns();
    findSilence();
    if (blockEnds) {
      findCounts();
    }
    doubtHours();
    minute++;
    return List.copyOf(out);
  }

  private void beginHour(ZonedDateTime local) throws Exception {
    if (Math.floorMod(minute, 60L) != 0) {
      return;
    }
    ZonedDateTime before = local.minusHours(1);
    for (CameraWatch camera : cameras) {
      CameraWatch.Hours hours =
          camera.learned(minute, laneNodes.get(camera.lane().laneId()).dispersion());
      if (hours != null) {
        learned.put(dayKey(camera, before), hours.day());
        learned.put(weekKey(camera, before), hours.week());
      }
      camera.enter(known(dayKey(camera, local)), known(weekKey(camera, local)));
    }
  }

  private Figures known(String key) throws Exception {
    Figures figures = learned.get(key);
    return figures == null ? Figures.none() : figures;
  }

  private static String dayKey(CameraWatch camera, ZonedDateTime local) {
    return camera.cameraId() + "|" + local.getHour();
  }

  private static String weekKey(CameraWatch camera, ZonedDateTime local) {
    return camera.cameraId() + "|" + local.getDayOfWeek() + "-" + local.getHour();
  }

  private void expect(ZonedDateTime local, double quieter) {
    double people = TrafficPrior.peoplePerMinute(port, local);
    for (Crossing crossing : port.crossings()) {
      boolean isOpen = registry.isOpen(crossing.crossingId(), local.toInstant());
      for (CameraWatch camera : cameras) {
        if (camera.crossing().equals(crossing)) {
          NodeWatch lane = laneNodes.get(camera.lane().laneId());
          camera.expect(people, lane.dispersion(), isOpen, quieter);
        }
      }
    }
  }

  private void take(List<CameraMinute> minutes) {
    Map<String, Figures> now = new HashMap<>();
    for (CameraMinute m : minutes) {
      if (m.start().toEpochMilli() == minute * MINUTE) {
        now.computeIfAbsent(m.cameraId(), id -> Figures.none()).add(m);
      }
    }
    for (CameraWatch camera : cameras) {
      camera.take(minute, now.get(camera.cameraId()));
    }
    for (CameraMinute m : minutes) {
      CameraWatch camera = cameraById.get(m.cameraId());
      if (camera != null && m.start().toEpochMilli() < minute * MINUTE) {
        camera.takeLate(m.start().toEpochMilli() / MINUTE, CameraWatch.figures(m));
        laneNodes.get(camera.lane().laneId()).endSilence();
        crossings.stream()
            .filter(node -> node.cameras().contains(camera))
            .forEach(NodeWatch::endSilence);
        whole.endSilence();
      }
    }
  }

  // -- finding

  private void findSigns() {
    double threshold = falseAlarms.threshold(FalseAlarms.MINUTES_PER_MONTH);
    for (Sign sign : Sign.values()) {
      for (CameraWatch camera : cameras) {
        Evidence evidence = camera.evidence();
        if (evidence.level(sign.ordinal()) < threshold) {
          continue;
        }
        if (isOpen(sign.kind(), camera)) {
          continue;
        }
        List<CameraWatch> suspects =
            cameras.stream().filter(c -> c.evidence().level(sign.ordinal()) > SUSPECT).toList();
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
        open(sign.kind(), place, since, sign.name(), new double[] {seen, usual, n});
      }
    }
  }

  /** Where an anomaly is. */
  private record Place(Scope scope, String crossingId, String laneId, String cameraId) {
    boolean holds(CameraWatch camera) {
      return (crossingId == null || crossingId.equals(camera.crossing().crossingId()))
          && (laneId == null || laneId.equals(camera.lane().laneId()))
          && (cameraId == null || cameraId.equals(camera.cameraId()));
    }
  }

  private Place placeOf(CameraWatch camera) {
    return new Place(
        Scope.CAMERA, camera.crossing().crossingId(), camera.lane().laneId(), camera.cameraId());
  }

  private Place placeOf(Lane lane, String crossingId) {
    boolean single = lane.cameras().size() == 1;
    return new Place(
        single ? Scope.CAMERA : Scope.LANE,
        crossingId,
        lane.laneId(),
        single ? lane.cameras().get(0).cameraId() : null);
  }

  private Place placeOf(NodeWatch node) {
    return switch (node.scope()) {
      case PORT -> wholePort();
      case CROSSING -> placeOfCrossing(node.nodeId());
      default -> {
        CameraWatch camera = node.cameras().get(0);
        yield placeOf(camera.lane(), camera.crossing().crossingId());
      }
    };
  }

  private Place wholePort() {
    return new Place(Scope.PORT, null, null, null);
  }

  /** A port of one crossing is meant as a whole. */
  private Place placeOfCrossing(String crossingId) {
    return port.crossings().size() == 1
        ? wholePort()
        : new Place(Scope.CROSSING, crossingId, null, null);
  }

  /**
   * How far it reaches: the port or crossing of which cameras that see half of the traffic or more,
   * in two lanes at least, are suspect; else the lane, if all its cameras are; else the camera.
   */
  private Place reach(CameraWatch first, List<CameraWatch> suspects) {
    boolean severalCrossings =
        port.crossings().size() == 1
            || suspects.stream().map(CameraWatch::crossing).distinct().count() > 1;
    if (severalCrossings && halfOf(cameras, suspects)) {
      return wholePort();
    }
    List<CameraWatch> crossing =
        cameras.stream().filter(c -> c.crossing().equals(first.crossing())).toList();
    if (halfOf(crossing, suspects)) {
      return placeOfCrossing(first.crossing().crossingId());
    }
    List<CameraWatch> lane = of(first.lane());
    return lane.size() > 1 && suspects.containsAll(lane)
        ? placeOf(first.lane(), first.crossing().crossingId())
        : placeOf(first);
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

  private void findSilence() {
    if (silent(whole)) {
      NodeWatch node = narrowest(whole, crossings);
      openSilence(node.scope() == Scope.CROSSING ? narrowest(node, lanesOf(node)) : node);
    }
    for (NodeWatch crossing : crossings) {
      if (silent(crossing)) {
        openSilence(narrowest(crossing, lanesOf(crossing)));
      }
    }
    for (NodeWatch lane : laneNodes.values()) {
      if (silent(lane)) {
        openSilence(lane);
      }
    }
    for (CameraWatch camera : cameras) {
      boolean laneGoesOn =
          laneNodes.get(camera.lane().laneId()).silent() < camera.silent() / 2
              && camera.lane().cameras().size() > 1;
      if (camera.open()
          && laneGoesOn
          && camera.silent() > falseAlarms.threshold(camera.gapsPerMonth())
          && !isOpen(Kind.CAMERA_SILENT, camera)
          && !lateOrOff(camera)) {
        double missed = camera.groupsMissed() / Math.max(1e-9, camera.groupRate());
        open(
            Kind.CAMERA_SILENT,
            placeOf(camera),
            minute - (long) missed,
            "SILENT",
            new double[] {0, missed * camera.expected(), 0});
      }
    }
  }

  private boolean silent(NodeWatch node) {
    return node.silent() > falseAlarms.threshold(node.gapsPerMonth());
  }

  private List<NodeWatch> lanesOf(NodeWatch crossing) {
    return laneNodes.values().stream()
        .filter(lane -> crossing.cameras().contains(lane.cameras().get(0)))
        .toList();
  }

  /** The one part that it is really about, where only one is suspect. */
  private static NodeWatch narrowest(NodeWatch node, List<NodeWatch> parts) {
    List<NodeWatch> suspects = parts.stream().filter(part -> part.silent() > SUSPECT).toList();
    return suspects.size() == 1 ? suspects.get(0) : node;
  }

  private void openSilence(NodeWatch node) {
    if (node.cameras().stream().allMatch(c -> isOpen(Kind.CAMERA_SILENT, c))
        || node.cameras().stream().anyMatch(this::lateOrOff)) {
      return;
    }
    if (node.scope() == Scope.LANE
        && node.cameras().stream().allMatch(c -> isOpen(Kind.THROUGHPUT_STALL, c))) {
      return;
    }
    if (node.scope() == Scope.LANE && node.hasOthers() && (node.closed() || !node.notClosed())) {
      return;
    }
    open(
        Kind.CAMERA_SILENT,
        placeOf(node),
        node.idleSince(),
        "SILENT",
        new double[] {0, node.idleExpected(), 0});
  }

  private void findCounts() {
    double threshold =
        falseAlarms.threshold(FalseAlarms.MINUTES_PER_MONTH / NodeWatch.BLOCK_MINUTES);
    for (int i : new int[] {NodeWatch.STALL, NodeWatch.SURGE}) {
      if (whole.evidence().level(i) > threshold) {
        NodeWatch node = widest(i, whole, crossings);
        openCounts(i, node.scope() == Scope.CROSSING ? widest(i, node, lanesOf(node)) : node);
      }
      for (NodeWatch crossing : crossings) {
        if (crossing.evidence().level(i) > threshold) {
          openCounts(
              i,
              whole.evidence().level(i) > SUSPECT && severalShow(i, crossings)
                  ? whole
                  : widest(i, crossing, lanesOf(crossing)));
        }
      }
      for (NodeWatch lane : laneNodes.values()) {
        if (lane.evidence().level(i) > threshold) {
          NodeWatch crossing =
              crossings.stream()
                  .filter(node -> node.cameras().contains(lane.cameras().get(0)))
                  .findFirst()
                  .orElseThrow();
          openCounts(i, reachOfCounts(i, lane, crossing));
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
    if (whole.evidence().level(i) > SUSPECT && severalShow(i, crossings)) {
      return whole;
    }
    return crossing.evidence().level(i) > SUSPECT && severalShow(i, lanesOf(crossing))
        ? crossing
        : lane;
  }

  private static boolean severalShow(int i, List<NodeWatch> parts) {
    return parts.stream().filter(part -> part.evidence().level(i) > SUSPECT).count() > 1;
  }

  private void openCounts(int i, NodeWatch node) {
    Kind kind = i == NodeWatch.STALL ? Kind.THROUGHPUT_STALL : Kind.THROUGHPUT_SURGE;
    boolean explained =
        node.cameras().stream().allMatch(c -> isOpen(kind, c)) || amissOf(node) > AMISS;
    boolean closed = laneNodes.values().stream().anyMatch(n -> n == node && n.closed());
    if (explained || closed || (node.scope() == Scope.LANE && node.movedAway(i))) {
      return;
    }
    Evidence evidence = node.evidence();
    if (i == NodeWatch.STALL && evidence.seen(i) == 0) {
      open(
          Kind.CAMERA_SILENT,
          placeOf(node),
          evidence.since(i),
          "SILENT",
          new double[] {0, evidence.expected(i), 0});
      return;
    }
    open(
        kind,
        placeOf(node),
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
      amiss += isOpen(Kind.CAMERA_SILENT, c) || lateOrOff(c) ? c.expected() : 0;
    }
    return all == 0 ? 1 : amiss / all;
  }

  /** What comes late or under a wrong time is missing elsewhere, and not for want of travellers. */
  private boolean lateOrOff(CameraWatch camera) {
    return isOpen(Kind.LATE_CAMERA, camera) || isOpen(Kind.CLOCK_SKEW, camera);
  }

  private boolean isOpen(Kind kind, CameraWatch camera) {
    return open.stream().anyMatch(o -> o.kind().equals(kind.label()) && o.covers(camera));
  }

  // -- the life of an anomaly

  private void open(Kind kind, Place place, long since, String detail, double[] sums) {
    List<OpenAnomaly> parts =
        open.stream().filter(o -> o.kind().equals(kind.label()) && within(o, place)).toList();
    String id =
        AnomalyText.id(
            kind.label(),
            port.code(),
            place.crossingId(),
            place.laneId(),
            place.cameraId(),
            minute);
    OpenAnomaly anomaly =
        new OpenAnomaly(
            id,
            kind.label(),
            place.scope().name(),
            place.crossingId(),
            place.laneId(),
            place.cameraId(),
            minute,
            Math.min(since, minute),
            1,
            0,
            sums[0],
            sums[1],
            sums[2],
            detail);
    if (parts.isEmpty()) {
      open.add(anomaly);
      out.add(AnomalyText.anomaly(port.code(), anomaly, "OPEN", minute, ""));
      return;
    }
    widen(parts, anomaly, text(place));
  }

  /** The first of what turns out to be one anomaly goes on as the whole; the others end in it. */
  private void widen(List<OpenAnomaly> parts, OpenAnomaly whole, String place) {
    for (OpenAnomaly part : parts.subList(1, parts.size())) {
      close(part, "It is part of " + whole.kind() + " at " + place + ".");
    }
    OpenAnomaly first = parts.get(0);
    OpenAnomaly wider =
        new OpenAnomaly(
            first.anomalyId(),
            whole.kind(),
            whole.scope(),
            whole.crossingId(),
            whole.laneId(),
            whole.cameraId(),
            first.opened(),
            Math.min(first.since(), whole.since()),
            first.version() + 1,
            0,
            whole.observed(),
            whole.expected(),
            whole.weight(),
            whole.detail());
    open.set(open.indexOf(first), wider);
    out.add(AnomalyText.anomaly(port.code(), wider, "UPDATED", minute, ""));
  }

  private static boolean within(OpenAnomaly o, Place place) {
    return (place.crossingId() == null || place.crossingId().equals(o.crossingId()))
        && (place.laneId() == null || place.laneId().equals(o.laneId()))
        && (place.cameraId() == null || place.cameraId().equals(o.cameraId()));
  }

  private String text(Place place) {
    return AnomalyText.place(port.code(), place.crossingId(), place.laneId(), place.cameraId());
  }

  private void carryOn(boolean blockEnds) throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      OpenAnomaly now = carriedOn(open.get(i), blockEnds);
      boolean over = isOver(now);
      boolean normal = !now.detail().equals("SILENT") && minute - now.opened() > NEW_NORMAL_MINUTES;
      if (over || normal) {
        open.set(i, now);
        end(now, normal && !over);
      } else if (Math.floorMod(minute - now.opened(), 60L) == 0 && minute > now.opened()) {
        OpenAnomaly updated = now.with(now.version() + 1, now.over(), 0, 0, 0);
        open.set(i, updated);
        out.add(AnomalyText.anomaly(port.code(), updated, "UPDATED", minute, ""));
      } else {
        open.set(i, now);
      }
    }
  }

  private boolean isOver(OpenAnomaly o) {
    return o.detail().equals("SILENT")
        ? cameras.stream().anyMatch(c -> o.covers(c) && c.alive())
        : o.over() > OVER;
  }

  private void end(OpenAnomaly o, boolean newNormal) throws Exception {
    for (CameraWatch camera : cameras) {
      if (o.covers(camera)) {
        camera.endSilence();
        for (Sign sign : Sign.values()) {
          if (sign.kind().label().equals(o.kind())) {
            camera.evidence().clear(sign.ordinal());
          }
        }
        if (newNormal) {
          relearn(camera, o);
        }
      }
    }
    for (NodeWatch node : nodes()) {
      if (o.covers(node.cameras().get(0)) || node.cameras().stream().anyMatch(o::covers)) {
        node.endAnomaly();
      }
    }
    close(
        o,
        newNormal
            ? "It has lasted three days: it is learned as the new normal."
            : o.detail().equals("SILENT") ? "Captures come again." : "It is as expected again.");
  }

  /** Counts are learned anew; of a sign only what it is a sign of. */
  private void relearn(CameraWatch camera, OpenAnomaly o) throws Exception {
    UnaryOperator<Figures> anew;
    if (o.detail().equals("STALL") || o.detail().equals("SURGE")) {
      camera.relearn();
      anew = figures -> figures.times(CameraWatch.KEPT_OF_OLD_NORMAL);
    } else {
      Sign sign = Sign.valueOf(o.detail());
      boolean seconds = sign == Sign.LATE || sign == Sign.CLOCK_OFF;
      double shown = o.observed() / o.weight() * (seconds ? 1000 : 1);
      camera.relearn(sign, shown);
      anew = figures -> sign.relearned(figures, shown);
    }
    for (int hour = 0; hour < 24; hour++) {
      relearn(camera.cameraId() + "|" + hour, anew);
      for (DayOfWeek day : DayOfWeek.values()) {
        relearn(camera.cameraId() + "|" + day + "-" + hour, anew);
      }
    }
  }

  private void relearn(String key, UnaryOperator<Figures> anew) throws Exception {
    Figures figures = learned.get(key);
    if (figures != null) {
      learned.put(key, anew.apply(figures));
    }
  }

  private List<NodeWatch> nodes() {
    List<NodeWatch> all = new ArrayList<>(laneNodes.values());
    all.addAll(crossings);
    all.add(whole);
    return all;
  }

  private void close(OpenAnomaly o, String why) {
    open.removeIf(other -> other.anomalyId().equals(o.anomalyId()));
    OpenAnomaly last = o.with(o.version() + 1, o.over(), 0, 0, 0);
    out.add(AnomalyText.anomaly(port.code(), last, "CLOSED", minute, why));
  }

  /** The registry may have changed since an anomaly was opened. */
  private void endWhatIsGone() {
    for (OpenAnomaly o : List.copyOf(open)) {
      if (cameras.stream().noneMatch(o::covers)) {
        close(o, "It is registered no more.");
      }
    }
  }

  private OpenAnomaly carriedOn(OpenAnomaly o, boolean blockEnds) {
    double ratio = 0;
    double seen = 0;
    double usual = 0;
    double weight = 0;
    switch (o.detail()) {
      case "SILENT" -> {
        for (CameraWatch camera : cameras) {
          usual += o.covers(camera) ? camera.expected() : 0;
        }
      }
      case "STALL", "SURGE" -> {
        int i = o.detail().equals("STALL") ? NodeWatch.STALL : NodeWatch.SURGE;
        NodeWatch node = nodeOf(o);
        Evidence.Step step = blockEnds ? node.evidence().last(i) : null;
        if (step != null) {
          ratio = step.ratio();
          seen = step.seen();
          usual = step.expected();
          weight = step.weight();
        }
      }
      default -> {
        Sign sign = Sign.valueOf(o.detail());
        for (CameraWatch camera : cameras) {
          Evidence.Step step = o.covers(camera) ? camera.evidence().last(sign.ordinal()) : null;
          if (step != null) {
            ratio += sign.ofShare() ? stillAsBad(o, step) : step.ratio();
            seen += step.seen();
            usual += step.expected();
            weight += step.weight();
          }
        }
      }
    }
    return o.with(o.version(), Math.max(0, o.over() - ratio), seen, usual, weight);
  }

  /**
   * The log-likelihood ratio of "as bad as the anomaly has been" to "as ever": what was very bad is
   * over as soon as it is fair, though a little too bad could not be told from "as ever" yet.
   */
  private static double stillAsBad(OpenAnomaly o, Evidence.Step step) {
    double usual = step.expected() / step.weight();
    double bad = Math.min(.95, o.observed() / o.weight());
    return bad <= usual
        ? step.ratio()
        : LikelihoodRatio.ofShare(
            step.seen(), step.weight(), usual, bad, CameraWatch.CAPTURES_TOGETHER);
  }

  private NodeWatch nodeOf(OpenAnomaly o) {
    if (o.laneId() != null) {
      return laneNodes.get(o.laneId());
    }
    return o.crossingId() == null
        ? whole
        : crossings.stream()
            .filter(n -> n.nodeId().equals(o.crossingId()))
            .findFirst()
            .orElseThrow();
  }

  /** What may be wrong is not learned as usual. */
  private void doubtHours() {
    for (NodeWatch lane : laneNodes.values()) {
      if (lane.silent() > FalseAlarms.explained()) {
        // Its travellers may be in the lanes beside it.
        lane.others().forEach(camera -> camera.doubtHour(true));
      }
      boolean sound =
          lane.sound()
              && whole.sound()
              && crossings.stream()
                  .filter(node -> node.cameras().contains(lane.cameras().get(0)))
                  .allMatch(NodeWatch::sound);
      for (CameraWatch camera : lane.cameras()) {
        boolean surely =
            camera.silent() > FalseAlarms.explained()
                || open.stream().anyMatch(o -> o.covers(camera));
        if (surely || !sound || !camera.sound()) {
          camera.doubtHour(surely);
        }
      }
    }
  }
}
