package northpost.source;

import northpost.domain.RejectionReason;
import northpost.domain.Template;

/** Whether a template that came from outside can be one: named, finite and of unit length. */
final class TemplateCheck {
  private static final double UNIT_LENGTH_TOLERANCE = 1e-3;
  private static final int MAX_DIMENSION = 4096;

  private TemplateCheck() {}

  static FieldCheck of(FieldCheck check, String field, Template template) {
    float[] vector = template.vector();
    check
        .that(
            template.modelId() != null && !template.modelId().isBlank(),
            RejectionReason.TEMPLATE_REFUSED,
            "modelId",
            "nothing",
            "the network that made the template")
        .that(
            vector.length > 0 && vector.length <= MAX_DIMENSION,
            RejectionReason.TEMPLATE_REFUSED,
            field,
            vector.length + " values",
            "1 to " + MAX_DIMENSION);
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        check.that(
            false,
            RejectionReason.TEMPLATE_REFUSED,
            field + "[" + i + "]",
            vector[i],
            "a finite number");
      }
      squares += (double) vector[i] * vector[i];
    }
    double length = Math.sqrt(squares);
    return check.that(
        Math.abs(length - 1) <= UNIT_LENGTH_TOLERANCE,
        RejectionReason.TEMPLATE_REFUSED,
        field,
        "a vector of length " + length,
        "length 1 within " + UNIT_LENGTH_TOLERANCE);
  }
}
