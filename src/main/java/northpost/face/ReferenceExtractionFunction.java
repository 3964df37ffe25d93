package northpost.face;

import java.time.Instant;
import northpost.domain.DeadLetter;
import northpost.domain.ReferenceUpdate;
import northpost.domain.RejectionReason;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Makes the template of a reference photo, by the same pipeline as for captures. A withdrawal or a
 * reference that brings its template passes through; a photo of which no template can be made is a
 * failure to enrol, and a reference that was there before stays.
 */
public final class ReferenceExtractionFunction
    extends ProcessFunction<ReferenceUpdate, ReferenceUpdate> {
  private final FacePipelines pipelines;
  private final OutputTag<DeadLetter> deadLetters;

  // -- runtime
  private transient FacePipeline pipeline;
  private transient Counter failures;

  public ReferenceExtractionFunction(FacePipelines pipelines, OutputTag<DeadLetter> deadLetters) {
    this.pipelines = pipelines;
    this.deadLetters = deadLetters;
  }

  @Override
  public void open(OpenContext context) {
    pipeline = pipelines.open();
    failures =
        getRuntimeContext().getMetricGroup().addGroup("northpost").counter("failuresToEnrol");
  }

  @Override
  public void processElement(ReferenceUpdate update, Context ctx, Collector<ReferenceUpdate> out) {
    if (update.image() == null) {
      out.collect(update);
      return;
    }
    Extraction extraction = pipeline.extract(update.image());
    if (extraction.template() != null) {
      out.collect(
          new ReferenceUpdate(
              update.referenceId(),
              update.kind(),
              update.reference().withTemplate(extraction.template()),
              null,
              update.position()));
      return;
    }
    failures.inc();
    ctx.output(
        deadLetters,
        new DeadLetter(
            RejectionReason.FAILURE_TO_ENROL,
            "reference "
                + update.referenceId()
                + " at "
                + update.position()
                + ": "
                + extraction.failure().cause()
                + ", "
                + extraction.failure().message(),
            update.position(),
            update.referenceId(),
            null,
            new byte[0],
            update.image().length,
            Instant.now()));
  }

  @Override
  public void close() {
    if (pipeline != null) {
      pipeline.close();
    }
  }
}
