package northpost.simulation;

import java.util.List;
import java.util.Optional;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.ComparisonKind;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SeededProbe;

/**
 * Test captures among the travellers': a photo of an enrolled traveller again, marked as seeded,
 * with the own reference (mated) and with another's (non-mated) in turn.
 */
public final class SeededProbes {
  private final List<Reference> references;
  private final int every;
  private long photos;
  private int probes;

  /**
   * @param references of two people at least
   * @param every one seeded probe after so many photos of enrolled travellers
   */
  public SeededProbes(List<ReferenceUpdate> references, int every) {
    this.references = references.stream().map(ReferenceUpdate::reference).toList();
    this.every = every;
  }

  /** The seeded probe that is due after a traveller's capture; mostly none. */
  public Optional<SimulatedCapture> after(SimulatedCapture simulated) {
    if (!simulated.truth().mated() || simulated.sample().image().length == 0) {
      return Optional.empty();
    }
    photos++;
    if (photos % every != 0) {
      return Optional.empty();
    }
    SeededProbe kind = probes++ % 2 == 0 ? SeededProbe.MATED : SeededProbe.NON_MATED;
    String subjectId = simulated.truth().subjectId();
    Capture capture = probe(simulated.sample().capture(), kind, referenceId(kind, subjectId));
    return Optional.of(
        new SimulatedCapture(
            new CapturedSample(
                capture,
                simulated.sample().image(),
                simulated.sample().position(),
                simulated.sample().receivedAt()),
            new Truth(
                capture.captureId(),
                capture.encounterId(),
                subjectId,
                kind == SeededProbe.MATED,
                false,
                false,
                ComparisonKind.VERIFICATION),
            null));
  }

  private String referenceId(SeededProbe kind, String subjectId) {
    boolean own = kind == SeededProbe.MATED;
    for (int i = 0; i < references.size(); i++) {
      // Another's starts at a place that moves on, so that not the same one is taken always.
      Reference reference = references.get(own ? i : (i + probes) % references.size());
      if (reference.subjectId().equals(subjectId) == own) {
        return reference.referenceId();
      }
    }
    throw new IllegalStateException(
        "references: got none " + (own ? "of " : "but of ") + subjectId + ", expected one");
  }

  private static Capture probe(Capture c, SeededProbe kind, String referenceId) {
    return new Capture(
        c.captureId() + "-seeded",
        c.encounterId() + "-seeded",
        null,
        c.portCode(),
        c.crossingId(),
        c.laneId(),
        c.cameraId(),
        c.mode(),
        c.zone(),
        c.capturedAt(),
        referenceId,
        null,
        null,
        c.travellerClass(),
        false,
        kind);
  }
}
