package northpost.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import northpost.domain.AdjudicationOutcome;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Mode;
import northpost.domain.Policy;
import northpost.domain.PolicyScope;
import northpost.domain.PortRegistry;
import northpost.domain.ReferenceUpdate;
import northpost.domain.Zone;
import northpost.source.PortRegistryYaml;
import northpost.synthetic.Population;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulatorTest {
  private static final PortRegistry REGISTRY = PortRegistryYaml.shipped();
  private static final Population POPULATION = SmallPopulation.of(40, 10);

  /** A Saturday noon in July in New York. */
  private static final Instant NOON = Instant.parse("2025-07-19T16:00:00Z");

  private static final TrafficSettings TRAFFIC = TrafficSettings.allPorts();

  private static List<SimulatedCapture> hour;

  private static Simulator simulator(
      TrafficSettings traffic, Instant start, Duration duration, double rate) {
    return new Simulator(
        POPULATION, REGISTRY, traffic, new SimulationSettings(5, start, duration, rate));
  }

  private static List<SimulatedCapture> all(Simulator simulator) {
    List<SimulatedCapture> captures = new ArrayList<>();
    simulator.captures().forEachRemaining(captures::add);
    return captures;
  }

  private static Stream<Capture> captures(List<SimulatedCapture> simulated) {
    return simulated.stream().map(s -> s.sample().capture());
  }

  @BeforeAll
  static void simulateAnHour() {
    hour = all(simulator(TRAFFIC, NOON, Duration.ofHours(1), 4));
  }

  @Test
  void sendsAtTheRateAskedForInOrderOfTime() {
    // Buses and trains come by dozens, so the count varies more than a Poisson one would.
    assertThat(hour.size()).isBetween(12_000, 17_000);
    assertThat(captures(hour).map(Capture::capturedAt).toList()).isSorted();
    assertThat(captures(hour).map(Capture::capturedAt))
        .allMatch(at -> !at.isBefore(NOON) && at.isBefore(NOON.plusSeconds(3600)));
    // No warming up: the first minutes are as busy as the rest.
    long first = captures(hour).filter(c -> c.capturedAt().isBefore(NOON.plusSeconds(360))).count();
    assertThat(first / (double) hour.size()).isEqualTo(.1, within(.03));
  }

  @Test
  void sharesTravellersOutToPortsAsTheModelSays() {
    TrafficModel model = new TrafficModel(REGISTRY, TRAFFIC, NOON);
    Map<String, Double> shares = model.portShares(NOON.plusSeconds(1800));
    Map<String, Set<String>> conveyances = new HashMap<>();
    Map<String, Set<String>> encounters = new HashMap<>();
    captures(hour)
        .filter(c -> c.mode() == Mode.VEHICLE)
        .forEach(
            c -> {
              conveyances.computeIfAbsent(c.portCode(), p -> new HashSet<>()).add(c.conveyanceId());
              encounters.computeIfAbsent(c.portCode(), p -> new HashSet<>()).add(c.encounterId());
            });
    double vehicles = conveyances.values().stream().mapToInt(Set::size).sum();
    double total = 0;
    Map<String, Double> vehiclePeople = new HashMap<>();
    TrafficModel.Flow flow = model.flow(NOON.plusSeconds(1800));
    for (int i = 0; i < flow.ways().size(); i++) {
      if (flow.ways().get(i).conveyance() == Conveyance.VEHICLE) {
        vehiclePeople.merge(flow.ways().get(i).port().code(), flow.people()[i], Double::sum);
        total += flow.people()[i];
      }
    }
    assertThat(shares.keySet()).isEqualTo(conveyances.keySet());
    for (String port : shares.keySet()) {
      double expected = vehiclePeople.get(port) / total;
      double deviation = Math.sqrt(expected * (1 - expected) / vehicles);
      assertThat(conveyances.get(port).size() / vehicles)
          .as("share of the vehicles at " + port)
          .isEqualTo(expected, within(4 * deviation));
    }
  }

  @Test
  void bringsEveryTravellerByOneCrossingOnly() {
    Map<String, Set<String>> crossings = new HashMap<>();
    hour.stream()
        .filter(s -> !s.truth().stranger())
        .forEach(
            s ->
                crossings
                    .computeIfAbsent(s.truth().subjectId(), id -> new HashSet<>())
                    .add(s.sample().capture().crossingId()));

    assertThat(crossings).hasSizeGreaterThan(30);
    assertThat(crossings.values()).allMatch(of -> of.size() == 1);
  }

  @Test
  void sendsFromAllPortsWithinAMinute() {
    for (long seed = 1; seed <= 20; seed++) {
      Simulator simulator =
          new Simulator(
              POPULATION,
              REGISTRY,
              TRAFFIC,
              new SimulationSettings(seed, NOON, Duration.ofMinutes(1), 10));

      assertThat(captures(all(simulator)).map(Capture::portCode).collect(Collectors.toSet()))
          .as("ports with seed " + seed)
          .hasSize(7);
    }
  }

  @Test
  void usesKnownPlacesAndTheModesOfTheirLanes() {
    assertThat(captures(hour))
        .allMatch(
            c -> REGISTRY.check(c.portCode(), c.crossingId(), c.laneId(), c.cameraId()).known())
        .allMatch(c -> REGISTRY.lane(c.laneId()).orElseThrow().modes().contains(c.mode()));
    assertThat(captures(hour).map(Capture::mode).collect(Collectors.toSet()))
        .contains(Mode.PEDESTRIAN, Mode.VEHICLE, Mode.BUS, Mode.FERRY);
    double prePrimary = captures(hour).filter(c -> c.zone() == Zone.PRE_PRIMARY).count();
    assertThat(prePrimary / hour.size()).isBetween(.1, .4);
  }

  @Test
  void bringsTrainsToTheOnePortThatHasThem() {
    // A train comes a few times a day, with dozens of people.
    List<SimulatedCapture> day =
        all(simulator(TRAFFIC.withPorts(Set.of("0712")), NOON, Duration.ofDays(1), .3));

    assertThat(captures(day).filter(c -> c.mode() == Mode.TRAIN))
        .hasSizeGreaterThan(20)
        .allMatch(c -> c.crossingId().equals("champlain"))
        .allMatch(c -> c.occupantsPresent() >= 30);
  }

  @Test
  void givesEveryCaptureAnIdOfItsOwn() {
    assertThat(captures(hour).map(Capture::captureId).distinct()).hasSize(hour.size());
    assertThat(captures(hour)).allMatch(c -> c.captureId().matches("c-[0-9a-f]{16}"));
  }

  @Test
  void keepsAnEncounterTogether() {
    Map<String, List<SimulatedCapture>> encounters =
        hour.stream().collect(Collectors.groupingBy(s -> s.truth().encounterId()));

    for (List<SimulatedCapture> encounter : encounters.values()) {
      assertThat(encounter.size()).isBetween(1, 2);
      assertThat(encounter.stream().map(s -> s.truth().subjectId()).distinct()).hasSize(1);
      assertThat(captures(encounter).map(Capture::laneId).distinct()).hasSize(1);
      assertThat(captures(encounter).map(c -> "" + c.conveyanceId()).distinct()).hasSize(1);
      assertThat(captures(encounter).map(c -> "" + c.presentedReferenceId()).distinct()).hasSize(1);
      assertThat(encounter.stream().filter(s -> s.adjudication() != null).count())
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void putsNoMorePeopleInAConveyanceThanWereCounted() {
    Map<String, List<Capture>> conveyances =
        captures(hour)
            .filter(c -> c.conveyanceId() != null)
            .collect(Collectors.groupingBy(Capture::conveyanceId));

    for (List<Capture> conveyance : conveyances.values()) {
      assertThat(conveyance.stream().map(Capture::laneId).distinct()).hasSize(1);
      assertThat(conveyance.stream().map(Capture::mode).distinct()).hasSize(1);
      assertThat(conveyance.stream().map(Capture::occupantsPresent).distinct()).hasSize(1);
      assertThat(conveyance.stream().map(Capture::encounterId).distinct().count())
          .isLessThanOrEqualTo(conveyance.get(0).occupantsPresent());
    }
    assertThat(captures(hour).filter(c -> c.mode() == Mode.PEDESTRIAN))
        .isNotEmpty()
        .allMatch(c -> c.conveyanceId() == null && c.occupantsPresent() == null);
    assertThat(conveyances.values()).anyMatch(c -> c.get(0).mode() == Mode.VEHICLE && c.size() > 3);
  }

  @Test
  void asksForOneComparisonOfTheRightKind() {
    assertThat(captures(hour))
        .allMatch(c -> (c.presentedReferenceId() == null) != (c.galleryId() == null));
    assertThat(captures(hour).filter(c -> c.mode() == Mode.PEDESTRIAN))
        .allMatch(c -> c.presentedReferenceId() != null);
    assertThat(captures(hour).filter(c -> c.mode() == Mode.BUS || c.mode() == Mode.TRAIN))
        .allMatch(c -> Simulator.GALLERY.equals(c.galleryId()));
    double vehicles = captures(hour).filter(c -> c.mode() == Mode.VEHICLE).count();
    double verified =
        captures(hour)
            .filter(c -> c.mode() == Mode.VEHICLE && c.presentedReferenceId() != null)
            .count();
    assertThat(verified / vehicles).isEqualTo(.85, within(.03));
  }

  @Test
  void tellsTheTruthAboutWhoComes() {
    List<ReferenceUpdate> references =
        simulator(TRAFFIC, NOON, Duration.ofHours(1), 4).references();
    Map<String, String> subjectOfReference =
        references.stream()
            .collect(
                Collectors.toMap(ReferenceUpdate::referenceId, r -> r.reference().subjectId()));
    Set<String> enrolled = Set.copyOf(subjectOfReference.values());

    for (SimulatedCapture s : hour) {
      Truth truth = s.truth();
      Capture capture = s.sample().capture();
      assertThat(truth.captureId()).isEqualTo(capture.captureId());
      assertThat(truth.stranger()).isEqualTo(!enrolled.contains(truth.subjectId()));
      assertThat(truth.mated()).isEqualTo(!truth.stranger() && !truth.optedOut());
      if (capture.presentedReferenceId() != null) {
        assertThat(subjectOfReference.get(capture.presentedReferenceId()).equals(truth.subjectId()))
            .isEqualTo(!truth.stranger());
      }
      assertThat(truth.comparison())
          .isEqualTo(
              truth.optedOut()
                  ? ComparisonKind.NONE
                  : capture.galleryId() == null
                      ? ComparisonKind.VERIFICATION
                      : ComparisonKind.IDENTIFICATION);
      if (s.adjudication() != null) {
        assertThat(s.adjudication().outcome())
            .isEqualTo(
                truth.stranger()
                    ? AdjudicationOutcome.DIFFERENT_PERSON
                    : AdjudicationOutcome.SAME_PERSON);
        assertThat(s.adjudication().adjudicatedAt()).isAfter(capture.capturedAt());
      }
    }
    double encounters = hour.stream().map(s -> s.truth().encounterId()).distinct().count();
    double strangers =
        hour.stream()
            .filter(s -> s.truth().stranger())
            .map(s -> s.truth().encounterId())
            .distinct()
            .count();
    assertThat(strangers / encounters)
        .isEqualTo(.05, within(4 * Math.sqrt(.05 * .95 / encounters)));
  }

  @Test
  void sendsNoPhotoOfWhoOptsOut() {
    List<SimulatedCapture> optedOut = hour.stream().filter(s -> s.truth().optedOut()).toList();
    double encounters = hour.stream().map(s -> s.truth().encounterId()).distinct().count();

    assertThat(optedOut)
        .allMatch(s -> s.sample().image().length == 0 && s.sample().capture().optedOut());
    assertThat(optedOut.size() / encounters)
        .isEqualTo(.02, within(4 * Math.sqrt(.02 * .98 / encounters)));
    assertThat(hour.stream().filter(s -> !s.truth().optedOut()))
        .allMatch(s -> s.sample().image().length > 0);
  }

  @Test
  void neverSendsTheSameImageTwice() {
    List<SimulatedCapture> minute = all(simulator(TRAFFIC, NOON, Duration.ofMinutes(1), 20));

    assertThat(
            minute.stream()
                .filter(s -> !s.truth().optedOut())
                .map(s -> Arrays.hashCode(s.sample().image()))
                .distinct()
                .count())
        .isGreaterThan(minute.stream().filter(s -> !s.truth().optedOut()).count() * 99 / 100);
  }

  @Test
  void sendsNothingWhileACrossingIsClosed() {
    // From two to eight in the morning; Trout River opens at six.
    Instant night = Instant.parse("2025-07-19T06:00:00Z");
    List<SimulatedCapture> captures =
        all(simulator(TRAFFIC.withPorts(Set.of("0715")), night, Duration.ofHours(6), .5));
    Instant opens = Instant.parse("2025-07-19T10:00:00Z");

    assertThat(captures(captures).filter(c -> c.crossingId().equals("trout-river")))
        .isNotEmpty()
        .allMatch(c -> !c.capturedAt().isBefore(opens));
    assertThat(captures(captures).filter(c -> c.capturedAt().isBefore(opens)))
        .isNotEmpty()
        .allMatch(c -> REGISTRY.isOpen(c.crossingId(), c.capturedAt()));
  }

  @Test
  void sendsNothingAtAllFromCapeVincentInNovember() {
    List<SimulatedCapture> captures =
        all(
            simulator(
                TRAFFIC.withPorts(Set.of("0706")),
                Instant.parse("2025-11-15T17:00:00Z"),
                Duration.ofHours(2),
                5));

    assertThat(captures).isEmpty();
  }

  @Test
  void followsTheClockOfTheCapturesWithTheScheduleOfAnotherTime() {
    Instant winter = Instant.parse("2026-01-20T08:00:00Z");
    List<SimulatedCapture> captures =
        all(
            simulator(
                TRAFFIC.withScheduleAt(LocalDateTime.parse("2025-07-19T12:00")),
                winter,
                Duration.ofMinutes(2),
                20));

    assertThat(captures(captures).map(Capture::portCode)).contains("0706");
    assertThat(captures(captures).map(Capture::capturedAt))
        .allMatch(at -> !at.isBefore(winter) && at.isBefore(winter.plusSeconds(120)));
  }

  @Test
  void repeatsItselfForTheSameSeedAndNotForAnother() {
    List<SimulatedCapture> one = all(simulator(TRAFFIC, NOON, Duration.ofSeconds(30), 10));
    List<SimulatedCapture> two = all(simulator(TRAFFIC, NOON, Duration.ofSeconds(30), 10));
    Simulator other =
        new Simulator(
            POPULATION,
            REGISTRY,
            TRAFFIC,
            new SimulationSettings(6, NOON, Duration.ofSeconds(30), 10));

    assertThat(captures(two).toList()).isEqualTo(captures(one).toList());
    assertThat(two.get(3).sample().image()).isEqualTo(one.get(3).sample().image());
    assertThat(captures(all(other)).map(Capture::captureId))
        .doesNotContainAnyElementsOf(captures(one).map(Capture::captureId).toList());
  }

  @Test
  void goesOnForEverWithoutADuration() {
    Iterator<SimulatedCapture> captures = simulator(TRAFFIC, NOON, null, 5).captures();
    SimulatedCapture last = captures.next();
    for (int i = 0; i < 3000; i++) {
      last = captures.next();
    }

    assertThat(Duration.between(NOON, last.sample().capture().capturedAt()).toSeconds())
        .isBetween(300L, 900L);
  }

  @Test
  void enrolsEveryoneWithReferencesThatAreValidThen() {
    List<ReferenceUpdate> references =
        simulator(TRAFFIC, NOON, Duration.ofHours(1), 4).references();

    assertThat(references).hasSize(40);
    assertThat(references.stream().map(ReferenceUpdate::referenceId).distinct()).hasSize(40);
    assertThat(references)
        .allMatch(r -> r.kind() == ReferenceUpdate.Kind.ENROL && r.image().length > 0)
        .allMatch(r -> r.reference().galleryIds().equals(List.of(Simulator.GALLERY)))
        .allMatch(r -> r.reference().validAt(NOON))
        .allMatch(r -> r.reference().validAt(NOON.plusSeconds(14 * 86_400)));
  }

  @Test
  void hasAPolicyOfItsOwnForRenderedFaces() {
    Policy policy = simulator(TRAFFIC, NOON, null, 4).policies().get(0);

    assertThat(policy.scope()).isEqualTo(PolicyScope.GALLERY);
    assertThat(policy.scopeId()).isEqualTo(Simulator.GALLERY).startsWith("rendered-");
    assertThat(policy.verificationThreshold()).isEqualTo(POPULATION.plan().matchScore());
    assertThat(policy.approvers()).doesNotHaveDuplicates().hasSize(2);
    assertThat(policy.note()).contains("rendered faces only");
  }

  @Test
  void statesFloorAndScheduleOpenly() {
    assertThat(simulator(TRAFFIC, NOON, null, 4).describe())
        .contains("each open port raised to at least 5.0 %")
        .contains("0706 5.0 %");
  }

  @Test
  void refusesStrangersWhereThePopulationHasNone() {
    assertThatThrownBy(
            () ->
                new Simulator(
                    SmallPopulation.of(3, 0),
                    REGISTRY,
                    TRAFFIC,
                    new SimulationSettings(1, NOON, null, 1)))
        .hasMessageContaining("got no strangers");
  }
}
