package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import northpost.domain.Template;
import northpost.search.ReferenceDistance;
import northpost.testing.Captures;
import northpost.testing.References;
import northpost.testing.Vectors;
import org.junit.jupiter.api.Test;

class GalleryIndexTest {
  private final GalleryIndex index = new GalleryIndex();

  @Test
  void findsTheNearestSubjectsFirst() {
    index.put(References.reference("r-1", 1, 0, 0));
    index.put(References.reference("r-2", 1, 0.1f, 0));
    index.put(References.reference("r-3", 0, 1, 0));
    GalleryIndex.Search search = index.search(probe(1, 0.02f, 0), References.GALLERY);
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
    GalleryIndex.Search search = index.search(probe(1, 0, 0), References.GALLERY);
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

  @Test
  void givesTheSameAsBruteForceForSeveralNetworksGalleriesAndValidities() {
    Random random = new Random(11);
    Map<String, Reference> truth = new HashMap<>();
    for (int step = 0; step < 12_000; step++) {
      String id = "r-" + random.nextInt(4_000);
      if (random.nextInt(5) == 0) {
        assertThat(index.remove(id)).isEqualTo(truth.remove(id) != null);
      } else {
        Reference reference = anyReference(random, id);
        index.put(reference);
        truth.put(id, reference);
      }
      if (step % 100 == 99) {
        assertSameAsBruteForce(random, truth);
      }
    }
    assertThat(index.size()).isEqualTo(truth.size()).isGreaterThan(1_024);
    truth.keySet().forEach(id -> assertThat(index.remove(id)).isTrue());
    assertThat(index.size()).isZero();
    assertThat(index.gallerySizes()).isEmpty();
    assertThat(index.nextEnd()).isEqualTo(Long.MAX_VALUE);
    assertThat(index.bytes()).isZero();
  }

  @Test
  void countsNothingOfAGalleryThatHasEndedOrNotBegun() {
    index.put(valid("r-1", null, Captures.NOON));
    index.put(valid("r-2", Captures.NOON.plusSeconds(1), null));
    index.put(valid("r-3", Captures.NOON.minusSeconds(1), Captures.NOON.plusSeconds(1)));
    assertThat(index.search(probe(1, 0, 0), References.GALLERY).searched()).isEqualTo(1);
    index.remove("r-3");
    assertThat(index.search(probe(1, 0, 0), References.GALLERY))
        .isEqualTo(new GalleryIndex.Search(List.of(), 0, 0));
  }

  @Test
  void findsTheOtherSubjectsBehindManyReferencesOfOne() {
    Random random = new Random(3);
    float[] centre = Vectors.random(random, 16);
    for (int i = 0; i < 2_000; i++) {
      index.put(
          References.reference(
              "r-" + i, "s-1", Captures.MODEL, null, Vectors.near(random, centre, 0.05)));
    }
    for (int i = 0; i < 9; i++) {
      index.put(
          References.reference(
              "x-" + i, "x-" + i, Captures.MODEL, null, Vectors.near(random, centre, 0.5)));
    }
    assertThat(index.search(probe(centre), References.GALLERY).candidates())
        .hasSize(Candidates.LIMIT)
        .extracting(Candidate::subjectId)
        .startsWith("s-1")
        .doesNotHaveDuplicates();
  }

  @Test
  void ordersEquallyNearReferencesByTheirIdWhateverTheirSlots() {
    for (int i = 19; i >= 0; i--) {
      index.put(References.reference(String.format("r-%02d", i), 1, 0, 0));
    }
    assertThat(index.search(probe(1, 0, 0), References.GALLERY).candidates())
        .extracting(Candidate::referenceId)
        .containsExactly("r-00", "r-01", "r-02", "r-03", "r-04", "r-05", "r-06", "r-07");
  }

  @Test
  void givesTheSameAfterABulkLoad() {
    Random random = new Random(5);
    GalleryIndex loaded = new GalleryIndex();
    for (int i = 0; i < 3_000; i++) {
      Reference reference = anyReference(random, "r-" + random.nextInt(2_000));
      index.put(reference);
      loaded.load(reference);
    }
    for (boolean learned : new boolean[] {false, true}) {
      if (learned) {
        loaded.learn();
      }
      for (String gallery : GALLERIES) {
        Probe probe = probe(Vectors.random(random, 16));
        assertThat(loaded.search(probe, gallery)).isEqualTo(index.search(probe, gallery));
      }
    }
  }

  @Test
  void refusesAVectorThatIsNotOfUnitLength() {
    Reference reference =
        References.reference("r-1", 1, 0).withTemplate(new Template(new float[2], "model-a"));
    assertThatThrownBy(() -> index.put(reference)).hasMessageContaining("norm 1");
  }

  private static final List<String> GALLERIES = List.of("bus", "trusted", "train");

  /** "bus" is small, so that it is compared one by one. */
  private static Reference anyReference(Random random, String id) {
    String model = random.nextInt(6) == 0 ? "model-b" : Captures.MODEL;
    float[] vector = Vectors.random(random, random.nextInt(8) == 0 ? 8 : 16);
    List<String> galleries = new ArrayList<>();
    if (random.nextInt(40) == 0) {
      galleries.add("bus");
    }
    if (random.nextInt(3) != 0) {
      galleries.add("trusted");
    }
    if (random.nextBoolean()) {
      galleries.add("train");
      galleries.add("train");
    }
    Instant from = random.nextInt(3) == 0 ? null : Captures.NOON.plusSeconds(random.nextInt(50));
    Instant end =
        random.nextInt(3) == 0 ? null : Captures.NOON.plusSeconds(20 + random.nextInt(50));
    Reference plain = References.reference(id, "s-" + random.nextInt(900), model, end, vector);
    return new Reference(
        id,
        plain.subjectId(),
        galleries,
        plain.source(),
        plain.travellerClass(),
        null,
        from,
        end,
        plain.template());
  }

  private void assertSameAsBruteForce(Random random, Map<String, Reference> truth) {
    List<Probe> probes = new ArrayList<>();
    List<String> galleries = new ArrayList<>();
    List<GalleryIndex.Search> expected = new ArrayList<>();
    List<Reference> all = List.copyOf(truth.values());
    for (int i = 0; i < 9; i++) {
      float[] near = all.get(random.nextInt(all.size())).template().vector();
      Instant at = Captures.NOON.plusSeconds(random.nextInt(80)).minusSeconds(5);
      String gallery = GALLERIES.get(i % GALLERIES.size());
      Probe probe =
          Captures.capture("c-" + i)
              .at(at)
              .searching(gallery)
              .probe(Vectors.near(random, near, 0.1));
      probes.add(probe);
      galleries.add(gallery);
      List<Reference> valid =
          all.stream().filter(r -> r.galleryIds().contains(gallery) && r.validAt(at)).toList();
      Map<String, Reference> comparable = new HashMap<>();
      valid.stream()
          .filter(r -> r.template().comparableTo(probe.template()))
          .forEach(r -> comparable.put(r.referenceId(), r));
      expected.add(
          new GalleryIndex.Search(
              bruteForce(comparable, probe), comparable.size(), valid.size() - comparable.size()));
    }
    assertThat(index.search(probes, galleries)).isEqualTo(expected);
  }

  private static Reference valid(String id, Instant from, Instant end) {
    Reference plain = References.reference(id, "s-1", Captures.MODEL, end, 1, 0, 0);
    return new Reference(
        id,
        "s-1",
        plain.galleryIds(),
        plain.source(),
        plain.travellerClass(),
        null,
        from,
        end,
        plain.template());
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
