package northpost.tool;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import northpost.domain.Template;
import northpost.evaluation.EvaluationInputException;
import northpost.evaluation.EvaluationResult;
import northpost.evaluation.ScoredPair;
import northpost.evaluation.SubjectBootstrap;

/**
 * Compares every photo, as a probe, with every subject who has enough other photos to serve as
 * references, in every way of {@link Fusion}. All subjects have the same number of references,
 * since more of them raise the best score of anyone.
 *
 * @param references photos of a subject that are its references: the first by name, without the
 *     probe
 * @param results for each way its error rates, where a pair is a probe and a subject
 */
record SubjectComparison(int references, Map<Fusion, EvaluationResult> results) {

  /**
   * @param templates by file name
   * @throws EvaluationInputException when no probe has a subject of its own to be compared with, or
   *     none another's
   */
  static SubjectComparison of(
      Map<String, Template> templates, int references, SubjectBootstrap bootstrap)
      throws EvaluationInputException {
    SortedMap<String, SortedMap<String, float[]>> subjects = new TreeMap<>();
    templates.forEach(
        (file, template) ->
            subjects
                .computeIfAbsent(PhotoComparison.subjectOf(file), s -> new TreeMap<>())
                .put(file, template.vector()));
    Map<Fusion, List<ScoredPair>> pairs = new EnumMap<>(Fusion.class);
    for (Fusion fusion : Fusion.values()) {
      pairs.put(fusion, new ArrayList<>());
    }
    templates.forEach(
        (file, probe) -> {
          String who = PhotoComparison.subjectOf(file);
          subjects.forEach(
              (subject, photos) -> {
                List<float[]> enrolled =
                    photos.entrySet().stream()
                        .filter(photo -> !photo.getKey().equals(file))
                        .limit(references)
                        .map(Map.Entry::getValue)
                        .toList();
                if (enrolled.size() == references) {
                  pairs.forEach(
                      (fusion, scored) ->
                          scored.add(
                              new ScoredPair(
                                  who,
                                  subject,
                                  who.equals(subject),
                                  fusion.score(probe.vector(), enrolled))));
                }
              });
        });
    requireBothKinds(pairs.get(Fusion.BEST_SCORE), references);
    Map<Fusion, EvaluationResult> results = new EnumMap<>(Fusion.class);
    pairs.forEach(
        (fusion, scored) ->
            results.put(
                fusion, EvaluationResult.of(templates.size(), List.of(), 0, scored, bootstrap)));
    return new SubjectComparison(references, results);
  }

  private static void requireBothKinds(List<ScoredPair> pairs, int references)
      throws EvaluationInputException {
    long mated = pairs.stream().filter(ScoredPair::mated).count();
    if (mated == 0 || mated == pairs.size()) {
      throw new EvaluationInputException(
          "fusion of "
              + references
              + " references: got "
              + mated
              + " mated and "
              + (pairs.size() - mated)
              + " non-mated comparisons of a probe with a subject, expected at least one of each"
              + " (a subject needs a photo more than references)");
    }
  }
}
