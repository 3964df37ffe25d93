package northpost.source;

import northpost.domain.CapturedSample;
import northpost.domain.DeadLetter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets sound captures through and sends the others to the dead letters. */
public final class CaptureAdmission extends ProcessFunction<CaptureArrival, CapturedSample> {
  private final OutputTag<DeadLetter> deadLetters;

  public CaptureAdmission(OutputTag<DeadLetter> deadLetters) {
    this.deadLetters = deadLetters;
  }

  @Override
  public void processElement(CaptureArrival arrival, Context ctx, Collector<CapturedSample> out) {
    if (arrival.rejection() != null) {
      ctx.output(deadLetters, arrival.rejection());
    } else {
      out.collect(arrival.sample());
    }
  }
}
