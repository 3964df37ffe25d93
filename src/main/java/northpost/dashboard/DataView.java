package northpost.dashboard;

/**
 * What indices a layer reads.
 *
 * @param pattern of indices, e.g. {@code northpost-funnel-*}
 * @param timeField null where its documents have no time
 */
public record DataView(String id, String name, String pattern, String timeField) {}
