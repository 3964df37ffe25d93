/**
 * Windows over decisions and encounters: the funnel, latencies, error rates, and the minutes of
 * cameras that anomalies are found in. Each figure says what it counts.
 */
package northpost.analytics;
