package northpost.sink;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import northpost.domain.OutcomeCounts;
import northpost.domain.OutcomeWindow;
import northpost.domain.Rate;

/**
 * What officers found in a window, as a document: a later count replaces the one before. It says of
 * whom it is: no rate of it is one of all travellers.
 */
public final class OutcomeDocument {
  private OutcomeDocument() {}

  public static Document of(OutcomeWindow window) {
    String id = id(window);
    OutcomeCounts counts = window.counts();
    DocumentBody body =
        DocumentBody.of(DocumentKind.OUTCOMES, "metric", window.start())
            .put("event.id", id)
            .put("northpost.port.code", window.portCode())
            .put("northpost.crossing.id", window.crossingId())
            .put("northpost.lane.id", window.laneId())
            .put("northpost.mode", window.mode())
            .put("northpost.window.scope", window.scope())
            .put("northpost.window.start", window.start())
            .put("northpost.window.end", window.end())
            .put(
                "northpost.window.minutes",
                Duration.between(window.start(), window.end()).toMinutes())
            .put("northpost.outcome.sampling", window.sampling())
            .put("northpost.outcome.matched", counts.matched())
            .put("northpost.outcome.match_confirmed", counts.matchConfirmed())
            .put("northpost.outcome.match_overturned", counts.matchOverturned())
            .put("northpost.outcome.match_inconclusive", counts.matchInconclusive())
            .put("northpost.outcome.referred", counts.referred())
            .put("northpost.outcome.not_matched", counts.notMatched())
            .put("northpost.outcome.ambiguous", counts.ambiguous())
            .put("northpost.outcome.unusable", counts.unusable())
            .put("northpost.outcome.unavailable", counts.unavailable())
            .put("northpost.outcome.confirmed", counts.confirmed())
            .put("northpost.outcome.overturned", counts.overturned())
            .put("northpost.outcome.missed", counts.missed())
            .put("northpost.outcome.inconclusive", counts.inconclusive())
            .put("northpost.outcome.unanswered", counts.unanswered())
            .put("northpost.outcome.awaited", counts.awaited());
    referralsPerImpostor(body, counts.referralPrecision());
    byte[] json =
        body.put("northpost.rate.answer", counts.answerRate())
            .put("northpost.rate.referral_precision", counts.referralPrecision())
            .put("northpost.rate.fnmr_estimate", counts.fnmrEstimate())
            .put("northpost.rate.fmr_estimate", counts.fmrEstimate())
            .toBytes();
    return new Document(DocumentKind.OUTCOMES.index(window.start()), id, json, window.version());
  }

  /** The inverse of the precision; an end that nothing bounds is left out. */
  private static void referralsPerImpostor(DocumentBody body, Rate precision) {
    String field = "northpost.outcome.referrals_per_impostor.";
    body.put(field + "value", 1 / precision.rate())
        .put(field + "lower", 1 / precision.upper())
        .put(field + "upper", 1 / precision.lower());
  }

  private static String id(OutcomeWindow window) {
    return Stream.of(
            window.scope(),
            window.portCode(),
            window.crossingId(),
            window.laneId(),
            window.mode(),
            window.start(),
            Duration.between(window.start(), window.end()))
        .map(part -> part == null ? "" : part.toString())
        .collect(Collectors.joining("|"));
  }
}
