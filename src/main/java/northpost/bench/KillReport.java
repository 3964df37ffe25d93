package northpost.bench;

/**
 * What {@code bench kills} found.
 *
 * @param kills times the server was ended by its process id, as by {@code kill -9}
 * @param trafficSeconds while documents came, from the first to the last
 * @param rate documents a second
 * @param documents sent
 * @param bulkRetries bulk requests that had to be sent again
 * @param checkpoints completed meanwhile
 * @param failedCheckpoints meanwhile; expected 0
 * @param stored documents there in the end, windows once and those refused as their record
 * @param undisturbedStored the same of a server that was left alone
 * @param sha256 of all of them, sorted
 * @param undisturbedSha256 the same of the server that was left alone
 * @param same whether nothing was lost, doubled or changed
 */
public record KillReport(
    int kills,
    double trafficSeconds,
    double rate,
    long documents,
    long bulkRetries,
    long checkpoints,
    long failedCheckpoints,
    long stored,
    long undisturbedStored,
    String sha256,
    String undisturbedSha256,
    boolean same) {}
