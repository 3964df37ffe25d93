package northpost.source;

import northpost.domain.DeadLetter;
import northpost.domain.PolicyUpdate;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets sound policy changes through and sends the others to the dead letters. */
public final class PolicyAdmission extends ProcessFunction<PolicyArrival, PolicyUpdate> {
  private final OutputTag<DeadLetter> deadLetters;

  public PolicyAdmission(OutputTag<DeadLetter> deadLetters) {
    this.deadLetters = deadLetters;
  }

  @Override
  public void processElement(PolicyArrival arrival, Context ctx, Collector<PolicyUpdate> out) {
    if (arrival.rejection() != null) {
      ctx.output(deadLetters, arrival.rejection());
    } else {
      out.collect(arrival.update());
    }
  }
}
