package northpost.testing;

import java.time.Instant;
import java.util.List;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.domain.Template;
import northpost.domain.TravellerClass;

/** Builds references for tests; subject and reference share the number: r-1 is of s-1. */
public final class References {
  public static final String GALLERY = "expected";

  private References() {}

  public static Reference reference(String id, float... vector) {
    return reference(id, "s" + id.substring(1), Captures.MODEL, null, vector);
  }

  public static Reference reference(
      String id, String subjectId, String modelId, Instant expiresAt, float... vector) {
    return new Reference(
        id,
        subjectId,
        List.of(GALLERY),
        ReferenceSource.PASSPORT,
        TravellerClass.FOREIGN_NATIONAL,
        null,
        null,
        expiresAt,
        new Template(Vectors.unit(vector), modelId));
  }

  public static ReferenceUpdate enrol(Reference reference) {
    return new ReferenceUpdate(
        reference.referenceId(),
        ReferenceUpdate.Kind.ENROL,
        reference,
        null,
        new SourcePosition("references", 0, 1));
  }

  public static ReferenceUpdate withdraw(String referenceId) {
    return ReferenceUpdate.withdraw(referenceId, new SourcePosition("references", 0, 2));
  }
}
