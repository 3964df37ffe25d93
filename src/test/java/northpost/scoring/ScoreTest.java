package northpost.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTest {
  private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
  private static final Exposure TWO_WEEKS =
      new Exposure(START, START.plus(Duration.ofDays(14)), 1, 3);

  @TempDir Path directory;

  private static Instant hour(double hours) {
    return START.plusSeconds((long) (3600 * hours));
  }

  private static PlantedAnomaly planted(
      String kind, String lane, double from, double to, String... accepts) {
    return new PlantedAnomaly(
        kind + "-" + lane + "-" + from,
        kind,
        "fault",
        List.of(accepts),
        "0701",
        "ogdensburg",
        lane,
        lane == null ? null : lane + "-c1",
        hour(from),
        hour(to),
        List.of());
  }

  private static ReportedAnomaly reported(String kind, String lane, double from, double to) {
    return reported(kind, lane, from, to, from);
  }

  private static ReportedAnomaly reported(
      String kind, String lane, double from, double to, double detected) {
    return new ReportedAnomaly(
        kind + lane + from,
        kind,
        "0701",
        lane == null ? null : "ogdensburg",
        lane,
        null,
        hour(from),
        hour(to),
        hour(detected),
        null,
        List.of());
  }

  private static Score.Detailed score(List<PlantedAnomaly> planted, ReportedAnomaly... reported) {
    return Score.of(
        new ScenarioTruth(TWO_WEEKS, planted),
        List.of(reported),
        new Matching(Duration.ofHours(1)));
  }

  @Test
  void countsWhatIsFoundMissedAndFalse() {
    Score score =
        score(
                List.of(
                    planted("camera-silent", "v1", 10, 14), planted("camera-silent", "v2", 30, 34)),
                reported("camera-silent", "v1", 10.5, 14, 10.75),
                reported("camera-silent", "v1", 100, 101),
                reported("throughput-surge", "v1", 200, 201))
            .score();

    KindScore silent = score.kinds().get("camera-silent");
    assertThat(silent.planted()).isEqualTo(2);
    assertThat(silent.found()).isEqualTo(1);
    assertThat(silent.recall()).isEqualTo(.5);
    assertThat(silent.precision()).isEqualTo(.5);
    assertThat(silent.medianSecondsToDetect()).isEqualTo(2700);
    assertThat(score.kinds().get("throughput-surge").precision()).isZero();
    assertThat(score.kinds().get("throughput-surge").recall()).isNull();
    assertThat(score.falseAlarms()).isEqualTo(2);
    assertThat(score.falseAlarmsPerLaneWeek()).isEqualTo(2 / 6.0, within(1e-9));
    assertThat(score.falseAlarmsPerPortMonth()).isEqualTo(2 / (14 / (365.25 / 12)), within(1e-9));
  }

  @Test
  void holdsTheTimeToFindASilenceAgainstTheGapsThatAreUsual() throws IOException {
    Gap gap = Gap.of(720, 30 * 86_400, 1);
    assertThat(gap.meanSeconds()).isEqualTo(3600);
    assertThat(gap.longestSeconds()).isEqualTo(3600 * Math.log(720), within(1e-9));
    List<PlantedAnomaly> silences =
        List.of(
            planted("camera-silent", "v1", 100, 130).withGap(gap),
            planted("camera-silent", "v2", 100, 130).withGap(gap),
            planted("camera-silent", "p1", 100, 130).withGap(gap),
            planted("camera-silent", "v1", 200, 210));
    Path file = directory.resolve("planted.ndjson");
    Files.write(file, new ScenarioTruth(TWO_WEEKS, silences).lines());
    assertThat(ScenarioTruth.read(file).planted()).isEqualTo(silences);

    Score score =
        score(
                silences,
                reported("camera-silent", "v1", 100, 130, 106.6),
                reported("camera-silent", "v2", 100, 130, 120),
                reported("camera-silent", "v1", 200, 210, 201))
            .score();
    SilenceScore of = score.silences();
    assertThat(of.planted()).as("those whose gap is known").isEqualTo(3);
    assertThat(of.within()).as("19.7 h are asked; one took 20, one was missed").isEqualTo(1);
    assertThat(of.medianOfMean()).isEqualTo(6.6);
    assertThat(of.mostOfMean()).isEqualTo(20);
    assertThat(of.mostOfLongest()).isEqualTo(3.04);
    assertThat(score.plus(score).silences().planted()).isEqualTo(6);
    assertThat(ScoreTable.of(score)).contains("silences: 1 of 3 found within 3 times");
    assertThat(score.toJson().toString()).contains("\"withinThreeLongestGaps\":1");
  }

  @Test
  void whatIsFoundInTheLearningDaysRaisesNoPrecision() {
    Exposure secondWeek = new Exposure(hour(7 * 24), hour(14 * 24), 1, 3);
    Score score =
        Score.of(
                new ScenarioTruth(
                    secondWeek,
                    List.of(
                        planted("camera-silent", "v1", 10, 14),
                        planted("camera-silent", "v2", 200, 204))),
                List.of(
                    reported("camera-silent", "v1", 10, 14, 11),
                    reported("camera-silent", "v2", 200, 204, 201)),
                new Matching(Duration.ofHours(1)))
            .score();
    KindScore silent = score.kinds().get("camera-silent");
    assertThat(silent.planted()).isEqualTo(1);
    assertThat(silent.found()).isEqualTo(1);
    assertThat(silent.reported()).isEqualTo(1);
  }

  @Test
  void takesSeveralReportsOfOneCauseAsOneFoundAndNoneAsFalse() {
    Score score =
        score(
                List.of(planted("quality-drop", "v1", 10, 58, "score-drift")),
                reported("score-drift", "v1", 20, 60, 30),
                reported("quality-drop", "v1", 25, 58, 40),
                reported("quality-drop", "v1", 50, 58, 55))
            .score();

    KindScore quality = score.kinds().get("quality-drop");
    assertThat(quality.found()).isEqualTo(1);
    assertThat(quality.planted()).isEqualTo(1);
    assertThat(quality.precision()).isEqualTo(1);
    assertThat(score.kinds().get("score-drift").precision()).isEqualTo(1);
    assertThat(quality.medianSecondsToDetect()).as("by the first of them").isEqualTo(20 * 3600);
    assertThat(score.falseAlarms()).isZero();
  }

  @Test
  void doesNotAcceptAKindThatTheCauseIsNotFoundAs() {
    Score score =
        score(
                List.of(planted("quality-drop", "v1", 10, 20)),
                reported("camera-silent", "v1", 12, 14))
            .score();

    assertThat(score.kinds().get("quality-drop").found()).isZero();
    assertThat(score.falseAlarms()).isEqualTo(1);
  }

  @Test
  void takesAPlaceThatContainsTheOtherAndNoneBesideIt() {
    List<PlantedAnomaly> lane = List.of(planted("camera-silent", "v1", 10, 14));

    assertThat(score(lane, reported("camera-silent", null, 11, 12)).score().falseAlarms())
        .as("the whole port")
        .isZero();
    assertThat(score(lane, reported("camera-silent", "v2", 11, 12)).score().falseAlarms())
        .as("the lane beside it")
        .isEqualTo(1);
    List<PlantedAnomaly> port = List.of(planted("camera-silent", null, 10, 14));
    assertThat(score(port, reported("camera-silent", "v2", 11, 12)).score().falseAlarms())
        .as("a lane of the whole port")
        .isZero();
  }

  @Test
  void findsWithOneReportAllThatItExplains() {
    Score score =
        score(
                List.of(
                    planted("camera-silent", "v1", 10, 14), planted("camera-silent", "v2", 10, 14)),
                reported("camera-silent", null, 11, 14))
            .score();

    assertThat(score.total().found()).isEqualTo(2);
    assertThat(score.total().reported()).isEqualTo(1);
  }

  @Test
  void allowsTheToleranceAndNoMore() {
    List<PlantedAnomaly> one = List.of(planted("camera-silent", "v1", 10, 14));

    assertThat(score(one, reported("camera-silent", "v1", 9.1, 9.5)).score().total().found())
        .isEqualTo(1);
    assertThat(score(one, reported("camera-silent", "v1", 14.9, 15)).score().total().found())
        .isEqualTo(1);
    assertThat(score(one, reported("camera-silent", "v1", 15.1, 16)).score().total().found())
        .isZero();
    assertThat(score(one, reported("camera-silent", "v1", 7, 8.9)).score().total().found())
        .isZero();
  }

  @Test
  void doesNotTakeAnAlarmFromBeforeForAReport() {
    List<PlantedAnomaly> one = List.of(planted("camera-silent", "v1", 100, 104));

    Score early = score(one, reported("camera-silent", "v1", 2, 300, 3)).score();
    assertThat(early.total().found()).isZero();
    assertThat(early.falseAlarms()).isEqualTo(1);
    Score late = score(one, reported("camera-silent", "v1", 2, 300, 101)).score();
    assertThat(late.total().found()).as("its start is an estimate").isEqualTo(1);
  }

  @Test
  void asksForTheCapturesWhereTheyAreKnown() {
    PlantedAnomaly replay =
        new PlantedAnomaly(
            "replay-1",
            "replay",
            "replayed-photo",
            List.of(),
            "0701",
            "ogdensburg",
            "v1",
            null,
            hour(10),
            hour(11),
            List.of("c-1", "c-2"));

    Score own = score(List.of(replay), replayOf("v2", "c-9", "c-2")).score();
    assertThat(own.total().found()).as("wherever it is told of").isEqualTo(1);
    Score other = score(List.of(replay), replayOf("v1", "c-8", "c-9")).score();
    assertThat(other.total().found()).isZero();
    assertThat(other.falseAlarms()).isEqualTo(1);
  }

  private static ReportedAnomaly replayOf(String lane, String... evidence) {
    return new ReportedAnomaly(
        "r",
        "replay",
        "0701",
        "ogdensburg",
        lane,
        null,
        hour(10),
        hour(11),
        hour(11),
        null,
        List.of(evidence));
  }

  @Test
  void countsAReportOfWhatIsHarmlessAsFalse() {
    Score score =
        score(
                List.of(planted(PlantedAnomaly.NONE, "v1", 10, 18)),
                reported("camera-silent", "v1", 11, 12))
            .score();

    assertThat(score.falseAlarms()).isEqualTo(1);
    assertThat(score.falseAlarmsInHarmless()).isEqualTo(1);
    assertThat(score.total().planted()).isZero();
  }

  @Test
  void leavesOutWhatBeginsWhileDetectorsLearn() {
    Score score =
        score(
                List.of(planted("camera-silent", "v1", -20, -10)),
                reported("camera-silent", "v2", -30, -29),
                reported("camera-silent", "v1", -15, -12))
            .score();

    assertThat(score.total().planted()).isZero();
    assertThat(score.falseAlarms()).isZero();
  }

  @Test
  void addsRunsUpByTheirCounts() {
    Score one =
        score(
                List.of(planted("camera-silent", "v1", 10, 14)),
                reported("camera-silent", "v1", 11, 14))
            .score();
    Score two = score(List.of(planted("camera-silent", "v1", 10, 14))).score();

    Score both = one.plus(two);
    assertThat(both.kinds().get("camera-silent").recall()).isEqualTo(.5);
    assertThat(both.laneWeeks()).isEqualTo(12, within(1e-9));
  }

  @Test
  void readsWhatItWrites() throws IOException {
    ScenarioTruth truth =
        new ScenarioTruth(
            TWO_WEEKS,
            List.of(
                planted("camera-silent", "v1", 10, 14, "throughput-stall"),
                planted(PlantedAnomaly.NONE, null, 1, 2)));
    Path file = directory.resolve("planted.ndjson");
    Files.write(file, truth.lines());

    assertThat(ScenarioTruth.read(file)).isEqualTo(truth);
  }

  @Test
  void writesTheAgreedJson() throws IOException {
    Score score =
        score(
                List.of(planted("camera-silent", "v1", 10, 14)),
                reported("camera-silent", "v1", 10.5, 14))
            .score();

    JsonNode json = new ObjectMapper().readTree(score.toJson().toString());
    JsonNode silent = json.get("kinds").get("camera-silent");
    assertThat(silent.get("planted").intValue()).isEqualTo(1);
    assertThat(silent.get("found").intValue()).isEqualTo(1);
    assertThat(silent.get("precision").doubleValue()).isEqualTo(1);
    assertThat(silent.get("recall").doubleValue()).isEqualTo(1);
    assertThat(silent.get("medianSecondsToDetect").doubleValue()).isEqualTo(1800);
    assertThat(json.get("falseAlarmsPerPortMonth").doubleValue()).isZero();
  }

  @Test
  void namesTheLineAndFieldThatIsWrong() throws IOException {
    Path file = directory.resolve("anomalies.ndjson");
    Files.writeString(file, "\n{\"anomalyId\":\"a\",\"kind\":\"replay\",\"start\":\"noon\"}\n");

    assertThatThrownBy(() -> ReportedAnomaly.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            file + ": line 2: start: got \"noon\", expected a time like 2026-07-01T12:00:00Z");
    Files.writeString(file, "{\"id\":\"x\"}\n");
    assertThatThrownBy(() -> ScenarioTruth.read(file))
        .hasMessage(file + ": line 1: kind: got nothing, expected a text");
    Files.writeString(file, "");
    assertThatThrownBy(() -> ScenarioTruth.read(file)).hasMessageContaining("traffic");
  }

  @Test
  void drawsEverythingPlantedAndReported() {
    List<PlantedAnomaly> planted =
        List.of(planted("camera-silent", "v1", 10, 14), planted("camera-silent", "v2", 30, 34));
    ReportedAnomaly[] reported = {
      reported("camera-silent", "v1", 10.5, 14), reported("replay", "v1", 100, 101)
    };
    Score.Detailed score = score(planted, reported);

    String page =
        new Timeline(new ScenarioTruth(TWO_WEEKS, planted), List.of(reported), score)
            .toHtml("a < b");
    assertThat(page)
        .contains("<h1>a &lt; b</h1>", "rect class=\"found\"", "rect class=\"missed\"")
        .contains("rect class=\"explained\"", "rect class=\"false\"");
  }
}
