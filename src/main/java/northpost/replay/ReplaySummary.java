package northpost.replay;

import java.util.Map;
import northpost.wire.json.JsonLine;

/**
 * What a replay wrote: lines by kind, and decisions by outcome.
 *
 * @param encounters 0 where they were not asked for
 * @param outcomes outcome → decisions
 */
public record ReplaySummary(
    long decisions,
    long rejected,
    long funnelWindows,
    long latencyWindows,
    long anomalies,
    long errorRateWindows,
    long encounters,
    long outcomeWindows,
    Map<String, Long> outcomes) {

  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(decisions).append(" decisions");
    outcomes.forEach((outcome, n) -> text.append(", ").append(n).append(' ').append(outcome));
    text.append("; ").append(rejected).append(" rejected; ");
    text.append(funnelWindows).append(" funnel windows; ");
    text.append(latencyWindows).append(" latency windows; ");
    text.append(anomalies).append(" anomalies; ");
    text.append(errorRateWindows).append(" error rate windows; ");
    text.append(outcomeWindows).append(" outcome windows");
    return text.toString();
  }

  public String toJson() {
    JsonLine byOutcome = new JsonLine();
    outcomes.forEach((outcome, n) -> byOutcome.put(outcome, n.longValue()));
    return new JsonLine()
        .put("decisions", decisions)
        .putObject("outcomes", byOutcome)
        .put("rejected", rejected)
        .put("funnelWindows", funnelWindows)
        .put("latencyWindows", latencyWindows)
        .put("anomalies", anomalies)
        .put("errorRateWindows", errorRateWindows)
        .put("encounters", encounters)
        .put("outcomeWindows", outcomeWindows)
        .toString();
  }
}
