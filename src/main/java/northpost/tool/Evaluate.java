package northpost.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import northpost.domain.ComparisonScore;
import northpost.evaluation.EvaluationInputException;
import northpost.evaluation.EvaluationReport;
import northpost.evaluation.EvaluationResult;
import northpost.evaluation.Interval;
import northpost.evaluation.LabelledPair;
import northpost.evaluation.PairsFile;
import northpost.evaluation.SubjectBootstrap;
import northpost.face.FaceModels;
import northpost.face.ImageLimits;
import northpost.face.ModelException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the face pipeline on labelled photos. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Compares labelled pairs of photos and reports failure to acquire, EER and FNMR.",
      "A subject is the part of a file name before the first '-'; the 95 %% intervals draw subjects"
          + " with replacement.",
      "Writes report.html with the score distributions and the DET curve."
    })
public final class Evaluate implements Callable<Integer> {
  private static final int DRAWS = 1000;
  private static final String REPORT = "report.html";

  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the photos (JPEG or PNG).")
  private Path images;

  @Option(
      names = "--pairs",
      required = true,
      paramLabel = "CSV",
      description = "Columns file_a, file_b (names within --images) and mated (true or false).")
  private Path pairs;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Folder of the networks (default: models in the folder of the project).")
  private Path models;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = FaceModels.CPU,
      description = "cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--maximum-bytes",
      paramLabel = "N",
      defaultValue = "16777216",
      description =
          "Larger files are a failure to acquire (default: ${DEFAULT-VALUE}; captures on the stream"
              + " are held to 2097152, a limit of the message and not of accuracy).")
  private int maximumBytes;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "evaluation",
      description = "Where " + REPORT + " is written (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the intervals (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print the figures as one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      EvaluationResult result = evaluate(err);
      Files.createDirectories(output);
      Path report = output.resolve(REPORT);
      Files.writeString(report, EvaluationReport.html(result));
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? toJson(result) : toTable(result));
      out.flush();
      err.println("report: " + report);
      return 0;
    } catch (EvaluationInputException | ModelException e) {
      err.println(spec.qualifiedName() + ": " + e.getMessage());
      return 1;
    } catch (IOException e) {
      err.println(
          spec.qualifiedName() + ": " + e.getClass().getSimpleName() + ": " + e.getMessage());
      return 1;
    }
  }

  private EvaluationResult evaluate(PrintWriter err) throws EvaluationInputException, IOException {
    List<LabelledPair> labelled = PairsFile.read(pairs);
    Path folder = models != null ? models : ProjectHome.resolve("models");
    ImageLimits limits =
        new ImageLimits(
            maximumBytes, ImageLimits.DEFAULT.maximumSide(), ImageLimits.DEFAULT.maximumPixels());
    try (FaceModels loaded = FaceModels.acquire(folder, device)) {
      PhotoComparison comparison =
          PhotoComparison.of(images, labelled, loaded, limits, new LineProgress(err, "photos"));
      return comparison.result(new SubjectBootstrap(DRAWS, seed));
    }
  }

  private static String toJson(EvaluationResult result) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("images", result.images());
    root.put("subjects", result.subjects());
    root.put("failureToAcquire", result.failures().size());
    root.put("mated", result.mated());
    root.put("nonMated", result.nonMated());
    root.put("pairsLost", result.pairsLost());
    root.put("eer", result.equalErrorRate());
    root.put("eerThreshold", result.equalErrorThreshold());
    put(root, "eerInterval95", result.equalErrorInterval());
    ObjectNode rates = root.putObject("fnmrAtFmr");
    for (EvaluationResult.AtFmr at : result.atFmr()) {
      ObjectNode node = rates.putObject(at.label());
      node.put("threshold", at.point().threshold());
      node.put("thresholdDistance", ComparisonScore.toDistance(at.point().threshold()));
      node.put("fnmr", at.point().fnmr());
      node.put("fmr", at.point().fmr());
      put(node, "fnmrInterval95", at.interval());
      node.put("resolved", at.resolved());
    }
    return mapper.writeValueAsString(root);
  }

  private static void put(ObjectNode node, String name, Interval interval) {
    node.putArray(name).add(interval.lower()).add(interval.upper());
  }

  private static String toTable(EvaluationResult result) {
    StringBuilder text = new StringBuilder();
    line(text, "photos %d of %d subjects", result.images(), result.subjects());
    line(text, "failure to acquire %d of %d", result.failures().size(), result.images());
    result.failures().forEach(f -> line(text, "  %s  %s: %s", f.file(), f.cause(), f.message()));
    line(
        text,
        "pairs %d mated, %d non-mated, %d lost to failures",
        result.mated(),
        result.nonMated(),
        result.pairsLost());
    line(text, "");
    line(text, "%-18s %9s  %-18s %9s %9s", "", "rate", "95 % interval", "score >=", "distance");
    row(
        text,
        "EER",
        result.equalErrorRate(),
        result.equalErrorInterval(),
        result.equalErrorThreshold());
    for (EvaluationResult.AtFmr at : result.atFmr()) {
      row(
          text,
          "FNMR at FMR " + at.label() + (at.resolved() ? "" : " *"),
          at.point().fnmr(),
          at.interval(),
          at.point().threshold());
    }
    if (result.atFmr().stream().anyMatch(at -> !at.resolved())) {
      line(
          text,
          "* %d non-mated pairs are too few for this FMR: the threshold lies above all of them",
          result.nonMated());
    }
    line(
        text,
        "No error in n pairs, were they independent, would mean at most %.2f %% (mated), %.2f %%"
            + " (non-mated) at 95 %%.",
        100 * EvaluationResult.upperBoundOfNone(result.mated()),
        100 * EvaluationResult.upperBoundOfNone(result.nonMated()));
    return text.toString().stripTrailing();
  }

  private static void row(
      StringBuilder text, String name, double rate, Interval interval, double threshold) {
    line(
        text,
        "%-18s %7.2f %%  %5.2f to %5.2f %%  %9.4f %9.4f",
        name,
        100 * rate,
        100 * interval.lower(),
        100 * interval.upper(),
        threshold,
        ComparisonScore.toDistance(threshold));
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
