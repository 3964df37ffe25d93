package northpost.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import northpost.domain.ComparisonScore;
import northpost.domain.Template;
import northpost.evaluation.EvaluationInputException;
import northpost.evaluation.EvaluationResult;
import northpost.evaluation.LabelledPair;
import northpost.evaluation.ScoredPair;
import northpost.evaluation.SubjectBootstrap;
import northpost.face.Extraction;
import northpost.face.FaceModels;
import northpost.face.FacePipeline;
import northpost.face.ImageLimits;

/** Makes a template of each photo once and compares the labelled pairs. */
final class PhotoComparison {
  private static final int NAMED_FILES = 5;

  private final int images;
  private final List<EvaluationResult.Failure> failures = new ArrayList<>();
  private final List<ScoredPair> scored = new ArrayList<>();
  private Map<String, Template> templates = Map.of();
  private int pairsLost;

  private PhotoComparison(int images) {
    this.images = images;
  }

  static PhotoComparison of(
      Path directory,
      List<LabelledPair> pairs,
      FaceModels models,
      ImageLimits limits,
      LineProgress progress)
      throws EvaluationInputException, IOException {
    SortedSet<String> files = new TreeSet<>();
    for (LabelledPair pair : pairs) {
      files.add(pair.fileA());
      files.add(pair.fileB());
    }
    requireFiles(directory, files);
    PhotoComparison comparison = new PhotoComparison(files.size());
    comparison.templates = comparison.extract(directory, files, models, limits, progress);
    comparison.compare(pairs);
    return comparison;
  }

  EvaluationResult result(SubjectBootstrap bootstrap) throws EvaluationInputException {
    long mated = scored.stream().filter(ScoredPair::mated).count();
    if (mated == 0 || mated == scored.size()) {
      throw new EvaluationInputException(
          "got "
              + mated
              + " mated and "
              + (scored.size() - mated)
              + " non-mated pairs with templates, expected at least one of each");
    }
    return EvaluationResult.of(images, failures, pairsLost, scored, bootstrap);
  }

  /** The same photos as probes against subjects of so many references each. */
  SubjectComparison fused(int references, SubjectBootstrap bootstrap)
      throws EvaluationInputException {
    return SubjectComparison.of(templates, references, bootstrap);
  }

  /** The part of a file name before the first '-'. */
  static String subjectOf(String file) {
    String name = String.valueOf(Path.of(file).getFileName());
    int dash = name.indexOf('-');
    return dash < 0 ? name : name.substring(0, dash);
  }

  private Map<String, Template> extract(
      Path directory,
      SortedSet<String> files,
      FaceModels models,
      ImageLimits limits,
      LineProgress progress)
      throws IOException {
    Map<String, Template> made = new HashMap<>();
    try (FacePipeline pipeline = FacePipeline.open(models, limits)) {
      int done = 0;
      for (String file : files) {
        Extraction extraction = pipeline.extract(Files.readAllBytes(directory.resolve(file)));
        if (extraction.template() != null) {
          made.put(file, extraction.template());
        } else {
          failures.add(
              new EvaluationResult.Failure(
                  file, extraction.failure().cause().name(), extraction.failure().message()));
        }
        progress.done(++done, files.size());
      }
    }
    return made;
  }

  private void compare(List<LabelledPair> pairs) {
    for (LabelledPair pair : pairs) {
      Template a = templates.get(pair.fileA());
      Template b = templates.get(pair.fileB());
      if (a == null || b == null) {
        pairsLost++;
      } else {
        scored.add(
            new ScoredPair(
                subjectOf(pair.fileA()),
                subjectOf(pair.fileB()),
                pair.mated(),
                ComparisonScore.of(a.vector(), b.vector())));
      }
    }
  }

  private static void requireFiles(Path directory, SortedSet<String> files)
      throws EvaluationInputException {
    if (!Files.isDirectory(directory)) {
      throw new EvaluationInputException(directory + ": no such folder, expected the photos");
    }
    List<String> missing =
        files.stream().filter(file -> !Files.isRegularFile(directory.resolve(file))).toList();
    if (!missing.isEmpty()) {
      throw new EvaluationInputException(
          directory
              + ": lacks "
              + missing.size()
              + " of "
              + files.size()
              + " photos that the pairs name, first "
              + missing.subList(0, Math.min(NAMED_FILES, missing.size())));
    }
  }
}
