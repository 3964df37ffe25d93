package northpost.gallery;

/** What came of a comparison. */
public enum ComparisonStatus {
  COMPARED,
  /** No comparison was asked for, or none was possible without a template. */
  NOT_COMPARED,
  /** Verification: the gallery does not hold the named reference. */
  REFERENCE_UNKNOWN,
  /** Verification: the named reference is not valid at the time of the capture. */
  REFERENCE_NOT_VALID,
  /** No reference of the named gallery is there, or the gallery is still being loaded. */
  GALLERY_NOT_LOADED,
  /** The references were made by another network than the probe. */
  MODEL_MISMATCH,
  /** The time budget was spent before all shards had answered. */
  TIME_BUDGET_SPENT,
  /** Identification: a part of the gallery is of another network and was not compared. */
  PARTLY_COMPARED
}
