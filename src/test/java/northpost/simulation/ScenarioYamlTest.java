package northpost.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import northpost.domain.PortRegistry;
import northpost.source.PortRegistryYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioYamlTest {
  private static final PortRegistry REGISTRY = PortRegistryYaml.shipped();
  private static final String BASE =
      """
      title: a week
      start: "2025-03-03"
      days: 7
      learningDays: 2
      ports: ["0701", "0708"]
      """;

  @TempDir Path directory;

  private Scenario read(String yaml) throws IOException {
    Path file = directory.resolve("mine.yaml");
    Files.writeString(file, yaml);
    return ScenarioYaml.load(file.toString(), REGISTRY);
  }

  private Scenario withFault(String fault) throws IOException {
    return read(BASE + "faults:\n  - " + fault + "\n");
  }

  @Test
  void readsTrafficAndFaults() throws IOException {
    Scenario scenario =
        withFault(
            "{fault: lens-fogged, at: 0701-ogdensburg-v1-c2, from: 2d6h, until:"
                + " \"2025-03-09T12:00\", times: 2, lasting: 1d, hours: \"08:00-10:30\", fog: 0.5}");

    assertThat(scenario.name()).isEqualTo("mine");
    assertThat(scenario.start()).isEqualTo("2025-03-03T05:00:00Z");
    assertThat(scenario.learning()).isEqualTo(Duration.ofDays(2));
    assertThat(scenario.ports()).containsExactly("0701", "0708");
    FaultPlan fault = scenario.faults().get(0);
    assertThat(fault.kind()).isEqualTo(FaultKind.LENS_FOGGED);
    assertThat(fault.place())
        .isEqualTo(new Place("0701", "ogdensburg", "0701-ogdensburg-v1", "0701-ogdensburg-v1-c2"));
    assertThat(fault.from()).isEqualTo("2025-03-05T11:00:00Z");
    // Local time: the clocks went forward that morning.
    assertThat(fault.until()).isEqualTo("2025-03-09T16:00:00Z");
    assertThat(fault.latest()).isEqualTo(LocalTime.of(10, 30));
    assertThat(fault.number("fog")).isEqualTo(.5);
  }

  @Test
  void countsTheDaysByTheLocalClock() throws IOException {
    // The last of the seven days has 23 hours.
    assertThat(read(BASE).end()).isEqualTo(Instant.parse("2025-03-10T04:00:00Z"));
  }

  @Test
  void putsWhatAFileSaysBeforeWhatItIncludes() throws IOException {
    Files.writeString(
        directory.resolve("base.yaml"),
        BASE + "scale: 0.5\nfaults: [{fault: surge, at: \"0701\", from: 2d, until: 3d}]\n");

    Scenario scenario =
        read(
            "include: base.yaml\ntitle: mine\nscale: 0.2\n"
                + "faults: [{fault: camera-dead, at: 0701-ogdensburg-v1, from: 4d, until: 5d}]\n");

    assertThat(scenario.title()).isEqualTo("mine");
    assertThat(scenario.scale()).isEqualTo(.2);
    assertThat(scenario.duration()).isEqualTo(Duration.ofDays(7).minusHours(1));
    assertThat(scenario.faults())
        .extracting(FaultPlan::kind)
        .containsExactly(FaultKind.SURGE, FaultKind.CAMERA_DEAD);
  }

  @Test
  void refusesAFileThatIncludesItself() throws IOException {
    Files.writeString(directory.resolve("a.yaml"), "include: b.yaml\n");
    Files.writeString(directory.resolve("b.yaml"), "include: a.yaml\n");

    assertThatThrownBy(() -> ScenarioYaml.load(directory.resolve("a.yaml").toString(), REGISTRY))
        .hasMessageContaining("include: got a file that includes itself");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{fault: lens-foged, at: ogdensburg, from: 1d, until: 2d}"
            + "| faults[0].fault: got lens-foged, expected one of [camera-dead,"
            + "| nearest is lens-fogged",
        "{fault: surge, at: ogdensberg, from: 1d, until: 2d}"
            + "| faults[0].at: got ogdensberg, expected a port, crossing, lane or camera"
            + "| nearest is ogdensburg",
        "{fault: surge, at: champlain, from: 1d, until: 2d}"
            + "| faults[0].at: got champlain, expected a place of the scenario's ports|",
        "{fault: surge, at: ogdensburg, from: 1d, until: 9d}"
            + "| faults[0].until: got 9d, expected a time from 2025-03-03T05:00:00Z to|",
        "{fault: surge, at: ogdensburg, from: 2d, until: 1d}"
            + "| faults[0].until: got \"1d\", expected a time after from|",
        "{fault: surge, at: ogdensburg, from: 1x, until: 2d}"
            + "| faults[0].from: got 1x, expected a length of time like 14d|",
        "{fault: surge, at: ogdensburg, from: 1d, until: 2d, factor: 0.5}"
            + "| faults[0].factor: got 0.5, expected a number from 1.1 to 50.0|",
        "{fault: surge, at: ogdensburg, from: 1d, until: 2d, share: 0.5}"
            + "| faults[0].share: got an unknown key, expected one of| nearest is",
        "{fault: surge, at: 0701-ogdensburg-v1-c1, from: 1d, until: 2d}"
            + "| faults[0].at: got 0701-ogdensburg-v1-c1, expected a port, crossing or lane|",
        "{fault: replayed-photo, at: ogdensburg, from: 1d, until: 2d, lasting: 1h}"
            + "| faults[0].lasting: got \"1h\", expected no such key for replayed-photo|",
        "{fault: surge, at: ogdensburg, from: 1d, until: 2d, times: 3, lasting: 9h}"
            + "| faults[0].lasting: got 9h, expected more than nothing and at most PT8H|",
        "{fault: impossible-travel, at: ogdensburg, from: 1d, until: 2d}"
            + "| faults[0].to: got nothing, expected the crossing that the journey ends at|",
        "{fault: surge, at: ogdensburg, from: 1d, until: 2d, hours: \"18:00-08:00\"}"
            + "| faults[0].hours: got 18:00-08:00, expected two local times|",
      })
  void saysWhatIsWrongWithAFault(String fault, String message, String hint) {
    assertThatThrownBy(() -> withFault(fault))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(directory.resolve("mine.yaml") + ": " + message)
        .hasMessageContaining(hint == null ? "" : hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "day: 3| day: got an unknown key, expected one of",
        "ports: [\"0799\"]| ports[0]: got 0799, expected one of",
        "ports: []| ports: got [], expected a list of quoted port codes",
        "start: 3| start: got 3, expected a text",
        "start: \"March\"| start: got March, expected a quoted local date",
        "days: 0| days: got 0, expected a number from 1.0 to 366.0",
        "learningDays: 7| learningDays: got 7, expected fewer than the days, 7",
        "scale: many| scale: got \"many\", expected a number from 1.0E-4 to 10.0",
        "strangers: 2| strangers: got 2, expected a number from 0.0 to 1.0",
      })
  void saysWhatIsWrongWithTheTraffic(String line, String message) throws IOException {
    Files.writeString(directory.resolve("base.yaml"), BASE);
    assertThatThrownBy(() -> read("include: base.yaml\n" + line + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(directory.resolve("mine.yaml") + ": " + message);
  }

  @Test
  void saysWhichNamesThereAre() {
    assertThatThrownBy(() -> ScenarioYaml.load("no-such", REGISTRY))
        .hasMessageStartingWith(
            "scenario: got no-such, expected a file ending in .yaml, or one of");
    assertThatThrownBy(() -> ScenarioYaml.load("no-such.yaml", REGISTRY))
        .hasMessage("no-such.yaml: got no such file, expected a scenario as YAML");
  }

  static List<String> suite() {
    return ScenarioYaml.suite();
  }

  @ParameterizedTest
  @MethodSource("suite")
  void shipsScenariosThatCanBeRead(String name) {
    Scenario scenario = ScenarioYaml.load(name, REGISTRY);

    assertThat(scenario.title()).isNotBlank();
    assertThat(scenario.learning()).isGreaterThanOrEqualTo(Duration.ofDays(7));
    assertThat(scenario.faults())
        .allMatch(f -> !f.from().isBefore(scenario.start().plus(scenario.learning())));
  }

  @Test
  void shipsAScenarioForEachFault() {
    assertThat(
            suite().stream()
                .flatMap(name -> ScenarioYaml.load(name, REGISTRY).faults().stream())
                .map(FaultPlan::kind))
        .contains(FaultKind.values());
    assertThat(suite()).hasSizeGreaterThanOrEqualTo(20).doesNotHaveDuplicates();
  }
}
