package northpost.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import northpost.domain.Candidate;

/** Orders and bounds candidates: best score first, ties by referenceId, one per subject. */
public final class Candidates {
  /** Longest candidate list. Two subjects would do to decide; the officer may see more. */
  public static final int LIMIT = 8;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::referenceId);

  private Candidates() {}

  /** The best candidate of each subject, best first, at most {@link #LIMIT}. */
  public static List<Candidate> best(List<Candidate> all) {
    List<Candidate> sorted = new ArrayList<>(all);
    sorted.sort(BEST_FIRST);
    List<Candidate> best = new ArrayList<>();
    Set<String> subjects = new HashSet<>();
    for (Candidate candidate : sorted) {
      if (best.size() == LIMIT) {
        break;
      }
      if (subjects.add(candidate.subjectId())) {
        best.add(candidate);
      }
    }
    return best;
  }
}
