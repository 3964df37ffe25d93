package northpost.encounter;

import java.time.Instant;
import northpost.domain.Adjudication;
import northpost.domain.DeadLetter;
import northpost.domain.EncounterUpdate;
import northpost.domain.OfficerFinding;
import northpost.domain.ReceivedAdjudication;
import northpost.domain.RejectionReason;
import northpost.stream.Ending;
import northpost.stream.Endings;
import northpost.stream.TwoInputEndingOperator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Makes encounters of captures, and joins what officers found to them. Keyed by encounterId.
 *
 * <p>Every update leaves from an event-time timer, with that timer's time: what comes in time gives
 * the same updates whatever its order. An adjudication that comes first waits for its encounter;
 * one whose encounter does not come within the bound is a dead letter. A capture or adjudication
 * that comes after the encounter closed corrects it, until the state ends: gap and bound after the
 * last capture. Captures that come later than that are counted in a metric, and in no encounter.
 */
public final class EncounterFunction
    extends KeyedCoProcessFunction<String, EncounterCapture, ReceivedAdjudication, EncounterUpdate>
    implements Ending<EncounterState> {
  private static final long serialVersionUID = 1;

  private final EncounterSettings settings;
  private final OutputTag<DeadLetter> deadLetters;

  // -- runtime
  private transient ValueState<EncounterState> encounter;
  private transient Endings<EncounterState> endings;
  private transient Counter encounters;
  private transient Counter tooLate;
  private transient Counter beyondLimit;
  private transient Counter superseded;
  private transient Counter unanswered;

  public EncounterFunction(EncounterSettings settings, OutputTag<DeadLetter> deadLetters) {
    this.settings = settings;
    this.deadLetters = deadLetters;
  }

  @Override
  public void open(OpenContext context) {
    encounter = getRuntimeContext().getState(ending());
    MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("northpost");
    encounters = metrics.counter("encounters");
    tooLate = metrics.counter("encounterCapturesTooLate");
    beyondLimit = metrics.counter("encounterCapturesBeyondLimit");
    superseded = metrics.counter("adjudicationsSuperseded");
    unanswered = metrics.counter("referralsUnanswered");
  }

  /** The operator that runs it. */
  public TwoInputEndingOperator<EncounterCapture, ReceivedAdjudication, EncounterUpdate>
      operator() {
    return TwoInputEndingOperator.of(this);
  }

  @Override
  public ValueStateDescriptor<EncounterState> ending() {
    return new ValueStateDescriptor<>("encounter", TypeInformation.of(EncounterState.class));
  }

  @Override
  public void start(Endings<EncounterState> all) {
    endings = all;
  }

  @Override
  public long endOf(EncounterState state) {
    return state.timerMillis() < Long.MAX_VALUE ? Long.MAX_VALUE : state.endsSilentlyAt(settings);
  }

  @Override
  public void processElement1(EncounterCapture capture, Context ctx, Collector<EncounterUpdate> out)
      throws Exception {
    long watermark = ctx.timerService().currentWatermark();
    EncounterState state = current(watermark);
    if (!state.hasCaptures()
        && capture.capturedMillis() + settings.answerWithinMillis() <= watermark) {
      tooLate.inc();
    } else if (state.hasSeen(capture)) {
      return;
    } else if (state.isFull()) {
      beyondLimit.inc();
    } else {
      keep(ctx.getCurrentKey(), state.plus(capture), watermark, ctx.timerService());
    }
  }

  @Override
  public void processElement2(
      ReceivedAdjudication received, Context ctx, Collector<EncounterUpdate> out) throws Exception {
    EncounterState state = current(ctx.timerService().currentWatermark());
    if (state.hasEnough(received.adjudication())) {
      ctx.output(
          deadLetters,
          rejected(
              received,
              RejectionReason.DUPLICATE_ADJUDICATION,
              "got an answer that came before, or more than "
                  + EncounterState.MAX_ANSWERS
                  + " that wait, expected a new one"));
      return;
    }
    keep(
        ctx.getCurrentKey(),
        state.plus(received),
        ctx.timerService().currentWatermark(),
        ctx.timerService());
  }

  private EncounterState current(long eventTime) throws Exception {
    EncounterState state = encounter.value();
    return state == null || endOf(state) <= eventTime ? EncounterState.EMPTY : state;
  }

  private void keep(String encounterId, EncounterState state, long eventTime, TimerService timers)
      throws Exception {
    if (endOf(state) < Long.MAX_VALUE) {
      endings.add(encounterId, endOf(state));
      encounter.update(state);
      return;
    }
    long due = EventGrain.next(state.nextDue(settings), eventTime);
    if (due < state.timerMillis()) {
      timers.registerEventTimeTimer(due);
      encounter.update(state.withTimer(due));
    } else {
      encounter.update(state);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<EncounterUpdate> out)
      throws Exception {
    EncounterState state = encounter.value();
    if (state == null || state.timerMillis() != timestamp) {
      // An earlier timer has been set since, and did this one's work.
      return;
    }
    EncounterState.Step step =
        state.withTimer(Long.MAX_VALUE).advance(ctx.getCurrentKey(), timestamp, settings);
    if (step.update() != null) {
      out.collect(step.update());
      count(step.update());
    }
    superseded.inc(step.superseded());
    for (ReceivedAdjudication one : step.unmatched()) {
      ctx.output(deadLetters, withoutDecision(one));
    }
    if (step.state() == null) {
      encounter.clear();
    } else {
      keep(ctx.getCurrentKey(), step.state(), timestamp, ctx.timerService());
    }
  }

  private void count(EncounterUpdate update) {
    if (update.before() == null) {
      encounters.inc();
    }
    if (update.now().finding() == OfficerFinding.UNANSWERED) {
      unanswered.inc();
    }
  }

  private DeadLetter withoutDecision(ReceivedAdjudication received) {
    return rejected(
        received,
        RejectionReason.ADJUDICATION_WITHOUT_DECISION,
        "got no decision on the encounter, or one that is longer ago, expected one within "
            + settings.answerWithinMillis() / 60_000
            + " minutes of event time");
  }

  private static DeadLetter rejected(
      ReceivedAdjudication received, RejectionReason reason, String what) {
    Adjudication adjudication = received.adjudication();
    return new DeadLetter(
        reason,
        received.position()
            + ": adjudication of encounter "
            + adjudication.encounterId()
            + " at "
            + adjudication.adjudicatedAt()
            + ": "
            + what,
        received.position(),
        adjudication.encounterId(),
        null,
        new byte[0],
        0,
        Instant.now());
  }
}
