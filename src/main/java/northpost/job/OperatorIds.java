package northpost.job;

/**
 * The uid and name of every operator, in the order of the data. A uid ties state to its operator
 * for ever: never change one.
 */
public final class OperatorIds {
  public static final String CAPTURES = "captures";
  public static final String CAPTURE_ADMISSION = "capture-admission";
  public static final String DEDUPLICATION = "deduplication";
  public static final String OPT_OUT_GATE = "opt-out-gate";
  public static final String TEMPLATE_EXTRACTION = "template-extraction";
  public static final String ROUTING = "routing";
  public static final String REFERENCES = "references";
  public static final String REFERENCE_ADMISSION = "reference-admission";
  public static final String REFERENCE_EXTRACTION = "reference-extraction";
  public static final String GALLERY_MATCH = "gallery-match";
  public static final String SHARD_MERGE = "shard-merge";
  public static final String POLICIES = "policies";
  public static final String POLICY_ADMISSION = "policy-admission";
  public static final String DECISION = "decision";
  public static final String OF_TRAVELLERS = "of-travellers";
  public static final String CAMERA_MINUTES = "camera-minutes";
  public static final String LATENCY_LANES = "latency-lanes";
  public static final String LATENCY_ROLLUP_INPUT = "latency-rollup-input";
  public static final String LATENCY_CROSSINGS = "latency-crossings";
  public static final String LATENCY_PORTS = "latency-ports";
  public static final String PORT_WATCH = "port-watch";
  public static final String REPLAY_WATCH_INPUT = "replay-watch-input";
  public static final String REPLAY_WATCH = "replay-watch";
  public static final String IDENTITY_CONFLICT_INPUT = "identity-conflict-input";
  public static final String IDENTITY_CONFLICT_WATCH = "identity-conflict-watch";
  public static final String DOCUMENT_CONFLICT_INPUT = "document-conflict-input";
  public static final String DOCUMENT_CONFLICT_WATCH = "document-conflict-watch";
  public static final String IMPOSSIBLE_TRAVEL_INPUT = "impossible-travel-input";
  public static final String IMPOSSIBLE_TRAVEL = "impossible-travel";
  public static final String REPEATED_REJECTION_INPUT = "repeated-rejection-input";
  public static final String REPEATED_REJECTION = "repeated-rejection";
  public static final String SEEDED_PROBES_INPUT = "seeded-probes-input";
  public static final String SEEDED_PROBES = "seeded-probes";
  public static final String ADJUDICATIONS = "adjudications";
  public static final String ADJUDICATION_ADMISSION = "adjudication-admission";
  public static final String ENCOUNTER_INPUT = "encounter-input";
  public static final String ENCOUNTERS = "encounters";
  public static final String CONVEYANCE_INPUT = "conveyance-input";
  public static final String CONVEYANCES = "conveyances";
  public static final String FUNNEL_ENCOUNTERS = "funnel-encounters";
  public static final String FUNNEL_CONVEYANCES = "funnel-conveyances";
  public static final String FUNNEL_LATE_INPUT = "funnel-late-input";
  public static final String FUNNEL_LATE = "funnel-late";
  public static final String FUNNEL_DUPLICATES_INPUT = "funnel-duplicates-input";
  public static final String FUNNEL_DUPLICATES = "funnel-duplicates";
  public static final String FUNNEL_LANES = "funnel-lanes";
  public static final String FUNNEL_ROLLUP_MINUTES = "funnel-rollup-minutes";
  public static final String FUNNEL_ROLLUP_INPUT = "funnel-rollup-input";
  public static final String FUNNEL_CROSSINGS = "funnel-crossings";
  public static final String FUNNEL_PORTS = "funnel-ports";
  public static final String OUTCOME_SUMS = "outcome-sums";
  public static final String OUTCOME_WINDOWS = "outcome-windows";
  public static final String ENCOUNTER_SINK = "encounter-sink";
  public static final String OUTCOME_SINK = "outcome-sink";
  public static final String OUTCOME_DOCUMENTS = "outcome-documents";
  public static final String DECISION_SINK = "decision-sink";
  public static final String DEAD_LETTER_SINK = "dead-letter-sink";
  public static final String LATENCY_SINK = "latency-sink";
  public static final String LATENCY_DOCUMENTS = "latency-documents";
  public static final String FUNNEL_SINK = "funnel-sink";
  public static final String ANOMALY_SINK = "anomaly-sink";
  public static final String ERROR_RATE_SINK = "error-rate-sink";
  public static final String DECISION_DOCUMENTS = "decision-documents";
  public static final String FUNNEL_DOCUMENTS = "funnel-documents";
  public static final String ANOMALY_DOCUMENTS = "anomaly-documents";
  public static final String ERROR_RATE_DOCUMENTS = "error-rate-documents";
  public static final String DEAD_LETTER_DOCUMENTS = "dead-letter-documents";
  public static final String DOCUMENT_SINK = "document-sink";

  private OperatorIds() {}
}
