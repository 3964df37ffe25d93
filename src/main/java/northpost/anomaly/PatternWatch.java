package northpost.anomaly;

import java.time.Duration;
import java.util.List;
import northpost.domain.Anomaly;
import northpost.domain.Decision;
import northpost.stream.Ending;
import northpost.stream.EndingOperator;
import northpost.stream.Endings;
import northpost.stream.RecordTypeInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * A watch for a pattern in the decisions of one key. It takes them in by the time of capture (the
 * captureId where that is equal), when event time has passed them: so what it says does not depend
 * on the order in which they arrive, nor on how far event time lags behind them.
 *
 * <p>What arrives after event time has passed it is taken in at once, among what is still known,
 * and is then kept for a horizon from its arrival: captures that an outage held back are compared
 * with one another.
 *
 * <p>A key that is seen once, as nearly all are, has one small state and no timer: nothing can be
 * said of it, and it goes a horizon later.
 */
public abstract class PatternWatch extends KeyedProcessFunction<String, Decision, Anomaly>
    implements Ending<Pattern> {
  private static final long serialVersionUID = 1L;

  /** More sightings than an officer would look at are not kept, only counted. */
  static final int EVIDENCE_LIMIT = 20;

  private final long horizon;
  private final boolean slides;

  // -- runtime
  private transient ValueState<Pattern> patterns;
  private transient Endings<Pattern> endings;

  /**
   * @param horizon how long sightings belong together
   * @param slides whether the horizon begins anew with each sighting, or with the first alone
   */
  PatternWatch(Duration horizon, boolean slides) {
    this.horizon = horizon.toMillis();
    this.slides = slides;
  }

  /** Whether it looks at the decision at all. */
  public abstract boolean concerns(Decision decision);

  /** What it looks at together with it: the key of a decision that concerns. */
  public abstract String key(Decision decision);

  /** What it keeps of a decision. */
  abstract Sighting sighting(Decision decision);

  /** Whether anything can come of a sighting that has none before it. */
  boolean begins(Sighting first) {
    return true;
  }

  /** Takes a sighting in: what is kept with it. */
  abstract Pattern plus(Pattern before, Sighting now);

  /**
   * The anomaly that is there with the sighting that was just taken in, or null. Its status and
   * version are set afterwards, and its id where one is open.
   */
  abstract Anomaly found(String key, Pattern with, Sighting now);

  /** Why an anomaly closes, as a sentence. */
  abstract String closing();

  @Override
  public void open(OpenContext context) throws Exception {
    patterns = getRuntimeContext().getState(ending());
  }

  /** The operator that runs it. */
  public EndingOperator<Decision, Anomaly> operator() {
    return EndingOperator.of(this);
  }

  @Override
  public ValueStateDescriptor<Pattern> ending() {
    return new ValueStateDescriptor<>("pattern", new RecordTypeInfo<>(new PatternLayout()));
  }

  @Override
  public void start(Endings<Pattern> all) {
    endings = all;
  }

  /** A sighting that waits alone is forgotten as it would be if it had been taken in. */
  @Override
  public long endOf(Pattern pattern) {
    if (!pattern.isBlank() || pattern.waiting().size() != 1) {
      return Long.MAX_VALUE;
    }
    Sighting alone = pattern.waiting().get(0);
    return alone.millis() + (begins(alone) ? horizon : 0);
  }

  @Override
  public void processElement(Decision decision, Context ctx, Collector<Anomaly> out)
      throws Exception {
    long watermark = ctx.timerService().currentWatermark();
    Pattern kept = patterns.value();
    Pattern before = kept == null || endOf(kept) <= watermark ? null : kept;
    Sighting now = sighting(decision);
    Pattern after = (before == null ? Pattern.NOTHING : before).waitingFor(now);
    if (now.millis() <= watermark) {
      after = takenIn(ctx.getCurrentKey(), after, watermark, out);
      if (!after.isBlank()) {
        after = after.remembered(watermark + horizon);
        // The first of a key has no timer while it waits alone; now something is known beside it.
        after.waiting().forEach(s -> ctx.timerService().registerEventTimeTimer(s.millis()));
      } else if (after.waiting().isEmpty()) {
        patterns.clear();
        return;
      }
      setTimers(after, ctx);
    } else if (before == null) {
      endings.add(ctx.getCurrentKey(), endOf(after));
    } else {
      ctx.timerService().registerEventTimeTimer(now.millis());
      if (after.waiting().size() == 2) {
        // The first of a key has no timer of its own: nothing can be said of it alone.
        after.waiting().forEach(s -> ctx.timerService().registerEventTimeTimer(s.millis()));
      }
    }
    patterns.update(after);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Anomaly> out) throws Exception {
    Pattern before = patterns.value();
    if (before == null) {
      return;
    }
    Pattern after = takenIn(ctx.getCurrentKey(), before, timestamp, out);
    if (!after.isBlank() && timestamp >= after.forgotten()) {
      after = Pattern.blank(closed(after, out).waiting());
    } else if (after.open() != null && timestamp >= after.closes()) {
      after = closed(after, out);
    }
    if (after.isBlank() && after.waiting().isEmpty()) {
      patterns.clear();
    } else {
      patterns.update(after);
      setTimers(after, ctx);
    }
  }

  /** Setting a timer again that is set changes nothing. */
  private static void setTimers(Pattern pattern, Context ctx) {
    if (!pattern.isBlank()) {
      ctx.timerService().registerEventTimeTimer(pattern.forgotten());
    }
    if (pattern.open() != null) {
      ctx.timerService().registerEventTimeTimer(pattern.closes());
    }
  }

  /** With all taken in that wait and were made no later than the time. */
  private Pattern takenIn(String key, Pattern before, long time, Collector<Anomaly> out) {
    List<Sighting> waiting = before.waiting();
    int ready = 0;
    while (ready < waiting.size() && waiting.get(ready).millis() <= time) {
      ready++;
    }
    if (ready == 0) {
      return before;
    }
    Pattern now = before.waiting(List.copyOf(waiting.subList(ready, waiting.size())));
    for (Sighting sighting : waiting.subList(0, ready)) {
      now = takenIn(key, now, sighting, out);
    }
    return now;
  }

  private Pattern takenIn(String key, Pattern before, Sighting now, Collector<Anomaly> out) {
    long at = now.millis();
    Pattern current = before;
    if (!current.isBlank() && at >= current.until()) {
      current = Pattern.blank(closed(current, out).waiting());
    } else if (!current.isBlank() && at <= current.latest().millis() - horizon) {
      // Came too late to be of one horizon with what is kept.
      return current;
    } else if (current.open() != null && at >= current.closes()) {
      current = closed(current, out);
    }
    if (current.isBlank() && !begins(now)) {
      return current;
    }
    boolean goesOn = current.isBlank() || slides;
    current = plus(current, now);
    if (goesOn) {
      current = current.lasting(Math.max(current.until(), at + horizon));
    }
    Anomaly found = found(key, current, now);
    if (found == null) {
      return current;
    }
    Anomaly open = current.open();
    Anomaly said =
        as(
            found,
            open == null ? found.anomalyId() : open.anomalyId(),
            open == null ? "OPEN" : "UPDATED",
            current.version() + 1,
            found.sentence());
    out.collect(said);
    return current.said(said, slides ? Math.max(current.closes(), at + horizon) : current.until());
  }

  private Pattern closed(Pattern pattern, Collector<Anomaly> out) {
    Anomaly open = pattern.open();
    if (open == null) {
      return pattern;
    }
    long version = open.version() + 1;
    out.collect(as(open, open.anomalyId(), "CLOSED", version, open.sentence() + " " + closing()));
    return pattern.closed(version);
  }

  private static Anomaly as(Anomaly a, String id, String status, long version, String sentence) {
    return new Anomaly(
        id,
        a.kind(),
        a.severity(),
        status,
        version,
        a.portCode(),
        a.crossingId(),
        a.laneId(),
        a.start(),
        a.end(),
        a.observed(),
        a.expected(),
        sentence,
        a.evidence(),
        a.scope(),
        a.cameraId());
  }

  /** The first of the sightings, as many as are evidence. */
  static List<Sighting> earliest(List<Sighting> sightings) {
    return sightings.size() <= EVIDENCE_LIMIT
        ? sightings
        : List.copyOf(sightings.subList(0, EVIDENCE_LIMIT));
  }

  static List<String> captureIds(List<Sighting> sightings) {
    return sightings.stream().map(Sighting::captureId).toList();
  }
}
