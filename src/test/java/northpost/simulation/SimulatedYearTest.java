package northpost.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.ComparisonScore;
import northpost.domain.Mode;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.domain.Reference;
import northpost.source.PortRegistryYaml;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulatedYearTest {
  private static final PortRegistry PORTS = PortRegistryYaml.shipped();
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** A hundredth of everybody, all year. */
  private static final SimulatedYear YEAR = SimulatedYear.of(7, 365).withShare(.01);

  /** First capture of each encounter of the year. */
  private static final Map<String, Capture> ENCOUNTERS = new HashMap<>();

  private static final Map<String, Reference> REFERENCES = new HashMap<>();
  private static final List<CapturedSample> FIRST_PART = new ArrayList<>();

  @BeforeAll
  static void drawTheYear() {
    YEAR.references().forEach(update -> REFERENCES.put(update.referenceId(), update.reference()));
    for (int part = 0; part < YEAR.parts(); part++) {
      YearCaptures captures = new YearCaptures(YEAR, new YearSplit(part, 0, 0));
      for (CapturedSample next = captures.next(); next != null; next = captures.next()) {
        ENCOUNTERS.putIfAbsent(next.capture().encounterId(), next.capture());
        if (part == 0) {
          FIRST_PART.add(next);
        }
      }
    }
  }

  @Test
  void aWholeYearHasThePeopleOfTheRegistry() {
    double people = PORTS.ports().stream().mapToLong(Port::peoplePerYear).sum();
    assertThat(SimulatedYear.of(1, 365).expectedEncounters()).isCloseTo(people, within(1.0));
    assertThat((double) ENCOUNTERS.size()).isCloseTo(people / 100, within(.02 * people / 100));
  }

  @Test
  void eachPortHasItsShare() {
    Map<String, Long> byPort = counts(ENCOUNTERS.values().stream().map(Capture::portCode).toList());
    for (Port port : PORTS.ports()) {
      double expected = port.peoplePerYear() / 100.0;
      // People come in conveyances of up to 90: their number varies more than a count of people.
      double bound = 6 * Math.sqrt(expected * 20);
      assertThat((double) byPort.getOrDefault(port.code(), 0L))
          .as(port.code())
          .isCloseTo(expected, within(bound));
    }
  }

  @Test
  void itIsBusierInAugustAndInTheAfternoon() {
    Map<Integer, Long> byMonth = new HashMap<>();
    Map<Integer, Long> byHour = new HashMap<>();
    for (Capture capture : ENCOUNTERS.values()) {
      var local = capture.capturedAt().atZone(NEW_YORK);
      byMonth.merge(local.getMonthValue(), 1L, Long::sum);
      byHour.merge(local.getHour(), 1L, Long::sum);
    }
    double mean = ENCOUNTERS.size() / 12.0;
    assertThat(byMonth.get(8) / mean).isBetween(1.4, 1.7);
    assertThat(byMonth.get(2) / mean).isBetween(.4, .65);
    assertThat((double) byHour.get(17) / ENCOUNTERS.size()).isBetween(.08, .12);
    assertThat((double) byHour.get(3) / ENCOUNTERS.size()).isLessThan(.01);
  }

  @Test
  void nobodyComesWhenACrossingIsClosed() {
    for (Capture capture : ENCOUNTERS.values()) {
      Instant open = capture.capturedAt();
      // Who came last is captured when the others of the conveyance have been.
      assertThat(
              PORTS.isOpen(capture.crossingId(), open)
                  || PORTS.isOpen(capture.crossingId(), open.minusSeconds(900)))
          .as("%s", capture)
          .isTrue();
    }
  }

  @Test
  void whoIsSearchedForIsOnTheListOfTheConveyance() {
    Map<String, Set<String>> lists = new HashMap<>();
    REFERENCES
        .values()
        .forEach(
            reference ->
                lists
                    .computeIfAbsent(reference.galleryIds().get(0), id -> new HashSet<>())
                    .add(reference.referenceId()));
    Map<String, Set<String>> listsOfBus = new HashMap<>();
    for (Capture capture : ENCOUNTERS.values()) {
      if (capture.presentedReferenceId() != null) {
        assertThat(REFERENCES).containsKey(capture.presentedReferenceId());
      } else {
        assertThat(lists).containsKey(capture.galleryId());
      }
      if (capture.mode() == Mode.BUS) {
        listsOfBus
            .computeIfAbsent(capture.conveyanceId(), id -> new HashSet<>())
            .add(capture.galleryId());
      }
    }
    assertThat(listsOfBus.values()).allSatisfy(ofOne -> assertThat(ofOne).hasSize(1));
    assertThat(lists.values()).allSatisfy(list -> assertThat(list.size()).isBetween(1, 512));
  }

  @Test
  void facesAreThoseOfTheReferencesPresented() {
    int close = 0;
    int compared = 0;
    for (CapturedSample sample : FIRST_PART.subList(0, 5000)) {
      String presented = sample.capture().presentedReferenceId();
      if (presented != null && sample.given() != null && sample.given().template() != null) {
        compared++;
        double score =
            ComparisonScore.of(
                sample.given().template().vector(), REFERENCES.get(presented).template().vector());
        close += score > .815 ? 1 : 0;
      }
    }
    // One in twenty is a stranger.
    assertThat((double) close / compared).isBetween(.9, .96);
  }

  @Test
  void aPartIsInTheOrderOfTimeAndMixed() {
    assertThat(FIRST_PART).isSortedAccordingTo(YearHour.BY_TIME);
    double all = FIRST_PART.size();
    assertThat(FIRST_PART.stream().filter(s -> s.capture().optedOut()).count() / all)
        .isBetween(.01, .03);
    assertThat(FIRST_PART.stream().filter(s -> s.capture().galleryId() != null).count() / all)
        .isBetween(.15, .35);
    Set<String> ids =
        FIRST_PART.stream().map(s -> s.capture().captureId()).collect(Collectors.toSet());
    assertThat((all - ids.size()) / all).isBetween(.0003, .002);
  }

  @Test
  void goesOnFromAnyPositionAsIfItHadNotStopped() {
    YearCaptures captures = new YearCaptures(YEAR, new YearSplit(0, 0, 0));
    for (int i = 0; i < 3000; i++) {
      if (i % 97 == 0) {
        YearCaptures again = new YearCaptures(YEAR, captures.position());
        for (int k = i; k < i + 50; k++) {
          assertThat(again.next()).usingRecursiveComparison().isEqualTo(FIRST_PART.get(k));
        }
      }
      assertThat(captures.next().capture()).isEqualTo(FIRST_PART.get(i).capture());
    }
  }

  @Test
  void refusesWhatIsNoYear() {
    assertThatThrownBy(() -> SimulatedYear.of(1, 0)).hasMessage("days: got 0, expected 1 to 366");
    assertThatThrownBy(() -> SimulatedYear.of(1, 1).withShare(0))
        .hasMessage("share: got 0.0, expected more than 0, at most 10");
  }

  private static Map<String, Long> counts(List<String> values) {
    return values.stream().collect(Collectors.groupingBy(v -> v, Collectors.counting()));
  }
}
