package northpost.replay;

import java.util.Map;

/**
 * What a replay wrote: lines by kind, and decisions by outcome.
 *
 * @param outcomes outcome → decisions
 */
public record ReplaySummary(
    long decisions, long rejected, long funnelWindows, long anomalies, Map<String, Long> outcomes) {

  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(decisions).append(" decisions");
    outcomes.forEach((outcome, n) -> text.append(", ").append(n).append(' ').append(outcome));
    text.append("; ").append(rejected).append(" rejected; ");
    text.append(funnelWindows).append(" funnel windows; ");
    text.append(anomalies).append(" anomalies");
    return text.toString();
  }

  public String toJson() {
    StringBuilder json = new StringBuilder("{\"decisions\":").append(decisions);
    json.append(",\"outcomes\":{");
    String comma = "";
    for (Map.Entry<String, Long> entry : outcomes.entrySet()) {
      json.append(comma).append('"').append(entry.getKey()).append("\":").append(entry.getValue());
      comma = ",";
    }
    json.append("},\"rejected\":").append(rejected);
    json.append(",\"funnelWindows\":").append(funnelWindows);
    json.append(",\"anomalies\":").append(anomalies);
    return json.append('}').toString();
  }
}
