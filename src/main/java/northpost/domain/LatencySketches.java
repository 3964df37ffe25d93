package northpost.domain;

/**
 * Latencies of any number of captures, by stage, as the bytes of a {@code LatencySketch} each.
 *
 * @param captures how many
 * @param queueAgeMillis see {@link LatencyWindow}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of each would cost
public record LatencySketches(
    long captures,
    byte[] total,
    byte[] transport,
    byte[] acquisition,
    byte[] comparison,
    long queueAgeMillis) {}
