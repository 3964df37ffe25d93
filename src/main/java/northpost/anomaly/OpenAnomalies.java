package northpost.anomaly;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import northpost.domain.Anomaly;

/**
 * The anomalies of a port that are going on, from the minute in which one is found until it is over
 * or has become the new normal; and what is said of them.
 */
final class OpenAnomalies {
  /** An anomaly of counts or rates that lasts longer is the new normal, and is learned. */
  static final long NEW_NORMAL_MINUTES = 3 * 24 * 60;

  /** Evidence for "it is over" that closes an anomaly: odds of 100 to 1. */
  private static final double OVER = Math.log(100);

  private final PortNodes nodes;
  private final LearnedHours learned;
  private final List<OpenAnomaly> open;
  private final List<Anomaly> out = new ArrayList<>();
  private long minute;

  OpenAnomalies(PortNodes nodes, LearnedHours learned, List<OpenAnomaly> before) {
    this.nodes = nodes;
    this.learned = learned;
    open = new ArrayList<>(before);
  }

  /** Forgets what was said of the minute before. */
  void begin(long newMinute) {
    minute = newMinute;
    out.clear();
    endWhatIsGone();
  }

  /** Opened, updated and closed in this minute. */
  List<Anomaly> said() {
    return List.copyOf(out);
  }

  List<OpenAnomaly> all() {
    return List.copyOf(open);
  }

  boolean isOpen(Kind kind, CameraWatch camera) {
    return open.stream().anyMatch(o -> o.kind().equals(kind.label()) && o.covers(camera));
  }

  boolean isAnyOpen(CameraWatch camera) {
    return open.stream().anyMatch(o -> o.covers(camera));
  }

  /** What comes late or under a wrong time is missing elsewhere, and not for want of travellers. */
  boolean lateOrOff(CameraWatch camera) {
    return isOpen(Kind.LATE_CAMERA, camera) || isOpen(Kind.CLOCK_SKEW, camera);
  }

  /**
   * One that was found now; where it holds others of its kind, they become one.
   *
   * @param since the minute from which on it was so
   * @param detail what the sentence names the figures
   * @param sums observed, expected, and the weight of both
   */
  void open(Kind kind, Place place, long since, String detail, double[] sums) {
    List<OpenAnomaly> parts =
        open.stream().filter(o -> o.kind().equals(kind.label()) && place.holds(o)).toList();
    String id =
        AnomalyText.id(
            kind.label(),
            nodes.port().code(),
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
      out.add(AnomalyText.anomaly(nodes.port().code(), anomaly, "OPEN", minute, ""));
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
    out.add(AnomalyText.anomaly(nodes.port().code(), wider, "UPDATED", minute, ""));
  }

  private String text(Place place) {
    return AnomalyText.place(
        nodes.port().code(), place.crossingId(), place.laneId(), place.cameraId());
  }

  /** Takes the evidence of this minute for and against each, and ends what is over. */
  void carryOn(boolean blockEnds) throws Exception {
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
        out.add(AnomalyText.anomaly(nodes.port().code(), updated, "UPDATED", minute, ""));
      } else {
        open.set(i, now);
      }
    }
  }

  private boolean isOver(OpenAnomaly o) {
    return o.detail().equals("SILENT")
        ? nodes.cameras().stream().anyMatch(c -> o.covers(c) && c.alive())
        : o.over() > OVER;
  }

  private void end(OpenAnomaly o, boolean newNormal) throws Exception {
    for (CameraWatch camera : nodes.cameras()) {
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
    for (NodeWatch node : nodes.all()) {
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
      relearn(LearnedHours.key(camera.cameraId(), hour), anew);
      for (DayOfWeek day : DayOfWeek.values()) {
        relearn(LearnedHours.key(camera.cameraId(), day, hour), anew);
      }
    }
  }

  private void relearn(String key, UnaryOperator<Figures> anew) throws Exception {
    Figures figures = learned.get(key);
    if (figures != null) {
      learned.put(key, anew.apply(figures));
    }
  }

  private void close(OpenAnomaly o, String why) {
    open.removeIf(other -> other.anomalyId().equals(o.anomalyId()));
    OpenAnomaly last = o.with(o.version() + 1, o.over(), 0, 0, 0);
    out.add(AnomalyText.anomaly(nodes.port().code(), last, "CLOSED", minute, why));
  }

  /** The registry may have changed since an anomaly was opened. */
  private void endWhatIsGone() {
    for (OpenAnomaly o : List.copyOf(open)) {
      if (nodes.cameras().stream().noneMatch(o::covers)) {
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
        for (CameraWatch camera : nodes.cameras()) {
          usual += o.covers(camera) ? camera.expected() : 0;
        }
      }
      case "STALL", "SURGE" -> {
        int i = o.detail().equals("STALL") ? NodeWatch.STALL : NodeWatch.SURGE;
        NodeWatch node = nodes.nodeOf(o);
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
        for (CameraWatch camera : nodes.cameras()) {
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
}
