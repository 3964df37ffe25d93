package northpost.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import northpost.domain.ErrorCounts;
import northpost.domain.Outcome;
import northpost.domain.OutcomeCounts;
import northpost.domain.Rate;
import northpost.wire.json.JsonLine;

/**
 * What became of the captures of a demo. The decisions are read back from Elasticsearch and held
 * against what was sent.
 *
 * @param secondsToFirstDecision from the start of the command to the first decision that
 *     Elasticsearch shows
 * @param captures port → captures decided
 * @param matched port → of them matched
 * @param mated captures of enrolled travellers that matched
 * @param strangers captures of others that matched
 * @param replays photos sent again that were found as such
 * @param anomalies kind → anomalies
 * @param refusedDocuments that Elasticsearch did not take; 0 unless something is wrong
 * @param seeded decisions on seeded probes; in none of the figures above
 * @param seededSent seeded probes sent
 * @param officers what officers found on the encounters closed so far, by event time
 * @param latencyMillis p50, p95 and p99 from capture to decision
 */
public record DemoSummary(
    double secondsToFirstDecision,
    Map<String, Long> captures,
    Map<String, Long> matched,
    long sent,
    long decided,
    long optedOut,
    long deadLettered,
    long unaccounted,
    Rate mated,
    Rate strangers,
    Rate replays,
    Map<String, Long> anomalies,
    long refusedDocuments,
    ErrorCounts seeded,
    long seededSent,
    OutcomeCounts officers,
    double[] latencyMillis,
    String population) {

  static DemoSummary of(
      double secondsToFirstDecision,
      SentCaptures sentCaptures,
      List<DemoIndex.Decided> decisions,
      List<String> deadLettered,
      Set<String> replayEvidence,
      Map<String, Long> anomalies,
      long refusedDocuments,
      OutcomeCounts officers,
      String population) {
    Map<String, SentCaptures.Sent> sent = sentCaptures.all();
    Map<String, DemoIndex.Decided> byId = new HashMap<>();
    decisions.forEach(decision -> byId.put(decision.captureId(), decision));
    Set<String> dead = new HashSet<>(deadLettered);
    Tally tally = new Tally();
    sent.forEach((id, capture) -> tally.add(id, capture, byId.get(id), dead.contains(id)));
    Set<String> planted = sentCaptures.replays();
    long found = planted.stream().filter(replayEvidence::contains).count();
    return new DemoSummary(
        secondsToFirstDecision,
        tally.captures,
        tally.matchedByPort,
        tally.sent,
        tally.decided,
        tally.optedOut,
        tally.deadLettered,
        tally.sent - tally.decided - tally.optedOut - tally.deadLettered,
        Rate.of(tally.matedMatched, tally.mated),
        Rate.of(tally.strangersMatched, tally.strangers),
        Rate.of(found, planted.size()),
        anomalies,
        refusedDocuments,
        tally.seeded,
        tally.seededSent,
        officers,
        tally.percentiles(),
        population);
  }

  /** Whether every capture is accounted for, and every document in Elasticsearch. */
  public boolean complete() {
    return unaccounted == 0 && seeded.probes() == seededSent && refusedDocuments == 0;
  }

  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "sum over the captures:     %d sent = %d decided + %d opted out + %d dead-lettered + %d unaccounted%n",
            sent,
            decided,
            optedOut,
            deadLettered,
            unaccounted));
    captures.forEach(
        (port, n) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "  port %s                %d decided or opted out, %d matched%n",
                    port,
                    n,
                    matched.getOrDefault(port, 0L))));
    text.append("mated captures matched:    ").append(DemoTable.rate(mated)).append('\n');
    text.append("strangers matched:         ").append(DemoTable.rate(strangers)).append('\n');
    text.append("planted replays found:     ").append(DemoTable.rate(replays)).append('\n');
    text.append("anomalies:                 ").append(anomaliesText()).append('\n');
    if (refusedDocuments > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "documents refused:         %d by Elasticsearch, expected 0; target/northpost.log says why%n",
              refusedDocuments));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "seeded probes:             %d sent, %d decided; no travellers, in no figure above%n",
            seededSent,
            seeded.probes()));
    text.append("  live FMR (non-mated):    ").append(DemoTable.rate(seeded.fmr())).append('\n');
    text.append("  live FNMR (mated):       ").append(DemoTable.rate(seeded.fnmr())).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "officers, so far:          %d travellers referred, %d answered, %d awaited; %d matched ones checked%n",
            officers.referred(),
            officers.answerRate().numerator(),
            officers.awaited(),
            officers.matchesChecked()));
    text.append("  impostors of referrals:  ")
        .append(DemoTable.rate(officers.referralPrecision()))
        .append("; no error rate, only they are looked at\n");
    text.append(
        String.format(
            Locale.ROOT,
            "capture to decision:       p50 %.0f ms, p95 %.0f ms, p99 %.0f ms%n",
            latencyMillis[0],
            latencyMillis[1],
            latencyMillis[2]));
    text.append(
        String.format(Locale.ROOT, "start to first decision:   %.1f s%n", secondsToFirstDecision));
    return text.toString();
  }

  private String anomaliesText() {
    return anomalies.isEmpty()
        ? "none"
        : anomalies.entrySet().stream()
            .map(kind -> kind.getValue() + " " + kind.getKey())
            .collect(Collectors.joining(", "));
  }

  public String toJson() {
    Map<String, JsonLine> ports = new TreeMap<>();
    captures.forEach(
        (port, n) ->
            ports.put(
                port,
                new JsonLine().put("captures", n).put("matched", matched.getOrDefault(port, 0L))));
    return new JsonLine()
        .put("secondsToFirstDecision", rounded(secondsToFirstDecision))
        .putObject("ports", ports)
        .putObject(
            "captures",
            new JsonLine()
                .put("sent", sent)
                .put("decided", decided)
                .put("optedOut", optedOut)
                .put("deadLettered", deadLettered)
                .put("unaccounted", unaccounted))
        .putObject("mated", rate(mated))
        .putObject("strangers", rate(strangers))
        .putObject(
            "replays",
            new JsonLine().put("planted", replays.denominator()).put("found", replays.numerator()))
        .putObject("anomalies", anomaliesJson())
        .put("refusedDocuments", refusedDocuments)
        .putObject(
            "seededProbes",
            new JsonLine()
                .put("sent", seededSent)
                .put("decided", seeded.probes())
                .put("matedNotAnswered", seeded.matedNotAnswered())
                .put("nonMatedNotAnswered", seeded.nonMatedNotAnswered())
                .putObject("fmr", errorRate(seeded.fmr()))
                .putObject("fnmr", errorRate(seeded.fnmr())))
        .putObject(
            "adjudications",
            new JsonLine()
                .put("referred", officers.referred())
                .put("answered", officers.answerRate().numerator())
                .put("awaited", officers.awaited())
                .put("confirmed", officers.confirmed())
                .put("overturned", officers.overturned())
                .put("inconclusive", officers.inconclusive())
                .put("matchesChecked", officers.matchesChecked())
                .put("matchesOverturned", officers.matchOverturned()))
        .putObject(
            "latencyMs",
            new JsonLine()
                .put("p50", latencyMillis[0])
                .put("p95", latencyMillis[1])
                .put("p99", latencyMillis[2]))
        .put("faces", population)
        .toString();
  }

  private JsonLine anomaliesJson() {
    JsonLine kinds = new JsonLine();
    anomalies.forEach((kind, n) -> kinds.put(kind, n.longValue()));
    return kinds;
  }

  private static JsonLine rate(Rate rate) {
    return new JsonLine()
        .put("n", rate.denominator())
        .put("matched", rate.numerator())
        .put("lower", rounded(rate.lower()))
        .put("upper", rounded(rate.upper()));
  }

  private static JsonLine errorRate(Rate rate) {
    return new JsonLine()
        .put("n", rate.denominator())
        .put("errors", rate.numerator())
        .put("rate", rounded(rate.rate()))
        .put("lower", rounded(rate.lower()))
        .put("upper", rounded(rate.upper()));
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** Adds up the captures one by one. */
  private static final class Tally {
    private final Map<String, Long> captures = new TreeMap<>();
    private final Map<String, Long> matchedByPort = new TreeMap<>();
    private final List<Double> latencies = new ArrayList<>();
    private ErrorCounts seeded = ErrorCounts.ZERO;
    private long seededSent;
    private long sent;
    private long decided;
    private long optedOut;
    private long deadLettered;
    private long mated;
    private long matedMatched;
    private long strangers;
    private long strangersMatched;

    void add(
        String id, SentCaptures.Sent capture, DemoIndex.Decided decision, boolean inDeadLetters) {
      if (capture.seededProbe() != null) {
        seededSent++;
        if (decision != null) {
          seeded = seeded.plus(ErrorCounts.of(capture.seededProbe(), decision.outcome()));
        }
        return;
      }
      sent++;
      captures.merge(capture.portCode(), decision == null ? 0L : 1L, Long::sum);
      if (decision == null) {
        deadLettered += inDeadLetters ? 1 : 0;
        return;
      }
      latencies.add(decision.totalMillis());
      if (decision.outcome() == Outcome.OPTED_OUT) {
        optedOut++;
        return;
      }
      decided++;
      long match = decision.outcome() == Outcome.MATCH ? 1 : 0;
      matchedByPort.merge(capture.portCode(), match, Long::sum);
      if (capture.replay()) {
        return;
      }
      if (capture.truth().mated()) {
        mated++;
        matedMatched += match;
      } else {
        strangers++;
        strangersMatched += match;
      }
    }

    double[] percentiles() {
      double[] sorted = latencies.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return Arrays.stream(new double[] {0.50, 0.95, 0.99})
          .map(
              share ->
                  sorted.length == 0
                      ? -1
                      : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)])
          .toArray();
    }
  }
}
