package northpost.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.ComparisonKind;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SeededProbe;

/**
 * Test captures among the travellers': a photo of an enrolled traveller again, marked as seeded,
 * with the own reference (mated) and with another's (non-mated) in turn; and, where it is asked
 * for, searched in the own gallery (mated) and in one that does not hold the person (non-mated).
 * Where every gallery holds everyone, the last is done with a stranger's photo.
 */
public final class SeededProbes {
  private final List<Reference> references;
  private final UnaryOperator<String> face;
  private final Map<String, Set<String>> faces = new HashMap<>();
  private final int every;
  private final int kinds;
  private long photos;
  private int probes;
  private int owedToStrangers;

  /**
   * Probes with references alone (1:1).
   *
   * @param references of two people at least
   * @param every one seeded probe after so many photos of enrolled travellers
   */
  public SeededProbes(List<ReferenceUpdate> references, int every) {
    this(references, every, 2, UnaryOperator.identity());
  }

  private SeededProbes(
      List<ReferenceUpdate> references, int every, int kinds, UnaryOperator<String> face) {
    this.references = references.stream().map(ReferenceUpdate::reference).toList();
    this.face = face;
    for (Reference reference : this.references) {
      for (String galleryId : reference.galleryIds()) {
        faces
            .computeIfAbsent(galleryId, id -> new HashSet<>())
            .add(face.apply(reference.subjectId()));
      }
    }
    this.every = every;
    this.kinds = kinds;
  }

  /** Probes with references (1:1) and in galleries (1:N) in turn. */
  public static SeededProbes withSearches(List<ReferenceUpdate> references, int every) {
    return withSearches(references, every, UnaryOperator.identity());
  }

  /**
   * As above, where subjects may have one face.
   *
   * @param face who is in the photos of a subject
   */
  static SeededProbes withSearches(
      List<ReferenceUpdate> references, int every, UnaryOperator<String> face) {
    return new SeededProbes(references, every, 4, face);
  }

  /** The seeded probe that is due after a traveller's capture; mostly none. */
  public Optional<SimulatedCapture> after(SimulatedCapture simulated) {
    boolean photo = simulated.sample().image().length > 0 || simulated.sample().given() != null;
    Truth truth = simulated.truth();
    if (photo && truth.stranger() && owedToStrangers > 0) {
      owedToStrangers--;
      return Optional.of(
          search(simulated, SeededProbe.NON_MATED, references.get(0).galleryIds().get(0)));
    }
    if (!truth.mated() || !photo) {
      return Optional.empty();
    }
    photos++;
    if (photos % every != 0) {
      return Optional.empty();
    }
    int turn = probes++ % kinds;
    SeededProbe kind = turn % 2 == 0 ? SeededProbe.MATED : SeededProbe.NON_MATED;
    return turn < 2
        ? Optional.of(verification(simulated, kind))
        : gallery(kind, truth.subjectId()).map(id -> search(simulated, kind, id));
  }

  private SimulatedCapture verification(SimulatedCapture simulated, SeededProbe kind) {
    String referenceId = reference(kind, simulated.truth().subjectId()).referenceId();
    return seeded(simulated, kind, copy(simulated).presentedReferenceId(referenceId));
  }

  private SimulatedCapture search(SimulatedCapture simulated, SeededProbe kind, String galleryId) {
    return seeded(simulated, kind, copy(simulated).galleryId(galleryId));
  }

  private static CaptureCopy copy(SimulatedCapture simulated) {
    Capture c = simulated.sample().capture();
    return new CaptureCopy(c).ids(c.captureId() + "-seeded", c.encounterId() + "-seeded");
  }

  private static SimulatedCapture seeded(
      SimulatedCapture simulated, SeededProbe kind, CaptureCopy copy) {
    Capture capture = copy.seeded(kind).make();
    CapturedSample sample = simulated.sample();
    Truth truth = simulated.truth();
    return new SimulatedCapture(
        new CapturedSample(
            capture, sample.image(), sample.position(), sample.receivedAt(), sample.given()),
        new Truth(
            capture.captureId(),
            capture.encounterId(),
            truth.subjectId(),
            kind == SeededProbe.MATED,
            truth.stranger(),
            false,
            capture.galleryId() == null
                ? ComparisonKind.VERIFICATION
                : ComparisonKind.IDENTIFICATION),
        null);
  }

  /** The gallery of a person, or one without the person; none where all galleries hold everyone. */
  private Optional<String> gallery(SeededProbe kind, String subjectId) {
    if (kind == SeededProbe.MATED) {
      return Optional.of(reference(kind, subjectId).galleryIds().get(0));
    }
    for (int i = 0; i < references.size(); i++) {
      List<String> others = references.get((i + probes) % references.size()).galleryIds();
      if (!faces.get(others.get(0)).contains(face.apply(subjectId))) {
        return Optional.of(others.get(0));
      }
    }
    owedToStrangers++;
    return Optional.empty();
  }

  private Reference reference(SeededProbe kind, String subjectId) {
    boolean own = kind == SeededProbe.MATED;
    for (int i = 0; i < references.size(); i++) {
      // Another's starts at a place that moves on, so that not the same one is taken always.
      Reference reference = references.get(own ? i : (i + probes) % references.size());
      boolean fits =
          own
              ? reference.subjectId().equals(subjectId)
              : !face.apply(reference.subjectId()).equals(face.apply(subjectId));
      if (fits) {
        return reference;
      }
    }
    throw new IllegalStateException(
        "references: got none " + (own ? "of " : "but of ") + subjectId + ", expected one");
  }
}
