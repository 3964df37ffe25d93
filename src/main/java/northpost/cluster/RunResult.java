package northpost.cluster;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run of the cluster came to.
 *
 * @param sent captures that were to be decided
 * @param lost captures without a decision that a consumer of committed records sees
 * @param duplicated captures with more than one such decision
 * @param differing captures of which two decisions differ, those included that were never committed
 * @param committed decisions that a consumer of committed records sees
 * @param uncommitted decisions that any consumer sees
 * @param decisions a decision of each capture, without what may differ between two runs
 * @param documents all of Elasticsearch, without what may differ between two runs
 * @param seconds from the first capture to the end of the job
 * @param configuration what is other than in the shipped configuration
 */
record RunResult(
    int sent,
    Set<String> lost,
    Set<String> duplicated,
    Set<String> differing,
    int committed,
    int uncommitted,
    Map<String, String> decisions,
    Map<String, String> documents,
    List<Kill> kills,
    double seconds,
    List<String> configuration) {
  String decisionHash() {
    return Digest.of(decisions);
  }

  String documentHash() {
    return Digest.of(documents);
  }

  /** Decisions that were made again after a failure. */
  int replayed() {
    return uncommitted - sent + lost.size();
  }
}
