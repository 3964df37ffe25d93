package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import northpost.domain.ComparisonKind;
import northpost.domain.Probe;
import northpost.testing.Captures;
import northpost.testing.References;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class RoutingFunctionTest {
  private static final OutputTag<CandidateList> NOT_COMPARED =
      new OutputTag<>("not-compared", TypeInformation.of(CandidateList.class));

  @Test
  void sendsAVerificationToTheShardOfItsReference() throws Exception {
    try (var operator = open()) {
      operator.processElement(Captures.capture("c-1").presenting("r-1").probe(1, 0), 0);
      Shards shards = new Shards(12);
      assertThat(queries(operator))
          .singleElement()
          .satisfies(
              query -> {
                assertThat(query.shardKey()).isEqualTo(shards.keyOf(shards.shardOf("r-1")));
                assertThat(query.kind()).isEqualTo(ComparisonKind.VERIFICATION);
              });
    }
  }

  @Test
  void sendsAnIdentificationToAllShards() throws Exception {
    try (var operator = open()) {
      operator.processElement(Captures.capture("c-1").searching(References.GALLERY).probe(1, 0), 0);
      assertThat(queries(operator)).extracting(ProbeQuery::shardKey).doesNotHaveDuplicates();
      assertThat(queries(operator)).hasSize(12);
    }
  }

  @Test
  void putsADocumentBeforeAGallery() throws Exception {
    try (var operator = open()) {
      operator.processElement(
          Captures.capture("c-1").presenting("r-1").searching("expected").probe(1, 0), 0);
      assertThat(queries(operator)).hasSize(1);
    }
  }

  @Test
  void sendsWhatCannotBeComparedStraightOn() throws Exception {
    try (var operator = open()) {
      operator.processElement(Captures.capture("c-1").probe(1, 0), 0);
      operator.processElement(
          Captures.capture("c-2").presenting("r-1").optingOut().probe(1, 0).withoutTemplate(), 0);
      assertThat(operator.extractOutputValues()).isEmpty();
      assertThat(operator.getSideOutput(NOT_COMPARED)).hasSize(2);
    }
  }

  private static List<ProbeQuery> queries(
      OneInputStreamOperatorTestHarness<Probe, ProbeQuery> operator) {
    return operator.extractOutputValues();
  }

  private static OneInputStreamOperatorTestHarness<Probe, ProbeQuery> open() throws Exception {
    return ProcessFunctionTestHarnesses.forProcessFunction(new RoutingFunction(12, NOT_COMPARED));
  }
}
