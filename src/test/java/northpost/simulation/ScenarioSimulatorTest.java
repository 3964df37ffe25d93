package northpost.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.ComparisonScore;
import northpost.domain.PortRegistry;
import northpost.domain.QualityMeasure;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SeededProbe;
import northpost.face.Quality;
import northpost.scoring.PlantedAnomaly;
import northpost.source.PortRegistryYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioSimulatorTest {
  private static final PortRegistry REGISTRY = PortRegistryYaml.shipped();
  private static final String V1 = "0701-ogdensburg-v1";
  private static final String V2 = "0701-ogdensburg-v2";
  private static final Instant START = Instant.parse("2025-06-02T04:00:00Z");

  @TempDir Path directory;

  /** Two summer days at one port, and what was planted in them. */
  private record Days(
      List<SimulatedCapture> captures,
      List<PlantedAnomaly> planted,
      Map<String, ReferenceUpdate> references) {

    List<SimulatedCapture> of(Predicate<SimulatedCapture> which) {
      return captures.stream().filter(which).toList();
    }

    /** In the window of the only planted fault. */
    boolean during(SimulatedCapture s) {
      return !s.sample().capture().capturedAt().isBefore(planted.get(0).start())
          && s.sample().capture().capturedAt().isBefore(planted.get(0).end());
    }

    List<Capture> inPlanted(int number) {
      return planted.get(number).captureIds().stream()
          .map(
              id ->
                  of(s -> s.truth().captureId().equals(id)).stream()
                      .map(s -> s.sample().capture())
                      .findFirst()
                      .orElseThrow())
          .toList();
    }

    SimulatedCapture capture(String id) {
      return of(s -> s.truth().captureId().equals(id)).get(0);
    }
  }

  private Scenario scenario(String... faults) {
    StringBuilder yaml =
        new StringBuilder(
            "title: days\nstart: \"2025-06-02\"\ndays: 2\nports: [\"0701\", \"0708\"]\n"
                + "scale: 0.5\n");
    if (faults.length > 0) {
      yaml.append("faults:\n");
      Stream.of(faults).forEach(f -> yaml.append("  - {fault: ").append(f).append("}\n"));
    }
    Path file = directory.resolve("days.yaml");
    try {
      Files.writeString(file, yaml.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ScenarioYaml.load(file.toString(), REGISTRY);
  }

  private Days days(String... faults) {
    ScenarioSimulator simulator = new ScenarioSimulator(scenario(faults), REGISTRY, 7);
    Map<String, ReferenceUpdate> references = new HashMap<>();
    simulator.references(r -> references.put(r.referenceId(), r));
    List<SimulatedCapture> captures = new ArrayList<>();
    simulator.captures().forEachRemaining(captures::add);
    return new Days(captures, simulator.truth().planted(), references);
  }

  private static Predicate<SimulatedCapture> at(String laneOrCamera) {
    return s ->
        s.sample().capture().laneId().equals(laneOrCamera)
            || s.sample().capture().cameraId().equals(laneOrCamera);
  }

  private static double quality(SimulatedCapture s, Quality quality) {
    return quality.of(s.sample().given().quality()).orElseThrow();
  }

  /** Score of a capture with its own or the presented reference. */
  private static double score(Days days, SimulatedCapture s) {
    return ComparisonScore.of(
        s.sample().given().template().vector(),
        days.references()
            .get(s.sample().capture().presentedReferenceId())
            .reference()
            .template()
            .vector());
  }

  private static double meanScore(Days days, List<SimulatedCapture> captures) {
    return captures.stream()
        .filter(s -> s.truth().mated() && s.sample().capture().presentedReferenceId() != null)
        .mapToDouble(s -> score(days, s))
        .average()
        .orElseThrow();
  }

  @Test
  void sendsTheTrueNumberOfTravellersInOrderOfArrival() {
    Days days = days();

    long encounters = days.captures().stream().map(s -> s.truth().encounterId()).distinct().count();
    // 2.0 million people a year at half scale; June is a little above the mean.
    double expected = 2 * .5 * (548_679 * 1.27 + 1_459_126 * 1.31) / 365.25;
    assertThat((double) encounters).isEqualTo(expected * .92, within(expected * .2));
    assertThat(days.captures().stream().map(s -> s.sample().receivedAt()).toList()).isSorted();
    assertThat(days.captures())
        .allMatch(
            s ->
                Duration.between(s.sample().capture().capturedAt(), s.sample().receivedAt())
                        .toMillis()
                    <= 400);
    assertThat(days.planted()).isEmpty();
  }

  @Test
  void matchesAboutAsOftenAsARealSystem() {
    Days days = days();
    List<SimulatedCapture> mated =
        days.of(s -> s.truth().mated() && s.truth().comparison() == ComparisonKind.VERIFICATION);
    List<SimulatedCapture> strangers =
        days.of(s -> s.truth().stranger() && s.truth().comparison() == ComparisonKind.VERIFICATION);

    double matched = mated.stream().filter(s -> score(days, s) >= .815).count();
    assertThat(matched / mated.size()).isBetween(.975, .9995);
    assertThat(strangers).isNotEmpty().allMatch(s -> score(days, s) < .8);
  }

  @Test
  void letsNobodyComeBackWithinHours() {
    Days days = days();
    Map<String, SimulatedCapture> last = new HashMap<>();
    for (SimulatedCapture s : days.captures()) {
      SimulatedCapture before = last.put(s.truth().subjectId(), s);
      if (before != null && !before.truth().encounterId().equals(s.truth().encounterId())) {
        assertThat(
                Duration.between(
                    before.sample().capture().capturedAt(), s.sample().capture().capturedAt()))
            .isGreaterThan(Duration.ofHours(6));
      }
    }
  }

  @Test
  void addsAFaultWithoutChangingTheTrafficAroundIt() {
    Days without = days();
    Days with = days("camera-dead, at: " + V1 + "-c2, from: 8h, until: 16h");

    assertThat(with.of(at(V2)).stream().map(s -> s.truth().captureId()))
        .containsExactlyElementsOf(
            without.of(at(V2)).stream().map(s -> s.truth().captureId()).toList());
  }

  @Test
  void silencesADeadCameraAndNoOther() {
    Days days = days("camera-dead, at: " + V1 + "-c2, from: 8h, until: 16h");

    assertThat(days.of(s -> days.during(s) && at(V1 + "-c2").test(s))).isEmpty();
    assertThat(days.of(s -> days.during(s) && at(V1 + "-c1").test(s))).isNotEmpty();
    assertThat(days.of(s -> !days.during(s) && at(V1 + "-c2").test(s))).isNotEmpty();
    PlantedAnomaly planted = days.planted().get(0);
    assertThat(planted.kind()).isEqualTo("camera-silent");
    assertThat(planted.cameraId()).isEqualTo(V1 + "-c2");
    assertThat(planted.start()).isEqualTo(START.plus(Duration.ofHours(8)));
  }

  @Test
  void fogsALensSlowly() {
    Days days = days("lens-fogged, at: " + V1 + "-c2, from: 0h, until: 48h, fog: 1");
    List<SimulatedCapture> photos =
        days.of(s -> at(V1 + "-c2").test(s) && s.sample().given() != null);
    List<SimulatedCapture> first = photos.subList(0, photos.size() / 4);
    List<SimulatedCapture> last = photos.subList(3 * photos.size() / 4, photos.size());

    assertThat(meanScore(days, last)).isLessThan(meanScore(days, first) - .02);
    assertThat(
            last.stream().mapToDouble(s -> quality(s, Quality.SHARPNESS)).average().orElseThrow())
        .isLessThan(25);
    assertThat(
            first.stream().mapToDouble(s -> quality(s, Quality.SHARPNESS)).average().orElseThrow())
        .isGreaterThan(40);
    assertThat(days.planted().get(0).accepts()).contains("score-drift", "match-rate-drop");
  }

  @Test
  void lowersScoresByWhatIsAskedAndNotTheQuality() {
    Days days = days("score-drift, at: " + V1 + ", from: 0h, until: 48h, loss: 0.03");

    double lost = meanScore(days, days.of(at(V2))) - meanScore(days, days.of(at(V1)));
    assertThat(lost).isEqualTo(.03, within(.004));
    assertThat(
            days.of(s -> at(V1).test(s) && s.sample().given() != null).stream()
                .mapToDouble(s -> quality(s, Quality.SHARPNESS))
                .average()
                .orElseThrow())
        .isGreaterThan(50);
  }

  @Test
  void spoilsTheShareOfPhotosThatPoorLightIsAskedFor() {
    Days days = days("poor-light, at: " + V1 + ", from: 0h, until: 48h, share: 0.4");
    List<SimulatedCapture> mated =
        days.of(
            s -> at(V1).test(s) && s.truth().mated() && s.sample().capture().galleryId() == null);

    double refused = mated.stream().filter(s -> score(days, s) < .815).count();
    assertThat(refused / mated.size()).isEqualTo(.4, within(.06));
  }

  @Test
  void movesTheTrafficOfAClosedLaneToItsSibling() {
    Days without = days();
    Days closed = days("lane-closed, at: " + V1 + ", from: 0h, until: 48h");

    // Travellers at the lane when it closes are still seen.
    assertThat(closed.of(at(V1)).size()).isLessThan(20);
    assertThat((double) closed.of(at(V2)).size())
        .isEqualTo(2 * without.of(at(V2)).size(), within(.2 * 2 * without.of(at(V2)).size()));
    assertThat(closed.planted().get(0).kind()).isEqualTo(PlantedAnomaly.NONE);
  }

  @Test
  void stallsALaneWithoutMovingItsTraffic() {
    Days without = days();
    Days slow = days("lane-slow, at: " + V1 + ", from: 0h, until: 48h, factor: 0.1");

    assertThat(slow.of(at(V1)).size()).isLessThan(without.of(at(V1)).size() / 5);
    assertThat((double) slow.of(at(V2)).size())
        .isEqualTo(without.of(at(V2)).size(), within(.15 * without.of(at(V2)).size()));
  }

  @Test
  void multipliesTheTrafficOfASurge() {
    Days without = days();
    Days surge = days("surge, at: \"0701\", from: 0h, until: 48h, factor: 3");
    Predicate<SimulatedCapture> here = s -> s.sample().capture().portCode().equals("0701");

    assertThat((double) surge.of(here).size() / without.of(here).size()).isEqualTo(3, within(.4));
  }

  @Test
  void shiftsTheClockOfACameraAndNotWhenItsCapturesArrive() {
    Days days = days("clock-skew, at: " + V1 + "-c2, from: 8h, until: 16h, seconds: -600");

    List<SimulatedCapture> skewed =
        days.of(
            s ->
                Duration.between(s.sample().capture().capturedAt(), s.sample().receivedAt())
                        .toSeconds()
                    >= 600);
    assertThat(skewed).isNotEmpty().allMatch(at(V1 + "-c2"));
    assertThat(skewed)
        .allMatch(s -> !s.sample().receivedAt().isBefore(START.plus(Duration.ofHours(8))))
        .allMatch(s -> s.sample().receivedAt().isBefore(START.plusSeconds(16 * 3600 + 1)));
    assertThat(days.captures().stream().map(s -> s.sample().receivedAt()).toList()).isSorted();
  }

  @Test
  void holdsBackWhatIsCapturedInAnOutageAndSendsItAllAtItsEnd() {
    Days without = days();
    Days days = days("network-outage, at: ogdensburg, from: 10h, until: 13h");
    Instant end = START.plus(Duration.ofHours(13));

    List<SimulatedCapture> held =
        days.of(s -> days.during(s) && s.sample().capture().portCode().equals("0701"));
    assertThat(held).hasSizeGreaterThan(50);
    assertThat(held)
        .allMatch(s -> !s.sample().receivedAt().isBefore(end))
        .allMatch(s -> s.sample().receivedAt().isBefore(end.plusSeconds(300)));
    assertThat(days.captures().stream().map(s -> s.truth().captureId()))
        .as("nothing is lost")
        .containsExactlyInAnyOrderElementsOf(
            without.captures().stream().map(s -> s.truth().captureId()).toList());
    assertThat(days.captures().stream().map(s -> s.sample().receivedAt()).toList()).isSorted();
  }

  @Test
  void delaysWhatASlowLinkCarries() {
    Days days = days("slow-link, at: " + V1 + ", from: 8h, until: 16h, seconds: 20");

    assertThat(days.of(s -> days.during(s) && at(V1).test(s)))
        .isNotEmpty()
        .allMatch(
            s ->
                Duration.between(s.sample().capture().capturedAt(), s.sample().receivedAt())
                        .toSeconds()
                    == 20);
  }

  @Test
  void leavesOutAShareOfTheGallery() {
    Days days = days("gallery-half-loaded, at: \"0701\", from: 0h, until: 48h, share: 0.5");
    List<SimulatedCapture> verified =
        days.of(
            s ->
                s.sample().capture().portCode().equals("0701")
                    && s.sample().capture().presentedReferenceId() != null);

    double unknown =
        verified.stream()
            .filter(
                s -> !days.references().containsKey(s.sample().capture().presentedReferenceId()))
            .count();
    assertThat(unknown / verified.size()).isEqualTo(.5, within(.05));
    assertThat(verified)
        .filteredOn(
            s -> !days.references().containsKey(s.sample().capture().presentedReferenceId()))
        .noneMatch(s -> s.truth().mated());
  }

  @Test
  void presentsReferencesThatHaveExpired() {
    Days days = days("references-expired, at: \"0701\", from: 0h, until: 48h, share: 0.4");

    List<SimulatedCapture> expired =
        days.of(
            s -> {
              ReferenceUpdate r =
                  days.references().get(s.sample().capture().presentedReferenceId());
              return r != null && !r.reference().validAt(s.sample().capture().capturedAt());
            });
    assertThat(expired).hasSizeGreaterThan(200);
    assertThat(expired).allMatch(s -> s.sample().capture().portCode().equals("0701"));
  }

  @Test
  void givesTemplatesOfAnotherNetwork() {
    Days days = days("model-mismatch, at: " + V1 + ", from: 8h, until: 16h");

    assertThat(days.of(s -> s.sample().given() != null))
        .allMatch(
            s ->
                (days.during(s) && at(V1).test(s))
                    != s.sample().given().template().modelId().equals(DrawnFaces.MODEL));
  }

  @Test
  void showsAPhotoAgain() {
    Days days = days("replayed-photo, at: \"0701\", from: 0h, until: 48h, times: 4, minutes: 40");

    assertThat(days.planted()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      SimulatedCapture original = days.capture(days.planted().get(i).captureIds().get(0));
      SimulatedCapture replay = days.capture(days.planted().get(i).captureIds().get(1));
      assertThat(replay.sample().given().imageDigest())
          .isEqualTo(original.sample().given().imageDigest());
      assertThat(replay.sample().given().template().vector())
          .isEqualTo(original.sample().given().template().vector());
      assertThat(
              Duration.between(
                  original.sample().capture().capturedAt(), replay.sample().capture().capturedAt()))
          .isEqualTo(Duration.ofMinutes(40));
    }
    assertThat(
            days.of(s -> s.sample().given() != null).stream()
                .map(s -> s.sample().given().imageDigest())
                .distinct())
        .as("no other photo comes twice")
        .hasSize(days.of(s -> s.sample().given() != null).size() - 4);
  }

  @Test
  void sendsAKnownImpostorWithTheDocumentOfAnother() {
    Days days = days("impostor, at: \"0701\", from: 0h, until: 48h, times: 3");

    assertThat(days.planted()).hasSize(3).allMatch(p -> p.kind().equals("identity-conflict"));
    for (int i = 0; i < 3; i++) {
      List<Capture> captures = days.inPlanted(i);
      assertThat(captures)
          .extracting(Capture::encounterId)
          .containsOnly(captures.get(0).encounterId());
      assertThat(captures.get(0).galleryId()).isEqualTo(Actors.GALLERY);
      SimulatedCapture booth = days.capture(captures.get(1).captureId());
      assertThat(booth.truth().mated()).isFalse();
      assertThat(score(days, booth)).isLessThan(.75);
    }
  }

  @Test
  void expectsNothingOfAnImpostorWhomNobodyKnows() {
    Days days = days("impostor, at: \"0701\", from: 0h, until: 48h, known: 0");

    assertThat(days.planted()).hasSize(1);
    assertThat(days.planted().get(0).expected()).isFalse();
    assertThat(days.inPlanted(0)).hasSize(1).allMatch(c -> c.presentedReferenceId() != null);
  }

  @Test
  void enrolsOnePersonTwiceAndSearchesThePersonOften() {
    Days days = days("double-identity, at: \"0701\", from: 0h, until: 24h, tries: 5, minutes: 300");

    List<Capture> captures = days.inPlanted(0);
    assertThat(captures).hasSize(5).allMatch(c -> c.galleryId().equals(Actors.GALLERY));
    float[] face = days.capture(captures.get(0).captureId()).sample().given().template().vector();
    List<ReferenceUpdate> near =
        days.references().values().stream()
            .filter(r -> r.reference().galleryIds().contains(Actors.GALLERY))
            .filter(r -> ComparisonScore.of(face, r.reference().template().vector()) >= .83)
            .toList();
    assertThat(near).hasSize(2);
    assertThat(near.stream().map(r -> r.reference().subjectId()).distinct()).hasSize(2);
  }

  @Test
  void refusesTheSameDocumentAgainAndAgain() {
    Days days =
        days("repeated-rejection, at: \"0701\", from: 0h, until: 48h, tries: 4, minutes: 10");

    List<Capture> captures = days.inPlanted(0);
    assertThat(captures).hasSize(4);
    assertThat(captures.stream().map(Capture::presentedReferenceId).distinct()).hasSize(1);
    assertThat(captures.stream().map(Capture::laneId).distinct()).hasSize(1);
    assertThat(captures.stream().map(Capture::encounterId).distinct()).hasSize(4);
    assertThat(captures).allMatch(c -> score(days, days.capture(c.captureId())) < .75);
    assertThat(Duration.between(captures.get(0).capturedAt(), captures.get(3).capturedAt()))
        .isLessThan(Duration.ofMinutes(10));
  }

  @Test
  void letsAPersonCrossTwiceFasterThanTheRoadAllows() {
    Days days =
        days(
            "impossible-travel, at: ogdensburg, to: thousand-islands-bridge, from: 0h, until: 48h,"
                + " times: 3, minutes: 8");

    assertThat(days.planted()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      List<Capture> captures = days.inPlanted(i);
      assertThat(captures)
          .extracting(Capture::crossingId)
          .containsExactly("ogdensburg", "thousand-islands-bridge");
      assertThat(captures).allMatch(c -> score(days, days.capture(c.captureId())) >= .815);
      assertThat(
              days.of(s -> s.sample().given() != null).stream()
                  .filter(s -> captures.contains(s.sample().capture()))
                  .map(s -> s.sample().given().imageDigest())
                  .distinct())
          .as("two photos")
          .hasSize(2);
    }
    assertThat(captures(days))
        .allMatch(
            c -> REGISTRY.check(c.portCode(), c.crossingId(), c.laneId(), c.cameraId()).known());
  }

  @Test
  void plantsNothingThatCannotArrive() {
    Days days =
        days(
            "replayed-photo, at: ogdensburg, from: 0h, until: 4h, minutes: 300",
            "camera-dead, at: ogdensburg, from: 4h, until: 8h");

    assertThat(days.planted()).hasSize(2);
    PlantedAnomaly replay = days.planted().get(0);
    assertThat(days.inPlanted(0)).hasSize(2);
    assertThat(replay.end()).isAfterOrEqualTo(START.plus(Duration.ofHours(8)));
  }

  private static List<Capture> captures(Days days) {
    return days.captures().stream().map(s -> s.sample().capture()).toList();
  }

  @Test
  void spreadsTheTimesOfAFaultOverItsHours() {
    List<PlantedAnomaly> planted =
        days("camera-dead, at: "
                + V1
                + ", from: 0h, until: 48h, times: 2, lasting: 3h, hours: \"09:00-11:00\"")
            .planted();

    assertThat(planted).hasSize(2);
    for (PlantedAnomaly p : planted) {
      assertThat(p.start().atZone(ZoneId.of("America/New_York")).getHour()).isBetween(9, 10);
      assertThat(Duration.between(p.start(), p.end())).isEqualTo(Duration.ofHours(3));
    }
  }

  @Test
  void writesTheSameBytesForTheSameSeedAndOthersForAnother() throws IOException {
    String fault = "replayed-photo, at: \"0701\", from: 0h, until: 48h";
    Path one = write("one", 1, fault);
    Path two = write("two", 1, fault);
    Path other = write("other", 2, fault);

    for (String file :
        List.of("captures", "references", "truth", "planted", "adjudications", "policies")) {
      assertThat(one.resolve(file + ".ndjson"))
          .hasSameBinaryContentAs(two.resolve(file + ".ndjson"));
    }
    assertThat(Files.readString(one.resolve("captures.ndjson")))
        .isNotEqualTo(Files.readString(other.resolve("captures.ndjson")));
  }

  private Path write(String name, long seed, String fault) throws IOException {
    Path folder = directory.resolve(name);
    new ScenarioFiles(scenario(fault), REGISTRY, seed, (n, at) -> {}).write(folder);
    return folder;
  }

  @Test
  void seedsProbesOfAllFourSorts() {
    Days days = days();
    SeededProbes seeded = SeededProbes.withSearches(List.copyOf(days.references().values()), 20);
    List<SimulatedCapture> probes = new ArrayList<>();
    days.captures().forEach(s -> seeded.after(s).ifPresent(probes::add));

    for (SeededProbe kind : List.of(SeededProbe.MATED, SeededProbe.NON_MATED)) {
      for (ComparisonKind comparison :
          List.of(ComparisonKind.VERIFICATION, ComparisonKind.IDENTIFICATION)) {
        assertThat(probes)
            .filteredOn(
                p ->
                    p.sample().capture().seededProbe() == kind
                        && p.truth().comparison() == comparison)
            .hasSizeGreaterThan(10);
      }
    }
    for (SimulatedCapture probe : probes) {
      Capture c = probe.sample().capture();
      boolean holds =
          days.references().values().stream()
              .filter(r -> r.reference().subjectId().equals(probe.truth().subjectId()))
              .anyMatch(
                  r ->
                      c.galleryId() == null
                          ? r.referenceId().equals(c.presentedReferenceId())
                          : r.reference().galleryIds().contains(c.galleryId()));
      assertThat(holds).isEqualTo(c.seededProbe() == SeededProbe.MATED);
      assertThat(probe.sample().given()).isNotNull();
    }
  }

  @Test
  void givesQualityMeasuresTheGateKnows() {
    assertThat(days().of(s -> s.sample().given() != null))
        .allSatisfy(
            s ->
                assertThat(s.sample().given().quality())
                    .extracting(QualityMeasure::measure)
                    .contains("InterEyeDistance", "Sharpness", "HeadPoseYaw", "LuminanceMean"));
  }
}
