package northpost.source;

import java.time.Instant;
import java.util.List;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.domain.RejectionReason;
import northpost.domain.Template;
import northpost.wire.json.ImageFolder;

/**
 * Decides whether a change of the gallery is valid: its ids, and either a photo or a template that
 * is finite and of unit length. Whether the template is of the network in use is left to the
 * gallery.
 */
public final class ReferenceValidation {
  private ReferenceValidation() {}

  /**
   * The change as valid, or its rejection.
   *
   * @param contentBytes size of the record it came in
   * @param now time of a rejection
   */
  public static ReferenceArrival validate(ReferenceUpdate update, long contentBytes, Instant now) {
    FieldCheck check = check(update);
    if (check.failed()) {
      return ReferenceArrival.rejected(
          Rejections.invalid(
              check.reason(),
              check.message(),
              update.position(),
              update.referenceId(),
              null,
              contentBytes,
              now));
    }
    return ReferenceArrival.of(update);
  }

  private static FieldCheck check(ReferenceUpdate update) {
    FieldCheck check = new FieldCheck().id("referenceId", update.referenceId());
    if (check.failed() || update.kind() == ReferenceUpdate.Kind.WITHDRAW) {
      return check;
    }
    Reference r = update.reference();
    check.id("subjectId", r.subjectId());
    List<String> galleries = r.galleryIds();
    for (int i = 0; i < galleries.size(); i++) {
      check.id("galleryIds[" + i + "]", galleries.get(i));
    }
    check
        .required("source", r.source())
        .required("travellerClass", r.travellerClass())
        .that(
            r.validFrom() == null || r.expiresAt() == null || r.expiresAt().isAfter(r.validFrom()),
            RejectionReason.INVALID_FIELD,
            "expiresAt",
            r.expiresAt(),
            "a time after validFrom, " + r.validFrom());
    byte[] image = update.image();
    Template template = r.template();
    check
        .that(
            image != null || template != null,
            RejectionReason.MISSING_FIELD,
            "image or template",
            "nothing",
            "one of the two")
        .that(
            image == null || template == null,
            RejectionReason.INVALID_FIELD,
            "image and template",
            "both",
            "one of the two");
    if (check.failed()) {
      return check;
    }
    return template == null
        ? checkImage(check, image)
        : TemplateCheck.of(check, "template", template);
  }

  private static FieldCheck checkImage(FieldCheck check, byte[] image) {
    return check
        .that(
            image.length > 0,
            RejectionReason.FAILURE_TO_ENROL,
            "image",
            "0 bytes",
            "a photo as JPEG or PNG")
        .that(
            image.length <= ImageFolder.MAX_IMAGE_BYTES,
            RejectionReason.INVALID_FIELD,
            "image",
            image.length + " bytes",
            "at most " + ImageFolder.MAX_IMAGE_BYTES + " bytes");
  }
}
