package northpost.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.ComparisonScore;
import northpost.domain.Reference;

/**
 * The nearest reference of each of the nearest subjects, kept while a shard is searched. Ties go to
 * the lower referenceId, so that the order of the search does not matter.
 */
final class BestPerSubject {
  private static final Comparator<Entry> NEAREST_FIRST =
      Comparator.comparingDouble(Entry::squaredDistance)
          .thenComparing(e -> e.reference().referenceId());

  private final int subjects;
  private final List<Entry> nearest = new ArrayList<>();

  BestPerSubject(int subjects) {
    this.subjects = subjects;
  }

  /**
   * A reference further than this cannot be among the candidates any more: there are enough
   * subjects, each with a nearer reference. One as far may, by its referenceId. Never grows.
   */
  double limit() {
    return nearest.size() < subjects
        ? Double.POSITIVE_INFINITY
        : nearest.get(subjects - 1).squaredDistance();
  }

  void offer(Reference reference, float squaredDistance) {
    if (squaredDistance > limit()) {
      return;
    }
    Entry entry = new Entry(reference, squaredDistance);
    for (int i = 0; i < nearest.size(); i++) {
      Entry other = nearest.get(i);
      if (other.reference().subjectId().equals(reference.subjectId())) {
        if (NEAREST_FIRST.compare(entry, other) >= 0) {
          return;
        }
        nearest.remove(i);
        break;
      }
    }
    int at = 0;
    while (at < nearest.size() && NEAREST_FIRST.compare(nearest.get(at), entry) <= 0) {
      at++;
    }
    nearest.add(at, entry);
    if (nearest.size() > subjects) {
      nearest.remove(subjects);
    }
  }

  List<Candidate> candidates() {
    return nearest.stream()
        .map(
            e ->
                new Candidate(
                    e.reference().referenceId(),
                    e.reference().subjectId(),
                    ComparisonScore.fromDistance(Math.sqrt(e.squaredDistance()))))
        .toList();
  }

  private record Entry(Reference reference, float squaredDistance) {}
}
