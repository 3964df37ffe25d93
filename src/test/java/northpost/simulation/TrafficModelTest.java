package northpost.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import northpost.domain.PortRegistry;
import northpost.source.PortRegistryYaml;
import org.junit.jupiter.api.Test;

class TrafficModelTest {
  private static final PortRegistry REGISTRY = PortRegistryYaml.shipped();
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final TrafficSettings TRUE_SHARES = TrafficSettings.allPorts().withPortFloor(0);

  private static Instant local(String time) {
    return LocalDateTime.parse(time).atZone(NEW_YORK).toInstant();
  }

  private static TrafficModel model(TrafficSettings settings, Instant start) {
    return new TrafficModel(REGISTRY, settings, start);
  }

  private static Set<String> openCrossings(TrafficModel model, Instant at) {
    return model.flow(at).ways().stream()
        .map(way -> way.crossing().crossingId())
        .collect(Collectors.toSet());
  }

  @Test
  void followsThePortsSharesOfPeople() {
    // In May the seasons of all ports are near their mean.
    Instant may = local("2025-05-15T12:00");
    Map<String, Double> shares = model(TRUE_SHARES, may).portShares(may);

    assertThat(shares).hasSize(7);
    shares.forEach(
        (code, share) ->
            assertThat(share).as(code).isEqualTo(REGISTRY.shareOfPeople(code), within(.005)));
  }

  @Test
  void raisesEachOpenPortToTheFloor() {
    Instant noon = local("2025-07-19T12:00");
    Map<String, Double> shares =
        model(TrafficSettings.allPorts().withPortFloor(.03), noon).portShares(noon);

    assertThat(shares).hasSize(7);
    assertThat(shares.values()).allMatch(share -> share >= .03 - 1e-9);
    assertThat(shares.get("0706")).isEqualTo(.03, within(1e-9));
    assertThat(shares.get("0901")).isGreaterThan(.5);
  }

  @Test
  void sendsNobodyThroughTroutRiverAtThreeInTheMorning() {
    Instant night = local("2025-07-19T03:00");

    assertThat(openCrossings(model(TRUE_SHARES, night), night))
        .contains("fort-covington", "massena")
        .doesNotContain("trout-river", "chateaugay");
    assertThat(openCrossings(model(TRUE_SHARES, night), local("2025-07-19T06:00")))
        .contains("trout-river", "chateaugay");
  }

  @Test
  void sendsNobodyThroughCapeVincentInNovemberWhateverTheFloor() {
    Instant november = local("2025-11-15T12:00");

    assertThat(model(TrafficSettings.allPorts(), november).portShares(november))
        .doesNotContainKey("0706")
        .hasSize(6);
  }

  @Test
  void opensByLocalTimeOnTheDaysTheClocksChange() {
    // Rouses Point opens at 8: an hour earlier in UTC from the day summer time begins.
    TrafficModel spring = model(TRUE_SHARES, Instant.parse("2025-03-08T00:00:00Z"));
    assertThat(openCrossings(spring, Instant.parse("2025-03-08T12:30:00Z")))
        .doesNotContain("rouses-point");
    assertThat(openCrossings(spring, Instant.parse("2025-03-09T12:30:00Z")))
        .contains("rouses-point");
    // And an hour later from the day it ends.
    TrafficModel autumn = model(TRUE_SHARES, Instant.parse("2025-11-01T00:00:00Z"));
    assertThat(openCrossings(autumn, Instant.parse("2025-11-01T12:30:00Z")))
        .contains("rouses-point");
    assertThat(openCrossings(autumn, Instant.parse("2025-11-02T12:30:00Z")))
        .doesNotContain("rouses-point");
  }

  @Test
  void followsAnotherScheduleThanTheClockWhenAsked() {
    Instant winterNight = local("2025-01-20T03:00");
    TrafficModel model =
        model(TRUE_SHARES.withScheduleAt(LocalDateTime.parse("2025-07-19T12:00")), winterNight);

    assertThat(model.portShares(winterNight)).containsKey("0706");
    // Nine hours on it is 21:00 of that schedule, and the ferry has stopped.
    assertThat(model.portShares(winterNight.plusSeconds(9 * 3600))).doesNotContainKey("0706");
  }

  @Test
  void isQuieterAtNightAndInWinter() {
    TrafficModel model = model(TRUE_SHARES, local("2025-01-20T00:00"));

    double summerAfternoon = model.flow(local("2025-08-16T17:00")).total();
    assertThat(model.flow(local("2025-08-16T03:00")).total()).isLessThan(summerAfternoon / 5);
    assertThat(model.flow(local("2025-02-15T17:00")).total()).isLessThan(summerAfternoon / 2);
  }

  @Test
  void usesEveryModeOfEveryOpenLane() {
    Instant noon = local("2025-07-19T12:00");
    TrafficModel.Flow flow = model(TRUE_SHARES, noon).flow(noon);

    long modes =
        REGISTRY.ports().stream()
            .flatMap(p -> p.crossings().stream())
            .flatMap(c -> c.lanes().stream())
            .mapToLong(l -> l.modes().size())
            .sum();
    assertThat(flow.ways()).hasSize((int) modes);
    assertThat(Arrays.stream(flow.people())).allMatch(people -> people > 0);
  }

  @Test
  void saysWhichPortsThereAreWhenOneIsUnknown() {
    assertThatThrownBy(() -> model(TRUE_SHARES.withPorts(Set.of("9999")), Instant.EPOCH))
        .hasMessageContaining("got 9999")
        .hasMessageContaining("0712");
  }
}
