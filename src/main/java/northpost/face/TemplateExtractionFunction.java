package northpost.face;

import java.time.Instant;
import northpost.domain.CapturedSample;
import northpost.domain.GivenFace;
import northpost.domain.Probe;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns photos into probes. Here the photo ends: the probe carries a template or the reason why
 * there is none. Stateless, one pipeline per subtask, one image at a time, so that back-pressure
 * reaches the source and no photo waits in a queue or a checkpoint.
 *
 * <p>Only where it is told so does it take a face that is given in place of a photo; the networks
 * are then loaded when the first photo comes. Otherwise such a capture is one without a photo.
 */
public final class TemplateExtractionFunction extends ProcessFunction<CapturedSample, Probe> {
  private final FacePipelines pipelines;
  private final boolean takesGivenFaces;

  // -- runtime
  private transient FacePipeline pipeline;
  private transient Counter failures;
  private transient Counter templates;
  private transient volatile long lastMillis;

  public TemplateExtractionFunction(FacePipelines pipelines) {
    this(pipelines, false);
  }

  /**
   * @param takesGivenFaces never in a live job: whoever can give a template can be anybody
   */
  public TemplateExtractionFunction(FacePipelines pipelines, boolean takesGivenFaces) {
    this.pipelines = pipelines;
    this.takesGivenFaces = takesGivenFaces;
  }

  @Override
  public void open(OpenContext context) {
    if (!takesGivenFaces) {
      pipeline = pipelines.open();
    }
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("northpost");
    templates = group.counter("templatesExtracted");
    failures = group.counter("failuresToAcquire");
    group.gauge("extractionMillis", () -> lastMillis);
  }

  @Override
  public void processElement(CapturedSample sample, Context ctx, Collector<Probe> out) {
    long start = System.nanoTime();
    Extraction extraction =
        takesGivenFaces && sample.given() != null
            ? given(sample.given())
            : pipeline().extract(sample.image());
    lastMillis = (System.nanoTime() - start) / 1_000_000;
    (extraction.template() == null ? failures : templates).inc();
    out.collect(
        new Probe(
            sample.capture(),
            sample.position(),
            sample.receivedAt(),
            extraction.template(),
            extraction.failure(),
            extraction.quality(),
            extraction.imageDigest(),
            Instant.now()));
  }

  private FacePipeline pipeline() {
    if (pipeline == null) {
      pipeline = pipelines.open();
    }
    return pipeline;
  }

  private static Extraction given(GivenFace face) {
    return new Extraction(face.template(), face.failure(), face.quality(), face.imageDigest());
  }

  @Override
  public void close() {
    if (pipeline != null) {
      pipeline.close();
    }
  }
}
