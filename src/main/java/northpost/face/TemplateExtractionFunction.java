package northpost.face;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import northpost.domain.CapturedSample;
import northpost.domain.FailureToAcquire;
import northpost.domain.GivenFace;
import northpost.domain.Probe;
import northpost.domain.QualityMeasure;
import northpost.domain.Template;
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
 * <p>No template is made of a capture whose time budget is spent: after a stop of the job the
 * captures that nobody waits for any more would take the time of those that somebody does, for as
 * long as it takes to work them off.
 *
 * <p>Only where it is told so does it take a face that is given in place of a photo; the networks
 * are then loaded when the first photo comes. Otherwise such a capture is one without a photo.
 */
public final class TemplateExtractionFunction extends ProcessFunction<CapturedSample, Probe> {
  private static final long UNBOUNDED = 0;

  private final FacePipelines pipelines;
  private final boolean takesGivenFaces;
  private final long budgetMillis;
  private final Clock clock;

  // -- runtime
  private transient FacePipeline pipeline;
  private transient Counter failures;
  private transient Counter templates;
  private transient Counter spent;
  private transient volatile long lastMillis;

  /**
   * @param takesGivenFaces never in a live job: whoever can give a template can be anybody
   * @param budgetMillis from the arrival of a capture to its answer; 0 is unbounded
   */
  public TemplateExtractionFunction(
      FacePipelines pipelines, boolean takesGivenFaces, long budgetMillis) {
    this(pipelines, takesGivenFaces, budgetMillis, Clock.systemUTC());
  }

  /** With a clock of its own, for tests. */
  TemplateExtractionFunction(
      FacePipelines pipelines, boolean takesGivenFaces, long budgetMillis, Clock clock) {
    this.pipelines = pipelines;
    this.takesGivenFaces = takesGivenFaces;
    this.budgetMillis = budgetMillis;
    this.clock = clock;
  }

  @Override
  public void open(OpenContext context) {
    if (!takesGivenFaces) {
      pipeline = pipelines.open();
    }
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("northpost");
    templates = group.counter("templatesExtracted");
    failures = group.counter("failuresToAcquire");
    spent = group.counter("budgetSpentBeforeExtraction");
    group.gauge("extractionMillis", () -> lastMillis);
  }

  @Override
  public void processElement(CapturedSample sample, Context ctx, Collector<Probe> out) {
    if (isSpent(sample)) {
      spent.inc();
      out.collect(probe(sample, null, null, List.of(), null));
      return;
    }
    long start = System.nanoTime();
    Extraction extraction =
        takesGivenFaces && sample.given() != null
            ? given(sample.given())
            : pipeline().extract(sample.image());
    lastMillis = (System.nanoTime() - start) / 1_000_000;
    (extraction.template() == null ? failures : templates).inc();
    out.collect(
        probe(
            sample,
            extraction.template(),
            extraction.failure(),
            extraction.quality(),
            extraction.imageDigest()));
  }

  private boolean isSpent(CapturedSample sample) {
    return budgetMillis != UNBOUNDED
        && clock.millis() >= sample.receivedAt().toEpochMilli() + budgetMillis;
  }

  private static Probe probe(
      CapturedSample sample,
      Template template,
      FailureToAcquire failure,
      List<QualityMeasure> quality,
      String imageDigest) {
    return new Probe(
        sample.capture(),
        sample.position(),
        sample.receivedAt(),
        template,
        failure,
        quality,
        imageDigest,
        Instant.now());
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
