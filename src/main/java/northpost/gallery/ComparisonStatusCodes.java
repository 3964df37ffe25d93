package northpost.gallery;

import northpost.stream.EnumCodes;

/** The bytes of {@link ComparisonStatus}. A new constant goes to the end of the list. */
final class ComparisonStatusCodes {
  static final EnumCodes<ComparisonStatus> STATUS =
      EnumCodes.of(
          ComparisonStatus.class,
          ComparisonStatus.COMPARED,
          ComparisonStatus.NOT_COMPARED,
          ComparisonStatus.REFERENCE_UNKNOWN,
          ComparisonStatus.REFERENCE_NOT_VALID,
          ComparisonStatus.GALLERY_NOT_LOADED,
          ComparisonStatus.MODEL_MISMATCH,
          ComparisonStatus.TIME_BUDGET_SPENT,
          ComparisonStatus.PARTLY_COMPARED);

  private ComparisonStatusCodes() {}
}
