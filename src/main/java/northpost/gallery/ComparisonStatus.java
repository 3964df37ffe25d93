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
  /** Identification: no reference of the named gallery is loaded. */
  GALLERY_NOT_LOADED,
  /** The references were made by another network than the probe. */
  MODEL_MISMATCH,
  /** A shard did not answer within the time budget. */
  TIME_BUDGET_SPENT,
  /** Identification: a part of the gallery is of another network and was not compared. */
  PARTLY_COMPARED
}
