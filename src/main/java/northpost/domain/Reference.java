package northpost.domain;

import java.time.Instant;
import java.util.List;

/**
 * A template attributed to a subject, as the gallery keeps it.
 *
 * @param galleryIds the galleries it may be found in
 * @param declared null when nothing was declared
 * @param validFrom null: since ever
 * @param expiresAt null: never; from this instant on it matches nobody
 * @param template null only on the way to the face pipeline
 */
public record Reference(
    String referenceId,
    String subjectId,
    List<String> galleryIds,
    ReferenceSource source,
    TravellerClass travellerClass,
    DeclaredTraits declared,
    Instant validFrom,
    Instant expiresAt,
    Template template) {

  public Reference withTemplate(Template made) {
    return new Reference(
        referenceId,
        subjectId,
        galleryIds,
        source,
        travellerClass,
        declared,
        validFrom,
        expiresAt,
        made);
  }

  /** Whether it may be compared at this instant. */
  public boolean validAt(Instant instant) {
    return (validFrom == null || !instant.isBefore(validFrom))
        && (expiresAt == null || instant.isBefore(expiresAt));
  }
}
