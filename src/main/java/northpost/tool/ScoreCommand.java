package northpost.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import northpost.scoring.Matching;
import northpost.scoring.ReportedAnomaly;
import northpost.scoring.ScenarioTruth;
import northpost.scoring.Score;
import northpost.scoring.ScoreTable;
import northpost.scoring.Timeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares the anomalies that were found with those that were planted. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = {
      "Scores the anomalies of run against what simulate --scenario planted: recall, precision,"
          + " time to detect and false alarms, by kind.",
      "With --output writes score.json, score.txt and timeline.html."
    })
final class ScoreCommand implements Callable<Integer> {
  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description = "planted.ndjson of simulate --scenario.")
  private Path truth;

  @Option(
      names = "--anomalies",
      required = true,
      paramLabel = "FILE",
      description = "anomalies.ndjson of run.")
  private Path anomalies;

  @Option(
      names = "--tolerance",
      paramLabel = "D",
      defaultValue = "1h",
      converter = DurationConverter.class,
      description = "How far beside a planted time its report may lie (default: ${DEFAULT-VALUE}).")
  private Duration tolerance;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where to write the score and the timeline (default: nowhere).")
  private Path output;

  @Option(names = "--json", description = "Print the score as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ScenarioTruth planted;
    List<ReportedAnomaly> reported;
    try {
      planted = ScenarioTruth.read(truth);
      reported = ReportedAnomaly.read(anomalies);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    Score.Detailed score = Score.of(planted, reported, new Matching(tolerance));
    String asJson = score.score().toJson().toString();
    String asTable = ScoreTable.of(score.score());
    if (output != null) {
      Files.createDirectories(output);
      Files.writeString(output.resolve("score.json"), asJson + "\n");
      Files.writeString(output.resolve("score.txt"), asTable);
      Files.writeString(
          output.resolve("timeline.html"),
          new Timeline(planted, reported, score).toHtml("Planted and reported anomalies"));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? asJson : asTable);
    out.flush();
    return 0;
  }
}
