package northpost.face;

import java.time.Instant;
import northpost.domain.DeadLetter;
import northpost.domain.ReferenceUpdate;
import northpost.domain.RejectionReason;
import northpost.domain.Template;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Makes the template of a reference photo, by the same pipeline as for captures. A withdrawal or a
 * reference that brings its template passes through; a photo of which no template can be made is a
 * failure to enrol, and a reference that was there before stays. So it does where a template says
 * it is of the network in use but has another length.
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
      passOn(update, ctx, out);
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
    String what = extraction.failure().cause() + ", " + extraction.failure().message();
    ctx.output(
        deadLetters,
        refused(update, RejectionReason.FAILURE_TO_ENROL, what, update.image().length));
  }

  /** Another network's template is kept, and answered as a mismatch; its length is not known. */
  private void passOn(ReferenceUpdate update, Context ctx, Collector<ReferenceUpdate> out) {
    Template template = update.reference() == null ? null : update.reference().template();
    boolean ours = template != null && template.modelId().equals(pipeline.modelId());
    if (!ours || template.vector().length == pipeline.templateLength()) {
      out.collect(update);
      return;
    }
    String what =
        "template: got "
            + template.vector().length
            + " values, expected "
            + pipeline.templateLength()
            + " of network "
            + pipeline.modelId();
    ctx.output(deadLetters, refused(update, RejectionReason.TEMPLATE_REFUSED, what, 0));
  }

  private static DeadLetter refused(
      ReferenceUpdate update, RejectionReason reason, String what, int contentBytes) {
    return new DeadLetter(
        reason,
        "reference " + update.referenceId() + " at " + update.position() + ": " + what,
        update.position(),
        update.referenceId(),
        null,
        new byte[0],
        contentBytes,
        Instant.now());
  }

  @Override
  public void close() {
    if (pipeline != null) {
      pipeline.close();
    }
  }
}
