package northpost.cluster;

import java.util.SortedMap;

/**
 * The job stopped with a savepoint in one version and started from it in another, while captures
 * went on to come. Times are in seconds.
 *
 * @param name which versions, for people
 * @param load average of processes that want a processor, when the stop was asked for
 * @param sentMeanwhile captures that came from then until the other version's first decision
 * @param stop from the request until the job had ended and its savepoint was there
 * @param gap from the request until the first decision of the other version
 * @param silence from the last decision of the one version until the first of the other
 * @param longestWait of a capture for its decision, from the request until all were decided
 * @param usualWait the same before it
 * @param committedGap as gap, for who reads committed decisions
 * @param committedLongestWait as longestWait, for who reads committed decisions
 * @param savepoint its folder, as a URI
 * @param restoredFrom what Flink says that the other version was restored from
 * @param referencesBefore in the index of the gallery when the stop was asked for
 * @param referencesAfter in it with the other version, before it read any
 * @param referencesRead records of the topic that the other version has read again
 * @param added records in the savepoint that hold the added field, by type
 */
record UpgradeStep(
    String name,
    double load,
    int sentMeanwhile,
    double stop,
    double gap,
    double silence,
    double longestWait,
    double usualWait,
    double committedGap,
    double committedLongestWait,
    String savepoint,
    String restoredFrom,
    long referencesBefore,
    long referencesAfter,
    long referencesRead,
    SortedMap<String, Integer> added) {
  /** Records in the savepoint that hold the added field. */
  int addedInAll() {
    return added.values().stream().mapToInt(Integer::intValue).sum();
  }

  boolean restored() {
    return savepoint.equals(restoredFrom);
  }
}
