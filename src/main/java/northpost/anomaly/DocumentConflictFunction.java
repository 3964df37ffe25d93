package northpost.anomaly;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import northpost.domain.Anomaly;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.Outcome;

/**
 * Finds a traveller whose document says one person and whose face, searched in a gallery in the
 * same encounter, says another. Keyed by encounterId. Either the document matches subject A and the
 * search subject B, or the document does not match while the search knows the face: a document that
 * belongs to somebody else. Remembered for {@link #HORIZON} of event time.
 */
public final class DocumentConflictFunction extends PatternWatch {
  private static final long serialVersionUID = 1L;

  static final Duration HORIZON = Duration.ofHours(1);

  public DocumentConflictFunction() {
    super(HORIZON, false);
  }

  /** Whether it says who somebody is, or that a document is not theirs. */
  @Override
  public boolean concerns(Decision d) {
    boolean matched = d.outcome() == Outcome.MATCH && !d.candidates().isEmpty();
    return matched
        || (d.outcome() == Outcome.NO_MATCH && d.comparison() == ComparisonKind.VERIFICATION);
  }

  @Override
  public String key(Decision decision) {
    return decision.capture().encounterId();
  }

  @Override
  Sighting sighting(Decision d) {
    Capture c = d.capture();
    boolean document = d.comparison() == ComparisonKind.VERIFICATION;
    boolean matched = d.outcome() == Outcome.MATCH;
    return new Sighting(
        c.captureId(),
        null,
        c.capturedAt(),
        c.portCode(),
        c.crossingId(),
        c.laneId(),
        matched,
        document ? c.presentedReferenceId() : null,
        matched ? d.candidates().get(0).subjectId() : null,
        matched && !document ? d.candidates().get(0).referenceId() : null);
  }

  @Override
  Pattern plus(Pattern before, Sighting now) {
    return before.keeping(earliest(Sighting.with(before.kept(), now)), now);
  }

  @Override
  Anomaly found(String encounterId, Pattern looks, Sighting now) {
    List<Sighting> all = looks.kept();
    return conflict(all).map(pair -> anomaly(encounterId, pair, all)).orElse(null);
  }

  private static Anomaly anomaly(String encounterId, Sighting[] pair, List<Sighting> all) {
    Sighting document = pair[0];
    Sighting gallery = pair[1];
    String says =
        document.subjectId() == null
            ? "does not match the traveller"
            : "matches as subject " + document.subjectId();
    return new Anomaly(
        IdentityConflictFunction.KIND
            + "-"
            + encounterId
            + "-"
            + all.get(0).millis() / HORIZON.toMillis(),
        IdentityConflictFunction.KIND,
        "high",
        null,
        0,
        document.portCode(),
        document.crossingId(),
        document.laneId(),
        all.get(0).at(),
        all.get(all.size() - 1).at(),
        2,
        1,
        "In encounter "
            + encounterId
            + " the document "
            + document.referenceId()
            + " "
            + says
            + ", and the gallery knows the face as subject "
            + gallery.subjectId()
            + "; expected one identity.",
        captureIds(all));
  }

  /** The first document and search that contradict each other. */
  private static Optional<Sighting[]> conflict(List<Sighting> all) {
    for (Sighting document : all) {
      for (Sighting search : all) {
        if (document.referenceId() != null
            && search.knownBy() != null
            && contradict(document, search, all)) {
          return Optional.of(new Sighting[] {document, search});
        }
      }
    }
    return Optional.empty();
  }

  /** A poor photo of one's own document is no contradiction where the search finds just that. */
  private static boolean contradict(Sighting document, Sighting search, List<Sighting> all) {
    if (document.subjectId() != null) {
      return !document.subjectId().equals(search.subjectId());
    }
    boolean matchedOnceMore =
        all.stream()
            .anyMatch(
                s ->
                    document.referenceId().equals(s.referenceId())
                        && search.subjectId().equals(s.subjectId()));
    return !matchedOnceMore && !document.referenceId().equals(search.knownBy());
  }

  @Override
  String closing() {
    return "Closed: an hour after the first capture of the encounter.";
  }
}
