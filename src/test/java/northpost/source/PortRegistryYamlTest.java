package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import northpost.domain.Crossing;
import northpost.domain.Lane;
import northpost.domain.Mode;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.domain.RejectionReason;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortRegistryYamlTest {
  private static final PortRegistry SHIPPED = PortRegistryYaml.shipped();
  private static final String ONE_PORT =
      """
      ports:
        - code: "0712"
          name: Champlain
          timeZone: America/New_York
          peoplePerYear: 1
          peakMonthOverMean: 1.5
          crossings:
            - id: champlain
              name: Champlain
              latitude: 45
              longitude: -73
              hours: [{from: 2025-01-06, opens: "06:00", closes: "18:00"}]
              lanes:
                - id: 0712-champlain-v1
                  modes: [VEHICLE]
                  cameras: [{id: 0712-champlain-v1-c1, zone: PRIMARY}]
      """;

  @Test
  void shipsTheSevenPorts() {
    assertThat(SHIPPED.ports())
        .extracting(Port::code)
        .containsExactly("0701", "0704", "0706", "0708", "0712", "0715", "0901");
    assertThat(SHIPPED.port("0715").orElseThrow().crossings())
        .extracting(Crossing::crossingId)
        .containsExactly("trout-river", "fort-covington", "chateaugay", "churubusco");
    assertThat(SHIPPED.ports()).allMatch(p -> p.timeZone().getId().equals("America/New_York"));
  }

  @Test
  void givesEachPortItsShareOfPeople() {
    assertThat(SHIPPED.shareOfPeople("0901")).isBetween(0.629, 0.631);
    assertThat(SHIPPED.shareOfPeople("0706")).isBetween(0.0004, 0.0005);
    assertThat(SHIPPED.ports().stream().mapToDouble(p -> SHIPPED.shareOfPeople(p.code())).sum())
        .isBetween(1 - 1e-9, 1 + 1e-9);
  }

  @Test
  void hasALaneForEveryMode() {
    assertThat(
            SHIPPED.cameras().stream()
                .map(PortRegistry.CameraPlace::lane)
                .map(Lane::modes)
                .flatMap(java.util.Collection::stream))
        .contains(Mode.PEDESTRIAN, Mode.VEHICLE, Mode.BUS, Mode.TRAIN, Mode.FERRY);
  }

  @ParameterizedTest(name = "{0} at {1}: open {2}")
  @CsvSource({
    // Winter: New York is UTC-5.
    "trout-river, 2025-01-15T10:59:59Z, false",
    "trout-river, 2025-01-15T11:00:00Z, true",
    "trout-river, 2025-01-15T22:59:59Z, true",
    "trout-river, 2025-01-15T23:00:00Z, false",
    // Summer: UTC-4.
    "trout-river, 2025-07-15T09:59:59Z, false",
    "trout-river, 2025-07-15T10:00:00Z, true",
    "trout-river, 2025-07-15T22:00:00Z, false",
    // The clocks go forward on 9 March 2025 at 02:00: the evening before opens at 11Z, then 10Z.
    "trout-river, 2025-03-08T10:30:00Z, false",
    "trout-river, 2025-03-09T10:30:00Z, true",
    // And back on 2 November 2025.
    "trout-river, 2025-11-01T10:30:00Z, true",
    "trout-river, 2025-11-02T10:30:00Z, false",
    // Hours before 6 January 2025 are not known: counts as open.
    "trout-river, 2025-01-05T08:00:00Z, true",
    "trout-river, 2025-01-06T08:00:00Z, false",
    "overton-corners, 2025-07-16T01:59:59Z, true",
    "overton-corners, 2025-07-16T02:00:00Z, false",
    "rouses-point, 2025-07-15T11:59:59Z, false",
    "rouses-point, 2025-07-15T12:00:00Z, true",
    "champlain, 2025-07-15T07:00:00Z, true",
    // The ferry: 1 May to 31 October, 08 to 20.
    "cape-vincent, 2025-04-30T15:00:00Z, false",
    "cape-vincent, 2025-05-01T12:00:00Z, true",
    "cape-vincent, 2025-05-01T11:59:59Z, false",
    "cape-vincent, 2025-10-31T23:59:59Z, true",
    "cape-vincent, 2025-11-01T00:00:00Z, false",
    "cape-vincent, 2025-11-01T15:00:00Z, false",
    "cape-vincent, 2025-01-15T15:00:00Z, false",
    "churubusco, 2025-01-15T07:00:00Z, true",
  })
  void knowsWhenACrossingIsOpen(String crossing, Instant at, boolean open) {
    assertThat(SHIPPED.isOpen(crossing, at)).isEqualTo(open);
  }

  @Test
  void hoursPastMidnightBelongToTheDayTheyBeganOn() throws IOException {
    PortRegistry late =
        parse(ONE_PORT.replace("\"06:00\", closes: \"18:00\"", "\"20:00\", closes: \"02:00\""));
    assertThat(late.isOpen("champlain", Instant.parse("2025-01-15T06:59:59Z"))).isTrue();
    assertThat(late.isOpen("champlain", Instant.parse("2025-01-15T07:00:00Z"))).isFalse();
    assertThat(late.isOpen("champlain", Instant.parse("2025-01-16T01:00:00Z"))).isTrue();
  }

  @Test
  void refusesToTellTheHoursOfAnUnknownCrossing() {
    assertThatThrownBy(() -> SHIPPED.isOpen("champlian", Instant.EPOCH))
        .hasMessageContaining("got champlian, expected one of");
  }

  @Test
  void checksThatPortCrossingLaneAndCameraBelongTogether() {
    assertThat(check("0712", "champlain", "0712-champlain-v1", "0712-champlain-v1-c1")).isNull();
    assertThat(check("0799", "champlain", "0712-champlain-v1", "0712-champlain-v1-c1"))
        .isEqualTo(RejectionReason.UNKNOWN_PORT);
    assertThat(check("0715", "champlain", "0712-champlain-v1", "0712-champlain-v1-c1"))
        .isEqualTo(RejectionReason.UNKNOWN_CROSSING);
    assertThat(check("0712", "rouses-point", "0712-champlain-v1", "0712-champlain-v1-c1"))
        .isEqualTo(RejectionReason.UNKNOWN_LANE);
    assertThat(check("0712", "champlain", "0712-champlain-v1", "0712-champlain-v2-c1"))
        .isEqualTo(RejectionReason.UNKNOWN_CAMERA);
    assertThat(check(null, null, null, null)).isEqualTo(RejectionReason.UNKNOWN_PORT);
    assertThat(SHIPPED.check("0712", "nowhere", "x", "y").message())
        .isEqualTo(
            "crossingId: got nowhere, expected one of port 0712:"
                + " [champlain, overton-corners, rouses-point]");
  }

  private static RejectionReason check(String port, String crossing, String lane, String camera) {
    return SHIPPED.check(port, crossing, lane, camera).reason();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"0712\" | \"712\" | ports.yaml: ports[712].code: got 712, expected four digits",
        "\"0712\" | 712 | ports.yaml: ports[0].code: got 712, expected a text",
        "0712-champlain-v1-c1 | 0712_c1 | lower-case letters, digits and single hyphens",
        "America/New_York | America/New_Yrok | ports[0].timeZone: got America/New_Yrok, expected a time zone",
        "\"18:00\" | \"25:00\" | ports[0].crossings[0].hours[0].closes: got 25:00, expected a quoted time",
        "\"18:00\" | \"06:00\" | hours[0].closes: got 06:00, expected another time than opens",
        "2025-01-06 | 2025-13-06 | hours[0].from: got 2025-13-06, expected a date",
        "[VEHICLE] | [VEHICEL] | modes[0]: got VEHICEL, expected one of [UNKNOWN, PEDESTRIAN",
        "[VEHICLE] | [] | modes: got none, expected at least one",
        "latitude: 45 | latitude: 145 | latitude: got 145.0, expected -90 to 90",
        "latitude | latitud | nearest is latitude",
        "peakMonthOverMean: 1.5 | peakMonthOverMean: 0.5 | peakMonthOverMean: got 0.5, expected 1 to 12",
        "peoplePerYear: 1 | peoplePerYear: many | peoplePerYear: got \"many\", expected a number",
        "ports: | port: | nearest is ports",
      })
  void refusesWhatContradictsItself(String good, String bad, String message) {
    assertThat(ONE_PORT).contains(good);
    assertThatThrownBy(() -> parse(ONE_PORT.replaceFirst(java.util.regex.Pattern.quote(good), bad)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("ports.yaml: ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnIdThatIsUsedTwice() {
    String twice = ONE_PORT + ONE_PORT.substring(ONE_PORT.indexOf('\n') + 1);
    assertThatThrownBy(() -> parse(twice))
        .hasMessage(
            "ports.yaml: ports[0712].code: got 0712, expected an id that is not used before");
    assertThatThrownBy(() -> parse(twice.replaceFirst("0712\"", "0713\"")))
        .hasMessageContaining("crossings[champlain].id: got champlain, expected an id that is not");
  }

  @Test
  void refusesHoursThatAreNotInOrder() {
    String bad = ONE_PORT.replace("[{from", "[{from: 2026-01-01, allDay: true}, {from");
    assertThatThrownBy(() -> parse(bad))
        .hasMessageContaining("hours[1].from: got 2025-01-06, expected a date after");
  }

  @Test
  void namesTheLineOfBrokenYaml() {
    assertThatThrownBy(() -> parse("ports: [\n{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("ports.yaml: line ");
  }

  @Test
  void namesTheFileThatIsMissing() {
    assertThatThrownBy(() -> PortRegistryYaml.load(Path.of("no-such-ports.yaml")))
        .hasMessage("no-such-ports.yaml: no such file, expected the ports as YAML");
  }

  @Test
  void travelsToTheClusterWithTheOperatorsThatUseIt() throws Exception {
    PortRegistry copy = InstantiationUtil.clone(SHIPPED);
    assertThat(copy.ports()).isEqualTo(SHIPPED.ports());
    assertThat(copy.check("0712", "champlain", "0712-champlain-v1", "0712-champlain-v1-c1").known())
        .isTrue();
  }

  private static PortRegistry parse(String yaml) throws IOException {
    return PortRegistryYaml.parse(
        "ports.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }
}
