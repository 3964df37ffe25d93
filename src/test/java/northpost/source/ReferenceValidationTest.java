package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.domain.RejectionReason;
import northpost.domain.Template;
import northpost.wire.Examples;
import northpost.wire.json.ImageFolder;
import org.junit.jupiter.api.Test;

class ReferenceValidationTest {
  @Test
  void passesAPhotoATemplateAndAWithdrawal() {
    for (ReferenceUpdate update :
        List.of(
            Examples.photoReference(),
            Examples.templateReference(),
            ReferenceUpdate.withdraw("ref-1", Examples.POSITION))) {
      assertThat(validate(update).update()).isSameAs(update);
    }
  }

  @Test
  void refusesAnEmptyPhotoAsAFailureToEnrol() {
    assertRefused(
        Examples.reference(null, new byte[0]),
        RejectionReason.FAILURE_TO_ENROL,
        "image: got 0 bytes, expected a photo as JPEG or PNG");
  }

  @Test
  void refusesAPhotoOfMoreThan2MiB() {
    assertRefused(
        Examples.reference(null, new byte[ImageFolder.MAX_IMAGE_BYTES + 1]),
        RejectionReason.INVALID_FIELD,
        "image: got 2097153 bytes");
  }

  @Test
  void wantsEitherAPhotoOrATemplate() {
    assertRefused(
        Examples.reference(null, null),
        RejectionReason.MISSING_FIELD,
        "image or template: got nothing, expected one of the two");
    assertRefused(
        Examples.reference(unit(), Examples.PHOTO),
        RejectionReason.INVALID_FIELD,
        "image and template: got both, expected one of the two");
  }

  @Test
  void refusesATemplateThatIsNoUnitVectorOfANetwork() {
    assertTemplateRefused(new float[] {0.6f, 0.8f}, null, "modelId: got nothing");
    assertTemplateRefused(new float[] {0.6f, 0.8f}, " ", "modelId: got nothing");
    assertTemplateRefused(new float[] {}, "m", "template: got 0 values");
    assertTemplateRefused(new float[] {1, Float.NaN}, "m", "template[1]: got NaN");
    assertTemplateRefused(new float[] {Float.POSITIVE_INFINITY}, "m", "template[0]: got Infinity");
    assertTemplateRefused(new float[] {0, 0}, "m", "template: got a vector of length 0.0");
    assertTemplateRefused(new float[] {1.0015f}, "m", "template: got a vector of length 1.0015");
    assertTemplateRefused(new float[5000], "m", "template: got 5000 values");
    assertThat(
            validate(Examples.reference(new Template(new float[] {1.0005f}, "m"), null)).update())
        .isNotNull();
  }

  private static void assertTemplateRefused(float[] vector, String modelId, String message) {
    assertRefused(
        Examples.reference(new Template(vector, modelId), null),
        RejectionReason.TEMPLATE_REFUSED,
        message);
  }

  @Test
  void refusesIdsThatAreMissingOrMalformed() {
    assertRefused(
        ReferenceUpdate.withdraw(null, Examples.POSITION),
        RejectionReason.MISSING_FIELD,
        "referenceId: got nothing");
    assertRefused(
        changed(null, List.of()), RejectionReason.MISSING_FIELD, "subjectId: got nothing");
    assertRefused(
        changed("sub 1", List.of()), RejectionReason.INVALID_FIELD, "subjectId: got sub 1");
    assertRefused(
        changed("sub-1", List.of("a", "b|c")),
        RejectionReason.INVALID_FIELD,
        "galleryIds[1]: got b|c");
  }

  @Test
  void refusesAReferenceThatExpiresBeforeItIsValid() {
    Reference r = Examples.photoReference().reference();
    Reference bad =
        new Reference(
            r.referenceId(),
            r.subjectId(),
            r.galleryIds(),
            r.source(),
            r.travellerClass(),
            r.declared(),
            Examples.NOON,
            Examples.NOON,
            null);
    assertRefused(
        new ReferenceUpdate(
            "ref-1", ReferenceUpdate.Kind.ENROL, bad, Examples.PHOTO, Examples.POSITION),
        RejectionReason.INVALID_FIELD,
        "expiresAt: got 2026-07-01T16:00:00Z, expected a time after validFrom");
  }

  private static ReferenceUpdate changed(String subjectId, List<String> galleryIds) {
    Reference r = Examples.photoReference().reference();
    Reference changed =
        new Reference(
            r.referenceId(),
            subjectId,
            galleryIds,
            r.source(),
            r.travellerClass(),
            r.declared(),
            r.validFrom(),
            r.expiresAt(),
            null);
    return new ReferenceUpdate(
        "ref-1", ReferenceUpdate.Kind.ENROL, changed, Examples.PHOTO, Examples.POSITION);
  }

  private static Template unit() {
    return new Template(new float[] {1, 0}, "ab12");
  }

  private static ReferenceArrival validate(ReferenceUpdate update) {
    return ReferenceValidation.validate(update, 5, Examples.NOON);
  }

  private static void assertRefused(
      ReferenceUpdate update, RejectionReason reason, String message) {
    ReferenceArrival arrival = validate(update);
    assertThat(arrival.update()).isNull();
    assertThat(arrival.rejection().message()).contains(message);
    assertThat(arrival.rejection().reason()).isEqualTo(reason);
    assertThat(arrival.rejection().recordId()).isEqualTo(update.referenceId());
  }
}
