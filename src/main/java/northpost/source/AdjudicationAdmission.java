package northpost.source;

import northpost.domain.DeadLetter;
import northpost.domain.ReceivedAdjudication;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets sound adjudications through and sends the others to the dead letters. */
public final class AdjudicationAdmission
    extends ProcessFunction<AdjudicationArrival, ReceivedAdjudication> {
  private final OutputTag<DeadLetter> deadLetters;

  public AdjudicationAdmission(OutputTag<DeadLetter> deadLetters) {
    this.deadLetters = deadLetters;
  }

  @Override
  public void processElement(
      AdjudicationArrival arrival, Context ctx, Collector<ReceivedAdjudication> out) {
    if (arrival.rejection() != null) {
      ctx.output(deadLetters, arrival.rejection());
    } else {
      out.collect(arrival.adjudication());
    }
  }
}
