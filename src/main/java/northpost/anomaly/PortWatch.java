package northpost.anomaly;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.domain.Anomaly;
import northpost.domain.CameraMinute;
import northpost.domain.Crossing;
import northpost.domain.Port;
import northpost.domain.PortRegistry;

/**
 * Judges a port minute by minute: what its cameras, lanes and crossings show against what was
 * learned of them. What is wrong is for {@link Findings} to say, and how long for {@link
 * OpenAnomalies}. Knows nothing of streams: minutes go in, in order and without a gap, and
 * anomalies come out.
 */
public final class PortWatch {
  private static final long MINUTE = 60_000;

  private final Port port;
  private final PortRegistry registry;
  private final Holidays holidays;
  private final LearnedHours learned;
  private final PortNodes nodes;
  private final OpenAnomalies open;
  private final Findings findings;
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
    nodes = new PortNodes(port, memory);
    open = new OpenAnomalies(nodes, learned, memory.open());
    findings = new Findings(nodes, open);
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

  PortMemory memory() {
    return new PortMemory(
        port.code(),
        minute,
        nodes.cameras().stream().map(CameraWatch::memory).toList(),
        nodes.all().stream().map(NodeWatch::memory).toList(),
        open.all());
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
    nodes.cameras().forEach(camera -> camera.evidence().begin());
    nodes.all().forEach(node -> node.evidence().begin());
    open.begin(minute);
    ZonedDateTime local = Instant.ofEpochMilli(minute * MINUTE).atZone(port.timeZone());
    Holidays.Range day = holidays.on(local.toLocalDate());
    beginHour(local);
    expect(local, day.quieter());
    take(minutes);
    for (NodeWatch lane : nodes.lanes()) {
      boolean idle = findings.silent(lane);
      lane.take(minute, day.quieter());
      if (idle && lane.silent() == 0) {
        // What the lane as a whole did not see is no silence of one of its cameras.
        lane.cameras().forEach(CameraWatch::endSilence);
      }
    }
    nodes.crossings().forEach(node -> node.take(minute, day.quieter()));
    nodes.whole().take(minute, day.quieter());
    boolean blockEnds = (minute + 1) % NodeWatch.BLOCK_MINUTES == 0;
    if (blockEnds) {
      nodes.all().forEach(node -> node.endBlock(minute, day, true));
    }
    open.carryOn(blockEnds);
    findings.findSigns();
    findings.findSilence(minute);
    if (blockEnds) {
      findings.findCounts();
    }
    doubtHours();
    minute++;
    return open.said();
  }

  private void beginHour(ZonedDateTime local) throws Exception {
    if (Math.floorMod(minute, 60L) != 0) {
      return;
    }
    ZonedDateTime before = local.minusHours(1);
    for (CameraWatch camera : nodes.cameras()) {
      CameraWatch.Hours hours = camera.learned(minute, nodes.laneOf(camera).dispersion());
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
    return LearnedHours.key(camera.cameraId(), local.getHour());
  }

  private static String weekKey(CameraWatch camera, ZonedDateTime local) {
    return LearnedHours.key(camera.cameraId(), local.getDayOfWeek(), local.getHour());
  }

  private void expect(ZonedDateTime local, double quieter) {
    double people = TrafficPrior.peoplePerMinute(port, local);
    for (Crossing crossing : port.crossings()) {
      boolean isOpen = registry.isOpen(crossing.crossingId(), local.toInstant());
      for (CameraWatch camera : nodes.cameras()) {
        if (camera.crossing().equals(crossing)) {
          NodeWatch lane = nodes.laneOf(camera);
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
    for (CameraWatch camera : nodes.cameras()) {
      camera.take(minute, now.get(camera.cameraId()));
    }
    for (CameraMinute m : minutes) {
      CameraWatch camera = nodes.camera(m.cameraId());
      if (camera != null && m.start().toEpochMilli() < minute * MINUTE) {
        camera.takeLate(m.start().toEpochMilli() / MINUTE, CameraWatch.figures(m));
        nodes.laneOf(camera).endSilence();
        nodes.crossings().stream()
            .filter(node -> node.cameras().contains(camera))
            .forEach(NodeWatch::endSilence);
        nodes.whole().endSilence();
      }
    }
  }

  /** What may be wrong is not learned as usual. */
  private void doubtHours() {
    for (NodeWatch lane : nodes.lanes()) {
      if (lane.silent() > FalseAlarms.explained()) {
        // Its travellers may be in the lanes beside it.
        lane.others().forEach(camera -> camera.doubtHour(true));
      }
      boolean sound = lane.sound() && nodes.whole().sound() && nodes.crossingOf(lane).sound();
      for (CameraWatch camera : lane.cameras()) {
        boolean surely = camera.silent() > FalseAlarms.explained() || open.isAnyOpen(camera);
        if (surely || !sound || !camera.sound()) {
          camera.doubtHour(surely);
        }
      }
    }
  }
}
