package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import northpost.domain.ComparisonScore;
import northpost.domain.Template;
import northpost.evaluation.SubjectBootstrap;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final float[] PROBE = {1, 0};

  /** At 0, 60 and 180 degrees from the probe: scores 1, 0.5 and 0. */
  private static final List<float[]> REFERENCES =
      List.of(new float[] {-1, 0}, new float[] {1, 0}, new float[] {.5f, (float) Math.sqrt(.75)});

  @Test
  void makesOneScoreOfSeveral() {
    assertThat(Fusion.ONE_REFERENCE.score(PROBE, REFERENCES)).isZero();
    assertThat(Fusion.BEST_SCORE.score(PROBE, REFERENCES)).isEqualTo(1);
    assertThat(Fusion.SECOND_BEST_SCORE.score(PROBE, REFERENCES)).isEqualTo(.5, within(1e-6));
    assertThat(Fusion.MEAN_SCORE.score(PROBE, REFERENCES)).isEqualTo(.5, within(1e-6));
    // The first two cancel out, and the rest is brought back to length 1.
    assertThat(Fusion.MEAN_TEMPLATE.score(PROBE, REFERENCES)).isEqualTo(.5, within(1e-6));
    assertThat(Fusion.MEAN_TEMPLATE.score(PROBE, REFERENCES.subList(1, 3)))
        .isEqualTo(ComparisonScore.fromDistance(2 * Math.sin(Math.PI / 12)), within(1e-6));
  }

  @Test
  void keepsTheProbeOutOfTheReferencesOfItsOwnSubject() throws Exception {
    // a's photos are far from each other: only the probe itself would score 1.
    Map<String, Template> templates = new TreeMap<>();
    templates.put("a-1", template(1, 0));
    templates.put("a-2", template(0, 1));
    templates.put("a-3", template(-1, 0));
    templates.put("b-1", template(0, -1));
    SubjectComparison comparison = SubjectComparison.of(templates, 2, new SubjectBootstrap(10, 1));
    var best = comparison.results().get(Fusion.BEST_SCORE);
    assertThat(best.mated()).isEqualTo(3);
    assertThat(best.nonMated()).isEqualTo(1);
    assertThat(best.pairs()).allSatisfy(pair -> assertThat(pair.score()).isLessThan(.5));
  }

  private static Template template(float x, float y) {
    return new Template(new float[] {x, y}, "ab12");
  }
}
