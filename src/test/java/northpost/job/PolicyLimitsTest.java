package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import northpost.domain.ComparisonScore;
import northpost.domain.Policy;
import northpost.simulation.RenderedFacesPolicy;
import northpost.simulation.Simulator;
import northpost.synthetic.PopulationPlan;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** The limit over the networks that ship. */
class PolicyLimitsTest {
  @Test
  void theShippedPolicyPassesTheShippedLimit() {
    assertThatCode(() -> TopologySettings.live(new Configuration())).doesNotThrowAnyException();
  }

  @Test
  void settingsBelowTheLowestMeasuredThresholdAreRefusedBeforeTheStart() {
    Configuration config =
        Configuration.fromMap(Map.of(NorthpostOptions.VERIFICATION_THRESHOLD.key(), "0.8"));
    assertThatThrownBy(() -> TopologySettings.live(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("policy of the settings: verificationThreshold: got 0.8")
        .hasMessageContaining("4 of 425")
        .hasMessageContaining("expected at least 0.8066");
  }

  @Test
  void aLimitThatSoFewPairsCannotShowRefusesEveryPolicy() {
    Configuration config = Configuration.fromMap(Map.of(NorthpostOptions.MAX_FMR.key(), "0.001"));
    assertThatThrownBy(() -> TopologySettings.replay(config))
        .hasMessageContaining("there is none for this network");
  }

  @Test
  void thePolicyOfRenderedFacesPassesByItsOwnEvidence() throws Exception {
    Policy policy = RenderedFacesPolicy.of(PopulationPlan.of(7, 40, 10, 2), Simulator.GALLERY);
    assertThat(policy.measuredFmrPairs()).isEqualTo(96_660);
    assertThat(policy.verificationThreshold()).isEqualTo(ComparisonScore.fromDistance(0.28));
    assertThat(InstantiationUtil.clone(PolicyLimits.of(new Configuration())).refusal(policy))
        .isEmpty();
  }

  @Test
  void withoutNetworksTheSubmissionIsNotHeldUp() {
    Configuration config =
        Configuration.fromMap(
            Map.of(
                NorthpostOptions.MODELS_DIRECTORY.key(), "nowhere",
                NorthpostOptions.VERIFICATION_THRESHOLD.key(), "0.1"));
    assertThatCode(() -> TopologySettings.live(config)).doesNotThrowAnyException();
  }

  @Test
  void aLiveJobRefusesTemplatesFromOutside() {
    Configuration config = new Configuration();
    config.set(NorthpostOptions.GIVEN_FACES, true);
    assertThatThrownBy(() -> TopologySettings.live(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("northpost.replay.given-faces: got true, expected false");
    assertThat(TopologySettings.replay(config).givenFaces()).isTrue();
    assertThat(TopologySettings.replay(new Configuration()).givenFaces()).isFalse();
  }
}
