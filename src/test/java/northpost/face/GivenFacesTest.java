package northpost.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import northpost.domain.CapturedSample;
import northpost.domain.FailureToAcquire;
import northpost.domain.GivenFace;
import northpost.domain.Probe;
import northpost.domain.QualityMeasure;
import northpost.domain.SourcePosition;
import northpost.domain.Template;
import northpost.testing.Captures;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class GivenFacesTest {
  private static final GivenFace FACE =
      new GivenFace(
          new Template(new float[] {1, 0}, "network"),
          null,
          List.of(new QualityMeasure("Sharpness", 60)),
          "00ff");

  private static Probe probeOf(FacePipelines pipelines, boolean takesGivenFaces) throws Exception {
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new TemplateExtractionFunction(pipelines, takesGivenFaces, 0)))) {
      harness.open();
      harness.processElement(
          new CapturedSample(
              Captures.capture("cap-1").presenting("r-1").build(),
              new byte[0],
              new SourcePosition("file", 0, 1),
              Instant.EPOCH,
              FACE),
          0);
      return harness.extractOutputValues().get(0);
    }
  }

  @Test
  void aFaceThatIsGivenIsTakenWithoutAnyNetwork() throws Exception {
    Probe probe = probeOf(new FacePipelines("no-such-folder", "cpu"), true);
    assertThat(probe.template()).usingRecursiveComparison().isEqualTo(FACE.template());
    assertThat(probe.quality()).isEqualTo(FACE.quality());
    assertThat(probe.imageDigest()).isEqualTo("00ff");
    assertThat(probe.failure()).isNull();
  }

  @Test
  void aLiveJobMakesNothingOfAFaceThatIsGiven() throws Exception {
    Probe probe = probeOf(new FacePipelines("models", "cpu"), false);
    assertThat(probe.template()).isNull();
    assertThat(probe.failure().cause()).isEqualTo(FailureToAcquire.Cause.IMAGE_EMPTY);
  }
}
