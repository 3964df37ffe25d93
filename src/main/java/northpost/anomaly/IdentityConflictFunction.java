package northpost.anomaly;

import java.time.Duration;
import java.util.List;
import northpost.domain.Anomaly;
import northpost.domain.Candidate;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.Outcome;

/**
 * Finds two subjects that searches cannot tell apart, again and again: one person enrolled twice,
 * or two who look alike. Keyed by the pair of the two best subjects of an AMBIGUOUS search,
 * whatever their order. One such encounter is chance, and its photos are not independent: an
 * anomaly opens with the second encounter within {@link #HORIZON} of event time after the first.
 */
public final class IdentityConflictFunction extends PatternWatch {
  private static final long serialVersionUID = 1L;

  public static final String KIND = "identity-conflict";
  static final Duration HORIZON = Duration.ofDays(7);

  public IdentityConflictFunction() {
    super(HORIZON, false);
  }

  /** Whether two subjects stood within the margin of each other, at or above the threshold. */
  @Override
  public boolean concerns(Decision decision) {
    List<Candidate> candidates = decision.candidates();
    return decision.outcome() == Outcome.AMBIGUOUS
        && decision.comparison() == ComparisonKind.IDENTIFICATION
        && candidates.size() >= 2
        && !candidates.get(0).subjectId().equals(candidates.get(1).subjectId());
  }

  /** Both subjectIds in order. No id has a bar in it. */
  @Override
  public String key(Decision decision) {
    String first = decision.candidates().get(0).subjectId();
    String second = decision.candidates().get(1).subjectId();
    return first.compareTo(second) <= 0 ? first + "|" + second : second + "|" + first;
  }

  @Override
  Sighting sighting(Decision decision) {
    return Sighting.inEncounter(decision.capture(), false);
  }

  @Override
  Pattern plus(Pattern before, Sighting now) {
    return before.keeping(earliest(Sighting.with(before.kept(), now)), now);
  }

  @Override
  Anomaly found(String pair, Pattern seen, Sighting now) {
    Sighting first = seen.kept().get(0);
    if (seen.open() == null
        && seen.kept().stream().allMatch(s -> s.encounterId().equals(now.encounterId()))) {
      return null;
    }
    String[] subjects = pair.split("\\|", 2);
    return new Anomaly(
        id(pair, first),
        KIND,
        "medium",
        null,
        0,
        first.portCode(),
        first.crossingId(),
        first.laneId(),
        first.at(),
        seen.latest().at(),
        seen.count(),
        0,
        "Subjects "
            + subjects[0]
            + " and "
            + subjects[1]
            + " were within the margin of each other in "
            + seen.count()
            + " searches, first at lane "
            + first.laneId()
            + " and last at lane "
            + seen.latest().laneId()
            + "; expected never: one person enrolled twice, or two who look alike.",
        captureIds(seen.kept()));
  }

  /** Names the horizon too: what comes after it is another anomaly, counted from 1 again. */
  private static String id(String pair, Sighting first) {
    return KIND + "-" + pair + "-" + first.millis() / HORIZON.toMillis();
  }

  @Override
  String closing() {
    return "Closed: what comes 7 days after the first counts anew.";
  }
}
