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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the face pipeline on labelled photos. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Compares labelled pairs of photos and reports failure to acquire, EER and FNMR.",
      "A subject is the part of a file name before the first '-'; the 95 %% intervals draw subjects"
          + " with replacement.",
      "With --fusion each photo is also compared with each subject by several references, fused in"
          + " several ways.",
      "Writes report.html with the score distributions and the DET curve."
    })
public final class Evaluate implements Callable<Integer> {
  private static final int DRAWS = 1000;
  private static final String REPORT = "report.html";

  /** Photos of real people, or rendered ones. */
  private static final class Photos {
    @ArgGroup(exclusive = false)
    private Labelled labelled;

    @Option(
        names = "--rendered",
        required = true,
        paramLabel = "PEOPLE",
        description =
            "Instead: render so many people whom nobody selected, five photos each, and compare all"
                + " pairs. This compares methods and is no accuracy on people.")
    private int rendered;
  }

  private static final class Labelled {
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
  }

  @ArgGroup(multiplicity = "1")
  private Photos photos;

  @Option(
      names = "--fusion",
      paramLabel = "N",
      description =
          "Compare also each photo with each subject by N references of theirs, 2 or more: one"
              + " alone, best, second best and mean score, mean template.")
  private Integer fusion;

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
    requireInRange("--fusion", fusion == null ? 2 : fusion, 2);
    requireInRange("--rendered", photos.labelled != null ? 2 : photos.rendered, 2);
    try {
      PhotoComparison comparison = compare(err);
      SubjectBootstrap bootstrap = new SubjectBootstrap(DRAWS, seed);
      EvaluationResult result = comparison.result(bootstrap);
      SubjectComparison fused = fusion == null ? null : comparison.fused(fusion, bootstrap);
      Files.createDirectories(output);
      Path report = output.resolve(REPORT);
      Files.writeString(report, EvaluationReport.html(result));
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? toJson(result, fused) : toTable(result, fused));
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

  private void requireInRange(String option, int got, int least) {
    if (got < least) {
      throw new ParameterException(
          spec.commandLine(), option + ": expected " + least + " or more, got " + got);
    }
  }

  private PhotoComparison compare(PrintWriter err) throws EvaluationInputException, IOException {
    if (photos.labelled != null) {
      return compare(photos.labelled.images, PairsFile.read(photos.labelled.pairs), err);
    }
    err.println("rendered people: what follows compares methods and is no accuracy on people");
    Path folder = output.resolve("rendered");
    LineProgress progress = new LineProgress(err, "people rendered");
    return compare(folder, RenderedPhotos.render(folder, photos.rendered, seed, progress), err);
  }

  private PhotoComparison compare(Path images, List<LabelledPair> labelled, PrintWriter err)
      throws EvaluationInputException, IOException {
    Path folder = models != null ? models : ProjectHome.resolve("models");
    ImageLimits limits =
        new ImageLimits(
            maximumBytes, ImageLimits.DEFAULT.maximumSide(), ImageLimits.DEFAULT.maximumPixels());
    try (FaceModels loaded = FaceModels.acquire(folder, device)) {
      return PhotoComparison.of(images, labelled, loaded, limits, new LineProgress(err, "photos"));
    }
  }

  private String toJson(EvaluationResult result, SubjectComparison fused) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("rendered", photos.labelled == null);
    root.put("images", result.images());
    root.put("subjects", result.subjects());
    root.put("failureToAcquire", result.failures().size());
    root.put("pairsLost", result.pairsLost());
    putRates(root, result);
    if (fused != null) {
      ObjectNode fusions = root.putObject("fusion");
      fusions.put("references", fused.references());
      fused
          .results()
          .forEach((fusion, rates) -> putRates(fusions.putObject(fusion.label()), rates));
    }
    return mapper.writeValueAsString(root);
  }

  private static void putRates(ObjectNode root, EvaluationResult result) {
    root.put("mated", result.mated());
    root.put("nonMated", result.nonMated());
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
  }

  private static void put(ObjectNode node, String name, Interval interval) {
    node.putArray(name).add(interval.lower()).add(interval.upper());
  }

  private String toTable(EvaluationResult result, SubjectComparison fused) {
    StringBuilder text = new StringBuilder();
    if (photos.labelled == null) {
      line(text, "rendered people: this compares methods and is no accuracy on people");
    }
    line(text, "photos %d of %d subjects", result.images(), result.subjects());
    line(text, "failure to acquire %d of %d", result.failures().size(), result.images());
    result.failures().forEach(f -> line(text, "  %s  %s: %s", f.file(), f.cause(), f.message()));
    line(
        text,
        "pairs %d mated, %d non-mated, %d lost to failures",
        result.mated(),
        result.nonMated(),
        result.pairsLost());
    rates(text, result);
    if (fused != null) {
      fusions(text, fused);
    }
    return text.toString().stripTrailing();
  }

  private static void fusions(StringBuilder text, SubjectComparison fused) {
    EvaluationResult any = fused.results().get(Fusion.BEST_SCORE);
    line(text, "");
    line(
        text,
        "a probe against a subject of %d references, %d mated, %d non-mated",
        fused.references(),
        any.mated(),
        any.nonMated());
    fused
        .results()
        .forEach(
            (fusion, result) -> {
              line(text, "");
              line(text, "%s", fusion.label());
              rates(text, result);
            });
  }

  private static void rates(StringBuilder text, EvaluationResult result) {
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
