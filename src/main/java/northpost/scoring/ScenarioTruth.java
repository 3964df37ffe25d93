package northpost.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import northpost.wire.json.JsonLine;

/**
 * What a scenario planted, and the traffic it planted it in, as JSON lines: the first line is the
 * traffic, each further one a planted anomaly.
 */
public record ScenarioTruth(Exposure exposure, List<PlantedAnomaly> planted) {
  private static final String TRAFFIC = "traffic";

  public ScenarioTruth {
    planted = List.copyOf(planted);
  }

  /** The lines of the file. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        new JsonLine()
            .put("id", TRAFFIC)
            .put("kind", PlantedAnomaly.NONE)
            .put("fault", TRAFFIC)
            .put("start", exposure.from())
            .put("end", exposure.to())
            .put("ports", exposure.ports())
            .put("lanes", exposure.lanes())
            .toString());
    planted.forEach(p -> lines.add(line(p)));
    return lines;
  }

  private static String line(PlantedAnomaly p) {
    return new JsonLine()
        .put("id", p.id())
        .put("kind", p.kind())
        .put("fault", p.fault())
        .put("accepts", p.accepts())
        .put("portCode", p.portCode())
        .put("crossingId", p.crossingId())
        .put("laneId", p.laneId())
        .put("cameraId", p.cameraId())
        .put("start", p.start())
        .put("end", p.end())
        .put("captureIds", p.captureIds())
        .put("meanGapSeconds", p.gap() == null ? null : (Double) p.gap().meanSeconds())
        .put("longestGapSeconds", p.gap() == null ? null : (Double) p.gap().longestSeconds())
        .toString();
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming file, line, field, got and expected
   * @throws IOException when the file cannot be read
   */
  public static ScenarioTruth read(Path file) throws IOException {
    Exposure exposure = null;
    List<PlantedAnomaly> planted = new ArrayList<>();
    for (ScoredLine line : ScoredLine.of(file)) {
      if (TRAFFIC.equals(line.optionalText("fault"))) {
        exposure =
            new Exposure(
                line.instant("start"),
                line.instant("end"),
                line.positive("ports"),
                line.positive("lanes"));
        line.require(exposure.to().isAfter(exposure.from()), "end", "a time after the start");
      } else {
        planted.add(planted(line));
      }
    }
    if (exposure == null) {
      throw new IllegalArgumentException(
          file + ": got no line with \"fault\":\"traffic\", expected one that tells the traffic");
    }
    return new ScenarioTruth(exposure, planted);
  }

  private static Gap gap(ScoredLine line) {
    Double mean = line.optionalSeconds("meanGapSeconds");
    Double longest = line.optionalSeconds("longestGapSeconds");
    return mean == null || longest == null ? null : new Gap(mean, longest);
  }

  private static PlantedAnomaly planted(ScoredLine line) {
    PlantedAnomaly planted =
        new PlantedAnomaly(
            line.text("id"),
            line.text("kind"),
            line.text("fault"),
            line.texts("accepts"),
            line.optionalText("portCode"),
            line.optionalText("crossingId"),
            line.optionalText("laneId"),
            line.optionalText("cameraId"),
            line.instant("start"),
            line.instant("end"),
            line.texts("captureIds"),
            gap(line));
    line.require(!planted.end().isBefore(planted.start()), "end", "no time before the start");
    return planted;
  }
}
