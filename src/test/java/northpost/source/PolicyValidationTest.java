package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import northpost.domain.Policy;
import northpost.domain.PolicyScope;
import northpost.domain.QualityLimits;
import northpost.domain.RejectionReason;
import northpost.testing.Policies;
import northpost.wire.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyValidationTest {
  private static final PolicyValidation VALIDATION =
      new PolicyValidation(PortRegistryYaml.shipped(), Policies.ANY_FMR);
  private static final QualityLimits LIMITS = new QualityLimits(24, 10, 45, 20, 235);
  private static final List<String> TWO = List.of("a.one", "b.two");

  @Test
  void passesAValidPolicy() {
    Policy policy = Examples.policy();
    assertThat(validate(policy)).isEqualTo(PolicyArrival.of(policy));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      nullValues = "none",
      value = {
        "SYSTEM, none, none",
        "SYSTEM, 0712, 'scopeId: got 0712, expected none with scope SYSTEM'",
        "PORT, 0712, none",
        "PORT, none, 'scopeId: got nothing'",
        "PORT, 0799, 'scopeId: got 0799, expected a known PORT'",
        "CROSSING, champlain, none",
        "CROSSING, 0712, 'scopeId: got 0712, expected a known CROSSING'",
        "LANE, 0712-champlain-v1, none",
        "LANE, v1, 'scopeId: got v1, expected a known LANE'",
        "GALLERY, any-gallery, none",
        "GALLERY, none, 'scopeId: got nothing'",
        "GALLERY, a b, 'scopeId: got a b'",
        "none, none, 'scope: got nothing'",
      })
  void checksThatTheScopeExists(PolicyScope scope, String scopeId, String message) {
    assertRefusal(policy(1, scope, scopeId, 0.7, 0.7, 0.02, LIMITS, 1, TWO), message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesThresholdsAndMarginOutOfRange(double value) {
    String got = ": got " + value + ", expected 0 to 1";
    assertRefusal(system(value, 0.7, 0.02, LIMITS, TWO), "verificationThreshold" + got);
    assertRefusal(system(0.7, value, 0.02, LIMITS, TWO), "identificationThreshold" + got);
    assertRefusal(system(0.7, 0.7, value, LIMITS, TWO), "margin" + got);
  }

  @Test
  void refusesAPolicyThatTwoPeopleDidNotApprove() {
    assertRefusal(
        system(0.7, 0.7, 0.02, LIMITS, List.of()),
        "approvers: got [], expected two different people");
    assertRefusal(
        system(0.7, 0.7, 0.02, LIMITS, List.of("a.one")), "approvers: got [a.one], expected two");
    assertRefusal(
        system(0.7, 0.7, 0.02, LIMITS, List.of("a.one", "a.one")),
        "approvers: got [a.one, a.one], expected two");
    assertRefusal(
        system(0.7, 0.7, 0.02, LIMITS, List.of("a.one", " ")), "approvers[1]: got nothing");
  }

  @Test
  void refusesAVersionBelowOneAndARetentionOfNothing() {
    assertRefusal(
        policy(0, PolicyScope.SYSTEM, null, 0.7, 0.7, 0.02, LIMITS, 1, TWO),
        "version: got 0, expected 1 or more");
    assertRefusal(
        policy(1, PolicyScope.SYSTEM, null, 0.7, 0.7, 0.02, LIMITS, 0, TWO),
        "retentionCitizenMillis: got 0, expected more than 0");
  }

  @Test
  void refusesQualityLimitsOutOfRange() {
    assertRefusal(
        system(0.7, 0.7, 0.02, new QualityLimits(-1, 10, 45, 20, 235), TWO),
        "minimumInterEyeDistance: got -1.0");
    assertRefusal(
        system(0.7, 0.7, 0.02, new QualityLimits(24, 10, 45, 236, 235), TWO),
        "minimumExposure: got 236.0, expected at most maximumExposure, 235.0");
    assertRefusal(
        system(0.7, 0.7, 0.02, new QualityLimits(24, Double.NaN, 45, 20, 235), TWO),
        "minimumSharpness: got NaN");
  }

  private static Policy system(
      double verification,
      double identification,
      double margin,
      QualityLimits limits,
      List<String> approvers) {
    return policy(
        1, PolicyScope.SYSTEM, null, verification, identification, margin, limits, 1, approvers);
  }

  private static Policy policy(
      int version,
      PolicyScope scope,
      String scopeId,
      double verification,
      double identification,
      double margin,
      QualityLimits limits,
      long retention,
      List<String> approvers) {
    return new Policy(
        "pol-1",
        version,
        scope,
        scopeId,
        Examples.NOON,
        verification,
        identification,
        margin,
        limits,
        retention,
        1000,
        true,
        approvers,
        null);
  }

  private static PolicyArrival validate(Policy policy) {
    return VALIDATION.validate(policy, Examples.POSITION, 5, Examples.NOON);
  }

  /** A null message: it is not refused. */
  private static void assertRefusal(Policy policy, String message) {
    PolicyArrival arrival = validate(policy);
    if (message == null) {
      assertThat(arrival.update().policy()).isSameAs(policy);
      return;
    }
    assertThat(arrival.update()).isNull();
    assertThat(arrival.rejection().message()).contains(message);
    assertThat(arrival.rejection().reason()).isEqualTo(RejectionReason.POLICY_REFUSED);
    assertThat(arrival.rejection().recordId()).isEqualTo("pol-1");
  }
}
