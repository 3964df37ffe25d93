package northpost.suite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import northpost.analytics.CameraMinuteFunction;
import northpost.anomaly.DocumentConflictFunction;
import northpost.anomaly.IdentityConflictFunction;
import northpost.anomaly.ImpossibleTravelFunction;
import northpost.anomaly.PatternWatch;
import northpost.anomaly.PortWatchFunction;
import northpost.anomaly.RepeatedRejectionFunction;
import northpost.anomaly.ReplayFunction;
import northpost.domain.Anomaly;
import northpost.domain.CameraMinute;
import northpost.domain.Decision;
import northpost.domain.PortRegistry;
import northpost.scoring.ReportedAnomaly;
import northpost.testing.Harnesses;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * All watches for anomalies, as the topology wires them behind the decisions: the same operators,
 * each in a test harness, with event time told to all of them at once.
 */
final class Watches implements AutoCloseable {
  /** As in a replay. */
  private static final long HOLD_MINUTES = 6;

  private final KeyedOneInputStreamOperatorTestHarness<String, Decision, CameraMinute> minutes;
  private final KeyedOneInputStreamOperatorTestHarness<String, CameraMinute, Anomaly> ports;
  private final List<Pattern> patterns = new ArrayList<>();
  private final Map<String, Anomaly> first = new LinkedHashMap<>();
  private final Map<String, Anomaly> last = new LinkedHashMap<>();

  /** A watch for a pattern, and the decisions that it is shown. */
  private record Pattern(
      KeyedOneInputStreamOperatorTestHarness<String, Decision, Anomaly> operator,
      Predicate<Decision> concerns) {}

  Watches(PortRegistry registry) throws Exception {
    minutes =
        Harnesses.open(
            CameraMinuteFunction.operator(false), (KeySelector<Decision, String>) Watches::camera);
    ports =
        Harnesses.open(
            new KeyedProcessOperator<>(new PortWatchFunction(registry, HOLD_MINUTES)),
            CameraMinute::portCode);
    pattern(new ReplayFunction());
    pattern(new IdentityConflictFunction());
    pattern(new DocumentConflictFunction());
    pattern(new ImpossibleTravelFunction(registry));
    pattern(new RepeatedRejectionFunction());
  }

  private static String camera(Decision decision) {
    return CameraMinuteFunction.key(decision);
  }

  private void pattern(PatternWatch watch) throws Exception {
    patterns.add(new Pattern(Harnesses.open(watch.operator(), watch::key), watch::concerns));
  }

  void decided(Decision decision) throws Exception {
    minutes.processElement(decision, decision.capture().capturedAt().toEpochMilli());
    for (Pattern pattern : patterns) {
      if (pattern.concerns.test(decision)) {
        pattern.operator.processElement(decision, 0);
      }
    }
  }

  /** Event time is there. */
  void advance(long watermark) throws Exception {
    minutes.processWatermark(watermark);
    for (CameraMinute minute : drained(minutes)) {
      ports.processElement(minute, 0);
    }
    ports.processWatermark(watermark);
    drained(ports).forEach(this::say);
    for (Pattern pattern : patterns) {
      pattern.operator.processWatermark(watermark);
      drained(pattern.operator).forEach(this::say);
    }
  }

  private static <O> List<O> drained(KeyedOneInputStreamOperatorTestHarness<String, ?, O> of) {
    List<O> values = of.extractOutputValues();
    of.getOutput().clear();
    return values;
  }

  private void say(Anomaly anomaly) {
    first.putIfAbsent(anomaly.anomalyId(), anomaly);
    last.put(anomaly.anomalyId(), anomaly);
  }

  /** The last version of each anomaly, as {@code run} writes it. */
  List<ReportedAnomaly> reported() {
    List<ReportedAnomaly> reported = new ArrayList<>();
    for (Iterator<Anomaly> all = last.values().iterator(); all.hasNext(); ) {
      Anomaly a = all.next();
      Instant detectedAt = first.get(a.anomalyId()).end();
      reported.add(
          new ReportedAnomaly(
              a.anomalyId(),
              a.kind(),
              a.portCode(),
              a.crossingId(),
              a.laneId(),
              a.cameraId(),
              a.start(),
              a.end(),
              detectedAt,
              a.sentence(),
              a.evidence()));
    }
    return reported;
  }

  @Override
  public void close() throws Exception {
    minutes.close();
    ports.close();
    for (Pattern pattern : patterns) {
      pattern.operator.close();
    }
  }
}
