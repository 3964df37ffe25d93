package northpost.source;

import northpost.domain.SourcePosition;

/**
 * What is remembered of a captureId.
 *
 * @param position where it came first
 * @param endMillis event time at which it is forgotten
 */
public record FirstSeen(SourcePosition position, long endMillis) {}
