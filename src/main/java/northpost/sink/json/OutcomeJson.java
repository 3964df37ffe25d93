package northpost.sink.json;

import northpost.domain.OutcomeCounts;
import northpost.domain.OutcomeWindow;
import northpost.wire.json.JsonLine;

/** What officers found in a window, as a line of JSON; every rate with what it rests on. */
public final class OutcomeJson {
  private OutcomeJson() {}

  public static String write(OutcomeWindow w) {
    OutcomeCounts c = w.counts();
    JsonLine line =
        new JsonLine()
            .put("scope", w.scope())
            .put("portCode", w.portCode())
            .put("crossingId", w.crossingId())
            .put("laneId", w.laneId())
            .put("mode", w.mode())
            .put("start", w.start())
            .put("end", w.end())
            .put("version", w.version())
            .put("sampling", w.sampling())
            .put("matched", c.matched())
            .put("matchConfirmed", c.matchConfirmed())
            .put("matchOverturned", c.matchOverturned())
            .put("matchInconclusive", c.matchInconclusive())
            .put("referred", c.referred())
            .put("notMatched", c.notMatched())
            .put("ambiguous", c.ambiguous())
            .put("unusable", c.unusable())
            .put("unavailable", c.unavailable())
            .put("confirmed", c.confirmed())
            .put("overturned", c.overturned())
            .put("missed", c.missed())
            .put("inconclusive", c.inconclusive())
            .put("unanswered", c.unanswered())
            .put("awaited", c.awaited());
    FunnelJson.rate(line, "answerRate", c.answerRate());
    FunnelJson.rate(line, "referralPrecision", c.referralPrecision());
    FunnelJson.rate(line, "fnmrEstimate", c.fnmrEstimate());
    FunnelJson.rate(line, "fmrEstimate", c.fmrEstimate());
    return line.toString();
  }
}
