package northpost.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Policy;
import northpost.domain.PolicyScope;
import northpost.testing.Captures;
import northpost.testing.Policies;
import org.junit.jupiter.api.Test;

class PolicyBookTest {
  private static final Instant EARLIER = Captures.NOON.minusSeconds(60);
  private static final Instant LATER = Captures.NOON.plusSeconds(60);
  private final Capture capture = Captures.capture("c-1").build();

  @Test
  void fallsBackToTheSystemPolicy() {
    assertThat(applying().policyId()).isEqualTo("system-default");
  }

  @Test
  void prefersTheMostSpecificScope() {
    Policy port = Policies.policy("port", 1, PolicyScope.PORT, "0712", EARLIER, 0.7);
    Policy lane = Policies.policy("lane", 1, PolicyScope.LANE, "0712-champlain-p1", EARLIER, 0.7);
    Policy gallery = Policies.policy("list", 1, PolicyScope.GALLERY, "expected", EARLIER, 0.7);
    assertThat(applying(port, lane).policyId()).isEqualTo("lane");
    assertThat(applying(port, lane, gallery).policyId()).isEqualTo("list");
  }

  @Test
  void ignoresPoliciesOfOtherPlaces() {
    Policy other = Policies.policy("port", 1, PolicyScope.PORT, "0901", EARLIER, 0.7);
    assertThat(applying(other).policyId()).isEqualTo("system-default");
  }

  @Test
  void takesTheVersionInForceAtTheTimeOfTheCapture() {
    Policy now = Policies.policy("port", 1, PolicyScope.PORT, "0712", EARLIER, 0.7);
    Policy soon = Policies.policy("port", 2, PolicyScope.PORT, "0712", LATER, 0.9);
    assertThat(applying(now, soon).version()).isEqualTo(1);
  }

  @Test
  void takesTheCorrectedVersionOfAPolicyEvenWhenItIsLessStrict() {
    Policy wrong = Policies.policy("port", 1, PolicyScope.PORT, "0712", EARLIER, 0.9);
    Policy corrected = Policies.policy("port", 2, PolicyScope.PORT, "0712", EARLIER, 0.7);
    assertThat(applying(wrong, corrected).version()).isEqualTo(2);
    assertThat(applying(corrected, wrong).version()).isEqualTo(2);
  }

  @Test
  void fallsBackEvenWhereAPolicyOfAnotherPlaceHasTheNameOfTheSystemPolicy() {
    Policy other = Policies.policy("system-default", 2, PolicyScope.PORT, "0901", EARLIER, 0.7);
    assertThat(applying(other).version()).isEqualTo(1);
  }

  @Test
  void takesTheStricterOfTwoGalleriesPolicies() {
    Policy a = Policies.policy("a", 1, PolicyScope.GALLERY, "expected", EARLIER, 0.9);
    Policy b = Policies.policy("b", 1, PolicyScope.GALLERY, "frequent", EARLIER, 0.7);
    assertThat(applying(a, b).policyId()).isEqualTo("a");
  }

  private Policy applying(Policy... policies) {
    return new PolicyBook(Policies.system(), List.of(policies))
        .applying(capture, List.of("expected", "frequent"), ComparisonKind.IDENTIFICATION);
  }
}
