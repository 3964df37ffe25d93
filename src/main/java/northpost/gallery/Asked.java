package northpost.gallery;

/**
 * A query that waits, or is being answered.
 *
 * @param timestamp of its stream record; null when it had none
 * @param shards the shards that the answer is for
 */
record Asked(ProbeQuery query, Long timestamp, int[] shards) {}
