package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import northpost.domain.MeasuredFmr;
import northpost.domain.Policy;
import northpost.domain.PolicyScope;
import northpost.domain.RejectionReason;
import northpost.testing.Policies;
import northpost.wire.Examples;
import org.junit.jupiter.api.Test;

class FmrLimitTest {
  private static final FmrLimit LIMIT =
      new FmrLimit(
          0.01, () -> List.of(new MeasuredFmr(0.8066, 0, 425), new MeasuredFmr(0.7642, 4, 425)));
  private static final PolicyValidation VALIDATION =
      new PolicyValidation(PortRegistryYaml.shipped(), LIMIT);

  @Test
  void passesAPolicyAtTheLowestThresholdMeasuredWithinTheLimit() {
    assertThat(LIMIT.refusal(system(0.8066))).isEmpty();
    assertThat(VALIDATION.validate(system(0.9), Examples.POSITION, 5, Examples.NOON).rejection())
        .isNull();
  }

  @Test
  void refusesAThresholdBelowItWithTheNumbers() {
    assertThat(refused(system(0.8065)))
        .isEqualTo(
            "verificationThreshold: got 0.8065 (FMR 0.941 % (4 of 425, 95 % interval 0.367 % to"
                + " 2.395 %) measured at 0.7642), expected at least 0.8066, FMR 0.000 % (0 of 425,"
                + " 95 % interval 0.000 % to 0.896 %), for an upper bound of at most 1.000 %"
                + " (northpost.policy.max-fmr)");
    assertThat(refused(system(0.5)))
        .startsWith("verificationThreshold: got 0.5 (no FMR measured at it or below), expected");
  }

  @Test
  void refusesAnIdentificationThresholdAsWell() {
    Policy p = system(0.9);
    Policy lower =
        new Policy(
            p.policyId(),
            p.version(),
            p.scope(),
            p.scopeId(),
            p.effectiveFrom(),
            0.9,
            0.7,
            p.margin(),
            p.quality(),
            p.retentionCitizenMillis(),
            p.retentionOtherMillis(),
            p.optOutAllowed(),
            p.approvers(),
            p.note());
    assertThat(refused(lower)).startsWith("identificationThreshold: got 0.7");
  }

  @Test
  void claimsNothingThatTooFewPairsWereComparedFor() {
    FmrLimit strict = new FmrLimit(0.001, () -> List.of(new MeasuredFmr(0.8066, 0, 425)));
    assertThat(strict.refusal(system(0.99)))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("0 of 425")
                    .contains(
                        "expected a threshold measured with an upper bound of at most 0.100 %")
                    .endsWith("there is none for this network"));
    assertThat(new FmrLimit(0.5, List::of).refusal(system(1)))
        .hasValueSatisfying(why -> assertThat(why).contains("no FMR measured"));
  }

  @Test
  void takesAGallerysOwnEvidenceInsteadOfTheNetworks() {
    assertThat(LIMIT.refusal(gallery(0.5).measured(0.0035, 96_660))).isEmpty();
    assertThat(refused(gallery(0.9).measured(0.0, 100)))
        .isEqualTo(
            "measuredFmr: got 0.000 % (0 of 100, 95 % interval 0.000 % to 3.699 %), expected an upper"
                + " bound of at most 1.000 % (northpost.policy.max-fmr)");
  }

  @Test
  void refusesEvidenceThatIsNotComplete() {
    assertThat(refused(with(gallery(0.9), 0.001, null)))
        .isEqualTo("measuredFmrPairs: got nothing, expected a value");
    assertThat(refused(with(gallery(0.9), null, 1000L)))
        .isEqualTo("measuredFmr: got nothing, expected a value");
    assertThat(refused(gallery(0.9).measured(1.5, 10))).contains("measuredFmr: got 1.5");
    assertThat(refused(gallery(0.9).measured(Double.NaN, 10))).contains("measuredFmr: got NaN");
    assertThat(refused(gallery(0.9).measured(0.001, 0))).contains("measuredFmrPairs: got 0");
  }

  @Test
  void refusesEvidenceOfAPlace() {
    assertThat(refused(system(0.9).measured(0.0001, 1_000_000)))
        .contains("with scope SYSTEM, expected none but with scope GALLERY");
  }

  private static Policy system(double threshold) {
    return Policies.policy("p", 1, PolicyScope.SYSTEM, null, Instant.EPOCH, threshold);
  }

  private static Policy gallery(double threshold) {
    return Policies.policy("p", 1, PolicyScope.GALLERY, "g", Instant.EPOCH, threshold);
  }

  private static Policy with(Policy p, Double fmr, Long pairs) {
    return new Policy(
        p.policyId(),
        p.version(),
        p.scope(),
        p.scopeId(),
        p.effectiveFrom(),
        p.verificationThreshold(),
        p.identificationThreshold(),
        p.margin(),
        p.quality(),
        p.retentionCitizenMillis(),
        p.retentionOtherMillis(),
        p.optOutAllowed(),
        p.approvers(),
        p.note(),
        fmr,
        pairs);
  }

  private static String refused(Policy policy) {
    PolicyArrival arrival = VALIDATION.validate(policy, Examples.POSITION, 5, Examples.NOON);
    assertThat(arrival.update()).isNull();
    assertThat(arrival.rejection().reason()).isEqualTo(RejectionReason.POLICY_REFUSED);
    return arrival.rejection().message().replaceFirst("^[^:]*: ", "");
  }
}
