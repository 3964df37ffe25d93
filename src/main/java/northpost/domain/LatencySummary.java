package northpost.domain;

/**
 * Latencies of a window, in milliseconds.
 *
 * @param n captures
 * @param p50 median; percentiles are at most 1/128 too high and never too low
 * @param max the longest, exactly
 */
public record LatencySummary(long n, long p50, long p95, long p99, long max) {}
