package northpost.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import northpost.domain.CapturedSample;
import northpost.domain.GivenFace;
import northpost.domain.Probe;
import northpost.domain.SourcePosition;
import northpost.domain.Template;
import northpost.testing.Captures;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Whether the face pipeline works for a capture that nobody waits for. */
class SpentBudgetTest {
  private static final long BUDGET = 1_500;
  private static final GivenFace FACE =
      new GivenFace(new Template(new float[] {1, 0}, "network"), null, List.of(), "00ff");

  @Test
  void noTemplateIsMadeOnceTheBudgetIsSpent() throws Exception {
    Probe probe = probeAt(Captures.NOON.plusMillis(BUDGET), BUDGET);
    assertThat(probe.template()).isNull();
    assertThat(probe.failure()).isNull();
    assertThat(probe.quality()).isEmpty();
    assertThat(probe.imageDigest()).isNull();
    assertThat(probe.receivedAt()).isEqualTo(Captures.NOON);
  }

  @Test
  void aTemplateIsMadeUntilThen() throws Exception {
    assertThat(probeAt(Captures.NOON.plusMillis(BUDGET - 1), BUDGET).template()).isNotNull();
  }

  @Test
  void aTemplateIsMadeOfAllWhereThereIsNoBudget() throws Exception {
    assertThat(probeAt(Captures.NOON.plusSeconds(86_400), 0).template()).isNotNull();
  }

  private static Probe probeAt(Instant now, long budgetMillis) throws Exception {
    var function =
        new TemplateExtractionFunction(
            new FacePipelines("no-such-folder", "cpu"),
            true,
            budgetMillis,
            Clock.fixed(now, ZoneOffset.UTC));
    try (var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function))) {
      harness.open();
      harness.processElement(
          new CapturedSample(
              Captures.capture("c-1").presenting("r-1").build(),
              new byte[0],
              new SourcePosition("captures", 0, 1),
              Captures.NOON,
              FACE),
          0);
      return harness.extractOutputValues().get(0);
    }
  }
}
