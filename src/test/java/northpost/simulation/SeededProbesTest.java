package northpost.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import northpost.domain.CapturedSample;
import northpost.domain.ComparisonKind;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SeededProbe;
import northpost.domain.SourcePosition;
import northpost.domain.TravellerClass;
import northpost.testing.Captures;
import org.junit.jupiter.api.Test;

class SeededProbesTest {
  private static final SourcePosition POSITION = new SourcePosition("simulation", 0, 1);
  private static final Map<String, String> SUBJECTS = Map.of("r-a", "a", "r-b", "b", "r-c", "c");

  @Test
  void givesOneAfterSoManyPhotosMatedAndNonMatedInTurn() {
    SeededProbes seeded = new SeededProbes(references(), 3);
    List<SimulatedCapture> probes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      seeded.after(traveller("c-" + i, true)).ifPresent(probes::add);
    }
    assertThat(probes)
        .extracting(p -> p.sample().capture().seededProbe())
        .containsExactly(
            SeededProbe.MATED, SeededProbe.NON_MATED, SeededProbe.MATED, SeededProbe.NON_MATED);
    for (SimulatedCapture probe : probes) {
      boolean mated = probe.sample().capture().seededProbe() == SeededProbe.MATED;
      String reference = probe.sample().capture().presentedReferenceId();
      assertThat(SUBJECTS.get(reference).equals("a")).isEqualTo(mated);
      assertThat(probe.truth().mated()).isEqualTo(mated);
      assertThat(probe.truth().captureId()).isEqualTo(probe.sample().capture().captureId());
      assertThat(probe.adjudication()).isNull();
    }
    assertThat(probes).extracting(p -> p.truth().captureId()).doesNotHaveDuplicates();
  }

  @Test
  void takesNoPhotoOfWhichTheTruthIsNoMate() {
    SeededProbes seeded = new SeededProbes(references(), 1);
    assertThat(seeded.after(traveller("c-1", false))).isEqualTo(Optional.empty());
  }

  private static SimulatedCapture traveller(String id, boolean mated) {
    CapturedSample sample =
        new CapturedSample(
            Captures.capture(id).presenting("r-a").build(),
            new byte[] {1},
            POSITION,
            Captures.NOON);
    return new SimulatedCapture(
        sample,
        new Truth(id, "e-" + id, "a", mated, !mated, false, ComparisonKind.VERIFICATION),
        null);
  }

  private static List<ReferenceUpdate> references() {
    return Stream.of("r-a", "r-b", "r-c")
        .map(
            id ->
                new ReferenceUpdate(
                    id,
                    ReferenceUpdate.Kind.ENROL,
                    new Reference(
                        id,
                        SUBJECTS.get(id),
                        List.of("g"),
                        ReferenceSource.PASSPORT,
                        TravellerClass.UNKNOWN,
                        null,
                        null,
                        (Instant) null,
                        null),
                    new byte[] {1},
                    POSITION))
        .collect(Collectors.toList());
  }
}
