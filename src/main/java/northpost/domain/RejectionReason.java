package northpost.domain;

/** Why a record became a dead letter. */
public enum RejectionReason {
  /** Not Avro single-object encoding, or not JSON, or the body does not fit its schema. */
  MALFORMED_RECORD,
  /** A schema fingerprint that no released schema has. */
  UNKNOWN_SCHEMA,
  /** A required field is absent or blank. */
  MISSING_FIELD,
  /** A field's value is out of its range. */
  INVALID_FIELD,
  UNKNOWN_PORT,
  UNKNOWN_CROSSING,
  UNKNOWN_LANE,
  UNKNOWN_CAMERA,
  /** The camera's clock is ahead of the broker's by more than is allowed. */
  CAPTURED_IN_FUTURE,
  /** A captureId that was seen before. */
  DUPLICATE_CAPTURE,
  /** A reference photo of which no template can be made. */
  FAILURE_TO_ENROL,
  /** A template without a network, of another length than its network makes, or not of length 1. */
  TEMPLATE_REFUSED,
  /** A policy without two approvers, with a value out of range, or of too high a measured FMR. */
  POLICY_REFUSED,
  /** The officer's clock is ahead of the broker's by more than is allowed. */
  ADJUDICATED_IN_FUTURE,
  /** The same answer of the same officer again, or more answers than an encounter can have. */
  DUPLICATE_ADJUDICATION,
  /** No decision on its encounter came within the bound, or it came later than the bound. */
  ADJUDICATION_WITHOUT_DECISION
}
