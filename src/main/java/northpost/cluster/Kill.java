package northpost.cluster;

/**
 * A kill that took place.
 *
 * @param atSeconds since the traffic began
 * @param process as in the names of logs
 * @param pid of the killed process
 * @param newPid of the one in its place
 * @param recoverySeconds until captures were decided again; for Elasticsearch until it had new
 *     decisions
 * @param uncovered decisions that were out and that no checkpoint covered
 */
public record Kill(
    double atSeconds,
    KillTarget target,
    String process,
    long pid,
    long newPid,
    double recoverySeconds,
    int uncovered) {}
