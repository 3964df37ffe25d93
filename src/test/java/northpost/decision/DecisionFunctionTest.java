package northpost.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.domain.Policy;
import northpost.domain.PolicyScope;
import northpost.domain.PolicyUpdate;
import northpost.gallery.CandidateList;
import northpost.gallery.ComparisonStatus;
import northpost.gallery.ProbeOrder;
import northpost.testing.Captures;
import northpost.testing.Policies;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class DecisionFunctionTest {
  private static final Policy PORT =
      Policies.policy("port", 1, PolicyScope.PORT, "0712", Instant.EPOCH, 0.7);

  @Test
  void appliesABroadcastPolicyUntilItIsWithdrawn() throws Exception {
    try (var operator = open(ProbeOrder.ARRIVAL)) {
      operator.processElement(list("c-1"), 0);
      operator.processBroadcastElement(PolicyUpdate.of(PORT), 0);
      operator.processElement(list("c-2"), 0);
      operator.processBroadcastElement(PolicyUpdate.withdraw("port"), 0);
      operator.processElement(list("c-3"), 0);
      assertThat(operator.extractOutputValues())
          .extracting(Decision::policyId)
          .containsExactly("system-default", "port", "system-default");
    }
  }

  @Test
  void holdsTheVersionBeforeTheOneThatIsWithdrawn() throws Exception {
    Policy second = Policies.policy("port", 2, PolicyScope.PORT, "0712", Instant.EPOCH, 0.75);
    try (var operator = open(ProbeOrder.ARRIVAL)) {
      operator.processBroadcastElement(PolicyUpdate.of(PORT), 0);
      operator.processBroadcastElement(PolicyUpdate.of(second), 0);
      operator.processElement(list("c-1"), 0);
      operator.processBroadcastElement(PolicyUpdate.withdraw("port", 2), 0);
      operator.processElement(list("c-2"), 0);
      assertThat(operator.extractOutputValues())
          .extracting(Decision::policyId, Decision::policyVersion)
          .containsExactly(tuple("port", 2), tuple("port", 1));
    }
  }

  @Test
  void decidesTheSameScoreDifferentlyInTwoGalleriesOfTwoPolicies() throws Exception {
    Policy strict =
        Policies.policy("list-a", 1, PolicyScope.GALLERY, "expected", Instant.EPOCH, 0.9);
    Policy lenient =
        Policies.policy("list-b", 7, PolicyScope.GALLERY, "frequent", Instant.EPOCH, 0.82);
    try (var operator = open(ProbeOrder.ARRIVAL)) {
      operator.processBroadcastElement(PolicyUpdate.of(strict), 0);
      operator.processBroadcastElement(PolicyUpdate.of(lenient), 0);
      operator.processElement(searched("c-1", "expected"), 0);
      operator.processElement(searched("c-2", "frequent"), 0);
      operator.processElement(searched("c-3", "without-a-policy"), 0);
      assertThat(operator.extractOutputValues())
          .extracting(Decision::outcome, Decision::threshold, Decision::policyId)
          .containsExactly(
              tuple(Outcome.NO_MATCH, 0.9, "list-a"),
              tuple(Outcome.MATCH, 0.82, "list-b"),
              tuple(Outcome.MATCH, 0.8, "system-default"));
      assertThat(operator.extractOutputValues())
          .extracting(Decision::policyVersion)
          .containsExactly(1, 7, 1);
    }
  }

  private static CandidateList searched(String captureId, String gallery) {
    return new CandidateList(
        Captures.capture(captureId).searching(gallery).probe(1, 0).withoutTemplate(),
        Captures.MODEL,
        ComparisonKind.IDENTIFICATION,
        ComparisonStatus.COMPARED,
        List.of(new Candidate("r-1", "s-1", 0.85)),
        List.of(gallery));
  }

  @Test
  void letsACaptureOfAReplayWaitUntilThePoliciesAreComplete() throws Exception {
    try (var operator = open(ProbeOrder.EVENT_TIME)) {
      operator.processElement(list("c-1"), 0);
      operator.processBroadcastElement(PolicyUpdate.of(PORT), 0);
      assertThat(operator.extractOutputValues()).isEmpty();
      operator.processWatermark(Long.MAX_VALUE);
      operator.processBroadcastWatermark(
          new org.apache.flink.streaming.api.watermark.Watermark(Long.MAX_VALUE));
      assertThat(operator.extractOutputValues())
          .extracting(Decision::policyId)
          .containsExactly("port");
    }
  }

  private static CandidateList list(String captureId) {
    return CandidateList.notCompared(Captures.capture(captureId).probe(1, 0));
  }

  private static KeyedBroadcastOperatorTestHarness<String, CandidateList, PolicyUpdate, Decision>
      open(ProbeOrder order) throws Exception {
    return ProcessFunctionTestHarnesses.forKeyedBroadcastProcessFunction(
        new DecisionFunction(Policies.system(), order),
        list -> list.probe().capture().captureId(),
        Types.STRING,
        PolicyState.policies());
  }
}
