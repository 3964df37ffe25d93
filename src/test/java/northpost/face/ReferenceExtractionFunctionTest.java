package northpost.face;

import static org.assertj.core.api.Assertions.assertThat;

import northpost.domain.DeadLetter;
import northpost.domain.ReferenceUpdate;
import northpost.domain.RejectionReason;
import northpost.testing.References;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferenceExtractionFunctionTest {
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));
  private static final String OTHER_NETWORK = "another-network";

  private OneInputStreamOperatorTestHarness<ReferenceUpdate, ReferenceUpdate> operator;
  private String network;

  @BeforeEach
  void open() throws Exception {
    try (FaceModels models = FaceModels.acquire(TestFaces.MODELS)) {
      network = models.manifest().modelId();
    }
    operator =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new ReferenceExtractionFunction(
                new FacePipelines(TestFaces.MODELS.toString(), FaceModels.CPU), DEAD_LETTERS));
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void refusesATemplateOfItsOwnNetworkButOfAnotherLength() throws Exception {
    operator.processElement(enrolment(network, 3), 0);
    assertThat(operator.extractOutputValues()).isEmpty();
    DeadLetter letter = operator.getSideOutput(DEAD_LETTERS).remove().getValue();
    assertThat(letter.reason()).isEqualTo(RejectionReason.TEMPLATE_REFUSED);
    assertThat(letter.message()).contains("r-1", "references-0-1", "got 3 values", "expected 128");
    assertThat(letter.recordId()).isEqualTo("r-1");
  }

  @Test
  void passesATemplateOfItsOwnNetworkOn() throws Exception {
    operator.processElement(enrolment(network, 128), 0);
    assertThat(operator.extractOutputValues()).hasSize(1);
  }

  @Test
  void passesATemplateOfAnotherNetworkOnToBeAnsweredAsAMismatch() throws Exception {
    operator.processElement(enrolment(OTHER_NETWORK, 512), 0);
    assertThat(operator.extractOutputValues()).hasSize(1);
  }

  @Test
  void passesAWithdrawalOn() throws Exception {
    operator.processElement(References.withdraw("r-1"), 0);
    assertThat(operator.extractOutputValues())
        .extracting(ReferenceUpdate::kind)
        .containsExactly(ReferenceUpdate.Kind.WITHDRAW);
  }

  private static ReferenceUpdate enrolment(String modelId, int length) {
    float[] vector = new float[length];
    vector[0] = 1;
    return References.enrol(References.reference("r-1", "s-1", modelId, null, vector));
  }
}
