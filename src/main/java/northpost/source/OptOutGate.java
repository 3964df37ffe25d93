package northpost.source;

import java.time.Instant;
import java.util.List;
import northpost.domain.CapturedSample;
import northpost.domain.Probe;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps the captures of travellers who opted out from the face pipeline: no template is ever made
 * of them. They go on, without a photo, to be decided at once, so that nobody waits longer for it.
 */
public final class OptOutGate extends ProcessFunction<CapturedSample, CapturedSample> {
  private final OutputTag<Probe> optedOut;

  public OptOutGate(OutputTag<Probe> optedOut) {
    this.optedOut = optedOut;
  }

  @Override
  public void processElement(CapturedSample sample, Context ctx, Collector<CapturedSample> out) {
    if (!sample.capture().optedOut()) {
      out.collect(sample);
      return;
    }
    ctx.output(
        optedOut,
        new Probe(
            sample.capture(),
            sample.position(),
            sample.receivedAt(),
            null,
            null,
            List.of(),
            null,
            Instant.now()));
  }
}
