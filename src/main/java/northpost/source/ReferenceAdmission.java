package northpost.source;

import northpost.domain.DeadLetter;
import northpost.domain.ReferenceUpdate;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets sound reference updates through and sends the others to the dead letters. */
public final class ReferenceAdmission extends ProcessFunction<ReferenceArrival, ReferenceUpdate> {
  private final OutputTag<DeadLetter> deadLetters;

  public ReferenceAdmission(OutputTag<DeadLetter> deadLetters) {
    this.deadLetters = deadLetters;
  }

  @Override
  public void processElement(
      ReferenceArrival arrival, Context ctx, Collector<ReferenceUpdate> out) {
    if (arrival.rejection() != null) {
      ctx.output(deadLetters, arrival.rejection());
    } else {
      out.collect(arrival.update());
    }
  }
}
