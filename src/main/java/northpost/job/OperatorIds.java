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
  public static final String LANE_FUNNEL_INPUT = "lane-funnel-input";
  public static final String LANE_FUNNEL = "lane-funnel";
  public static final String PORT_FUNNEL = "port-funnel";
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
  public static final String DECISION_SINK = "decision-sink";
  public static final String DEAD_LETTER_SINK = "dead-letter-sink";
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
