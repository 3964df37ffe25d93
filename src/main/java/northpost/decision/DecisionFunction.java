package northpost.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.domain.Policy;
import northpost.domain.PolicyUpdate;
import northpost.gallery.CandidateList;
import northpost.gallery.ProbeOrder;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decides each capture under the policy in force where and when it was made. Keyed by captureId;
 * policies are broadcast.
 */
public final class DecisionFunction
    extends KeyedBroadcastProcessFunction<String, CandidateList, PolicyUpdate, Decision> {
  private final Policy systemDefault;
  private final ProbeOrder order;

  // -- runtime
  private transient MapState<Long, List<CandidateList>> waiting;

  /** Made once: making one looks at the whole of Policy by reflection. */
  private transient MapStateDescriptor<String, Policy> policies;

  private transient PolicyBook book;
  private transient Counter[] outcomes;

  public DecisionFunction(Policy systemDefault, ProbeOrder order) {
    this.systemDefault = systemDefault;
    this.order = order;
  }

  @Override
  public void open(OpenContext context) {
    policies = PolicyState.policies();
    waiting = getRuntimeContext().getMapState(PolicyState.waitingLists());
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("northpost");
    outcomes = new Counter[Outcome.values().length];
    for (Outcome outcome : Outcome.values()) {
      outcomes[outcome.ordinal()] = group.addGroup("outcome", outcome.name()).counter("decisions");
    }
  }

  @Override
  public void processElement(CandidateList list, ReadOnlyContext ctx, Collector<Decision> out)
      throws Exception {
    if (order == ProbeOrder.ARRIVAL) {
      decide(list, ctx, out);
      return;
    }
    long capturedAt = list.probe().capture().capturedAt().toEpochMilli();
    List<CandidateList> lists = waiting.get(capturedAt);
    List<CandidateList> longer = lists == null ? new ArrayList<>() : new ArrayList<>(lists);
    longer.add(list);
    waiting.put(capturedAt, longer);
    ctx.timerService().registerEventTimeTimer(capturedAt);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Decision> out)
      throws Exception {
    List<CandidateList> due = waiting.get(timestamp);
    if (due == null) {
      return;
    }
    for (CandidateList list : due) {
      decide(list, ctx, out);
    }
    waiting.remove(timestamp);
  }

  @Override
  public void processBroadcastElement(PolicyUpdate update, Context ctx, Collector<Decision> out)
      throws Exception {
    BroadcastState<String, Policy> known = ctx.getBroadcastState(policies);
    if (update.policy() != null) {
      known.put(PolicyState.key(update.policy()), update.policy());
    } else {
      List<String> withdrawn = new ArrayList<>();
      for (Map.Entry<String, Policy> entry : known.entries()) {
        if (update.withdraws(entry.getValue())) {
          withdrawn.add(entry.getKey());
        }
      }
      for (String key : withdrawn) {
        known.remove(key);
      }
    }
    book = null;
  }

  private void decide(CandidateList list, ReadOnlyContext ctx, Collector<Decision> out)
      throws Exception {
    if (book == null) {
      List<Policy> known = new ArrayList<>();
      for (Map.Entry<String, Policy> entry : ctx.getBroadcastState(policies).immutableEntries()) {
        known.add(entry.getValue());
      }
      book = new PolicyBook(systemDefault, known);
    }
    Decision decision = DecisionRule.decide(list, book, Instant.now());
    outcomes[decision.outcome().ordinal()].inc();
    out.collect(decision);
  }
}
