package northpost.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.EncounterCounts;
import northpost.domain.FunnelWindow;
import northpost.domain.Mode;
import northpost.domain.Outcome;
import northpost.domain.QualityMeasure;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;
import northpost.sink.DecisionDocument;
import northpost.sink.Document;
import northpost.sink.FunnelDocument;

/** Documents by number, of the job's own kinds; the same number always gives the same document. */
final class DocumentTraffic {
  private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");
  private static final int POOL = 1024;
  private static final int GROUP = 8;
  private static final int VERSIONS = 4;
  private static final int REFUSED_EVERY = 25;

  /** Not in their order: what a replay or a restart does. */
  private static final long[] VERSION_OF_TURN = {2, 4, 1, 3};

  private final Document[] pool = new Document[POOL];
  private final String index;

  /**
   * @param index that takes the decisions
   */
  DocumentTraffic(String index) {
    this.index = index;
    for (int i = 0; i < POOL; i++) {
      pool[i] = DecisionDocument.of(decision(i));
    }
  }

  /** A decision; each number is another document. */
  Document decision(long number) {
    return new Document(
        index, "d-" + number, pool[(int) (number % POOL)].json(), Document.UNVERSIONED);
  }

  /**
   * Decisions; one of eight is a window that is written four times, its versions not in order, and
   * one of two hundred is not as the mapping wants it.
   */
  Document mixed(long number) {
    long group = number / GROUP;
    if (number % GROUP == 0) {
      return window(group / VERSIONS, VERSION_OF_TURN[(int) (group % VERSIONS)]);
    }
    return number % GROUP == 1 && group % REFUSED_EVERY == 0 ? refused(number) : decision(number);
  }

  private Document refused(long number) {
    String json =
        "{\"@timestamp\":\""
            + FIRST
            + "\",\"northpost\":{\"decision\":{\"threshold\":\"high\",\"outcome\":\"MATCH\"}}}";
    return new Document(
        index, "x-" + number, json.getBytes(StandardCharsets.UTF_8), Document.UNVERSIONED);
  }

  private static Document window(long window, long version) {
    Instant start = FIRST.plus(window % 40_000, ChronoUnit.MINUTES);
    return FunnelDocument.of(
        new FunnelWindow(
            "PORT",
            "07%02d".formatted(window / 40_000),
            null,
            null,
            null,
            null,
            start,
            start.plus(1, ChronoUnit.MINUTES),
            version,
            new EncounterCounts(0, 0, 0, 0, 0, version, 0, 0, 0, 0, 0, 0, 0, 0),
            EncounterCounts.ZERO,
            0));
  }

  private static Decision decision(int number) {
    Instant captured = FIRST.plus(number, ChronoUnit.SECONDS);
    return new Decision(
        new Capture(
            "d-" + number,
            "e-" + number,
            null,
            "0712",
            "champlain",
            "champlain-" + number % 5,
            "champlain-" + number % 5 + "-a",
            Mode.PEDESTRIAN,
            Zone.PRIMARY,
            captured,
            "r-" + number,
            null,
            null,
            TravellerClass.FOREIGN_NATIONAL,
            false),
        Outcome.MATCH,
        "MATCH",
        null,
        ComparisonKind.VERIFICATION,
        List.of(new Candidate("r-" + number, "s-" + number, .8 + number % 100 / 1000.)),
        .815,
        .02,
        "system-default",
        1,
        "3f5a7c4d3f5a7c4d3f5a7c4d3f5a7c4d3f5a7c4d3f5a7c4d3f5a7c4d3f5a7c4d",
        List.of(
            new QualityMeasure("InterEyeDistance", 60 + number % 60),
            new QualityMeasure("Sharpness", 30 + number % 40),
            new QualityMeasure("HeadPoseYaw", number % 30),
            new QualityMeasure("Exposure", 80 + number % 80)),
        "3f5a7c4d",
        captured.plusMillis(400),
        120,
        200,
        80,
        400);
  }
}
