package northpost.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import northpost.domain.Anomaly;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.Outcome;

/**
 * Finds a document that is rejected at one lane again and again: somebody who tries another's, or a
 * reference that is of no use. Keyed by lane and presented reference. An anomaly opens with the
 * {@link #ENCOUNTERS}rd encounter within {@link #HORIZON} of event time; several photos of one
 * encounter count once. A match in between starts the count anew: the holder has come through.
 */
public final class RepeatedRejectionFunction extends PatternWatch {
  private static final long serialVersionUID = 1L;

  public static final String KIND = "repeated-rejection";
  static final Duration HORIZON = Duration.ofHours(1);
  static final int ENCOUNTERS = 3;

  public RepeatedRejectionFunction() {
    super(HORIZON, true);
  }

  /** Whether a document was compared, and decided. */
  @Override
  public boolean concerns(Decision d) {
    return d.comparison() == ComparisonKind.VERIFICATION
        && d.capture().presentedReferenceId() != null
        && (d.outcome() == Outcome.NO_MATCH || d.outcome() == Outcome.MATCH);
  }

  /** No id has a bar in it. */
  @Override
  public String key(Decision d) {
    return d.capture().laneId() + "|" + d.capture().presentedReferenceId();
  }

  @Override
  Sighting sighting(Decision decision) {
    return Sighting.inEncounter(decision.capture(), decision.outcome() == Outcome.MATCH);
  }

  /** A match begins nothing: it ends what was before it. */
  @Override
  boolean begins(Sighting first) {
    return !first.matched();
  }

  /** Rejections of the last hour since the last match; all of them while an anomaly is open. */
  @Override
  Pattern plus(Pattern before, Sighting now) {
    if (before.open() != null) {
      return now.matched()
          ? before
          : before.keeping(earliest(Sighting.with(before.kept(), now)), now);
    }
    Pattern after = before.keeping(Sighting.with(before.kept(), now), now);
    Instant from = after.latest().at().minus(HORIZON);
    List<Sighting> all = after.kept();
    int start = 0;
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).at().isAfter(from)) {
        start = i + 1;
      } else if (all.get(i).matched()) {
        start = i;
      }
    }
    List<Sighting> kept = List.copyOf(all.subList(start, all.size()));
    List<Sighting> bounded = kept.subList(Math.max(0, kept.size() - EVIDENCE_LIMIT), kept.size());
    return before.keeping(List.copyOf(bounded), now).counting(rejections(bounded).size());
  }

  private static List<Sighting> rejections(List<Sighting> kept) {
    return kept.stream().filter(s -> !s.matched()).toList();
  }

  @Override
  Anomaly found(String key, Pattern pattern, Sighting now) {
    List<Sighting> seen = rejections(pattern.kept());
    long encounters = seen.stream().map(Sighting::encounterId).distinct().count();
    if (now.matched() || (pattern.open() == null && encounters < ENCOUNTERS)) {
      return null;
    }
    Sighting first = seen.get(0);
    Sighting last = pattern.latest();
    return new Anomaly(
        KIND + "-" + first.laneId() + "-" + first.captureId(),
        KIND,
        "high",
        null,
        0,
        first.portCode(),
        first.crossingId(),
        first.laneId(),
        first.at(),
        last.at(),
        pattern.count(),
        0,
        "The document "
            + key.substring(key.indexOf('|') + 1)
            + " was rejected "
            + pattern.count()
            + " times in "
            + encounters
            + " encounters at lane "
            + first.laneId()
            + " within an hour; expected to match.",
        captureIds(seen));
  }

  @Override
  String closing() {
    return "Closed: not rejected again within an hour.";
  }
}
