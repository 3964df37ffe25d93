package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import northpost.domain.Candidate;
import northpost.domain.ComparisonScore;
import northpost.domain.Probe;
import northpost.domain.Reference;
import northpost.search.ReferenceDistance;
import northpost.testing.Captures;
import northpost.testing.References;
import northpost.testing.Vectors;
import org.junit.jupiter.api.Test;

class ShardIndexTest {
  private final ShardIndex index = new ShardIndex();

  @Test
  void findsTheNearestSubjectsFirst() {
    index.put(References.reference("r-1", 1, 0, 0));
    index.put(References.reference("r-2", 1, 0.1f, 0));
    index.put(References.reference("r-3", 0, 1, 0));
    ShardIndex.Search search = index.search(probe(1, 0.02f, 0), References.GALLERY);
    assertThat(search.candidates())
        .extracting(Candidate::referenceId)
        .containsExactly("r-1", "r-2", "r-3");
    assertThat(search.searched()).isEqualTo(3);
  }

  @Test
  void fusesSeveralReferencesOfASubjectByTheBest() {
    index.put(References.reference("r-1", "s-1", Captures.MODEL, null, 1, 0, 0));
    index.put(References.reference("r-2", "s-1", Captures.MODEL, null, 1, 0.1f, 0));
    index.put(References.reference("r-3", "s-2", Captures.MODEL, null, 0, 1, 0));
    List<Candidate> candidates = index.search(probe(1, 0.09f, 0), References.GALLERY).candidates();
    assertThat(candidates).extracting(Candidate::subjectId).containsExactly("s-1", "s-2");
    assertThat(candidates.get(0).referenceId()).isEqualTo("r-2");
  }

  @Test
  void passesOverOtherGalleriesExpiredReferencesAndOtherNetworks() {
    index.put(References.reference("r-1", "s-1", "model-b", null, 1, 0, 0));
    index.put(References.reference("r-2", "s-2", Captures.MODEL, Captures.NOON, 1, 0, 0));
    assertThat(index.search(probe(1, 0, 0), "another").searched()).isZero();
    ShardIndex.Search search = index.search(probe(1, 0, 0), References.GALLERY);
    assertThat(search.candidates()).isEmpty();
    assertThat(search.otherModel()).isEqualTo(1);
  }

  @Test
  void forgetsWhatIsRemoved() {
    index.put(References.reference("r-1", 1, 0, 0));
    index.put(References.reference("r-2", 0, 1, 0));
    assertThat(index.remove("r-1")).isTrue();
    assertThat(index.remove("r-1")).isFalse();
    assertThat(index.get("r-1")).isNull();
    assertThat(index.search(probe(1, 0, 0), References.GALLERY).candidates())
        .extracting(Candidate::referenceId)
        .containsExactly("r-2");
  }

  @Test
  void namesWhatHasExpired() {
    Instant end = Captures.NOON;
    index.put(References.reference("r-1", "s-1", Captures.MODEL, end, 1, 0, 0));
    index.put(References.reference("r-2", "s-2", Captures.MODEL, end.plusSeconds(1), 1, 0, 0));
    assertThat(index.expiredAt(end.toEpochMilli() - 1)).isEmpty();
    assertThat(index.expiredAt(end.toEpochMilli())).containsExactly("r-1");
  }

  @Test
  void givesTheSameAsBruteForceThroughInsertsUpdatesAndRemovals() {
    Random random = new Random(7);
    Map<String, Reference> truth = new HashMap<>();
    for (int step = 0; step < 3_000; step++) {
      String id = "r-" + random.nextInt(400);
      if (random.nextInt(4) == 0) {
        index.remove(id);
        truth.remove(id);
        continue;
      }
      Reference reference =
          References.reference(
              id, "s-" + random.nextInt(150), Captures.MODEL, null, Vectors.random(random, 16));
      index.put(reference);
      truth.put(id, reference);
      if (step % 20 == 0) {
        Probe probe = probe(Vectors.near(random, reference.template().vector(), 0.1));
        assertThat(index.search(probe, References.GALLERY).candidates())
            .isEqualTo(bruteForce(truth, probe));
      }
    }
    assertThat(index.size()).isEqualTo(truth.size());
  }

  private static List<Candidate> bruteForce(Map<String, Reference> references, Probe probe) {
    List<Candidate> all = new ArrayList<>();
    for (Reference reference : references.values()) {
      all.add(
          new Candidate(
              reference.referenceId(),
              reference.subjectId(),
              ComparisonScore.fromDistance(
                  Math.sqrt(
                      ReferenceDistance.squared(
                          probe.template().vector(), reference.template().vector())))));
    }
    all.sort(
        Comparator.comparingDouble(Candidate::score)
            .reversed()
            .thenComparing(Candidate::referenceId));
    List<Candidate> best = new ArrayList<>();
    for (Candidate candidate : all) {
      if (best.size() < Candidates.LIMIT
          && best.stream().noneMatch(b -> b.subjectId().equals(candidate.subjectId()))) {
        best.add(candidate);
      }
    }
    return best;
  }

  private static Probe probe(float... vector) {
    return Captures.capture("c-1").searching(References.GALLERY).probe(vector);
  }
}
