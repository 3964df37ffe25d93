package northpost.gallery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntBiFunction;
import northpost.domain.Candidate;
import northpost.domain.ComparisonScore;
import northpost.domain.Probe;
import northpost.domain.Reference;
import northpost.domain.Template;
import northpost.search.Answers;
import northpost.search.ExactIndex;
import northpost.search.ReferenceDistance;

/**
 * The references of a subtask, laid out for an exact search: the answer is that of a comparison
 * with every valid reference of the gallery, so no one is missed. Derived from state and never
 * serialized.
 *
 * <p>There is one {@link ExactIndex} for each network, and not one for each gallery: a reference in
 * several galleries is held once, and a manifest of fifty people costs a list and not a block of
 * its own. A gallery that is a large part of the index is searched by the engine, which passes over
 * what is of another gallery among the few references it has to compare. A small one would keep the
 * engine from narrowing its search, so its members are compared one by one.
 *
 * <p>Insert, update and removal are O(1) amortised (O(log n) where a reference ends) and visible to
 * the next search.
 */
public final class GalleryIndex {
  /**
   * A gallery of less than one in so many references of the index is compared one by one: the
   * engine takes about that much less time a reference.
   */
  private static final int SCREENING_GAIN = 16;

  private final Map<String, IndexedReference> references = new HashMap<>();
  private final Map<Network, NetworkVectors> networks = new HashMap<>();
  private final Map<String, Map<Network, GalleryMembers>> galleries = new HashMap<>();
  private final TreeMap<Long, Set<IndexedReference>> byEnd = new TreeMap<>();
  private final RecentLists recentGalleryIds = new RecentLists();
  private long entryBytes;

  public int size() {
    return references.size();
  }

  /** Memory of vectors, codes and entries, in bytes: entries about, the rest to the byte. */
  public long bytes() {
    long bytes = entryBytes;
    for (NetworkVectors vectors : networks.values()) {
      bytes += vectors.bytes();
    }
    return bytes;
  }

  /** How many references each gallery has here, whether valid or not. */
  public Map<String, Integer> gallerySizes() {
    Map<String, Integer> sizes = new HashMap<>();
    galleries.forEach(
        (id, gallery) ->
            sizes.put(id, gallery.values().stream().mapToInt(GalleryMembers::size).sum()));
    return sizes;
  }

  /** The reference of this id, or null. */
  public Reference get(String referenceId) {
    IndexedReference reference = references.get(referenceId);
    return reference == null ? null : reference.withTemplate();
  }

  /**
   * Adds a reference, or puts it in the place of the one with the same id.
   *
   * @throws IllegalArgumentException when its vector is not of unit length
   */
  public void put(Reference reference) {
    put(reference, ExactIndex::add);
  }

  /**
   * Does what {@link #put} does, in less time for many references on end. {@link #learn} is to
   * follow; searches before that are slower.
   */
  public void load(Reference reference) {
    put(reference, ExactIndex::addInBulk);
  }

  private void put(Reference reference, ToIntBiFunction<ExactIndex, float[]> add) {
    Template template = reference.template();
    NetworkVectors vectors = networks.computeIfAbsent(Network.of(template), NetworkVectors::new);
    int slot;
    IndexedReference old = references.get(reference.referenceId());
    if (old != null && old.vectors() == vectors) {
      forget(old);
      slot = old.slot();
      vectors.index().replace(slot, template.vector());
    } else {
      remove(reference.referenceId());
      slot = add.applyAsInt(vectors.index(), template.vector());
    }
    Reference withoutTemplate = withoutTemplate(reference);
    IndexedReference added =
        new IndexedReference(
            withoutTemplate, distinct(withoutTemplate.galleryIds()), vectors, slot);
    vectors.set(slot, added);
    references.put(added.id(), added);
    remember(added);
  }

  private Reference withoutTemplate(Reference reference) {
    return new Reference(
        reference.referenceId(),
        reference.subjectId(),
        recentGalleryIds.shared(reference.galleryIds()),
        reference.source(),
        reference.travellerClass(),
        reference.declared(),
        reference.validFrom(),
        reference.expiresAt(),
        null);
  }

  private static List<String> distinct(List<String> galleryIds) {
    return galleryIds.size() <= 1 ? galleryIds : List.copyOf(new LinkedHashSet<>(galleryIds));
  }

  /** Removes a reference; false when it was not there. */
  public boolean remove(String referenceId) {
    IndexedReference reference = references.remove(referenceId);
    if (reference == null) {
      return false;
    }
    forget(reference);
    NetworkVectors vectors = reference.vectors();
    vectors.remove(reference.slot());
    if (vectors.index().size() == 0) {
      networks.remove(vectors.network());
    }
    return true;
  }

  private void remember(IndexedReference reference) {
    Network network = reference.vectors().network();
    for (String galleryId : reference.galleries()) {
      galleries
          .computeIfAbsent(galleryId, id -> new HashMap<>())
          .computeIfAbsent(network, n -> new GalleryMembers())
          .add(galleryId, reference);
    }
    if (reference.end() != null) {
      byEnd.computeIfAbsent(reference.end(), end -> new LinkedHashSet<>()).add(reference);
    }
    entryBytes += reference.bytes();
  }

  private void forget(IndexedReference reference) {
    Network network = reference.vectors().network();
    for (String galleryId : reference.galleries()) {
      Map<Network, GalleryMembers> gallery = galleries.get(galleryId);
      GalleryMembers members = gallery.get(network);
      members.remove(galleryId, reference);
      if (members.size() == 0) {
        gallery.remove(network);
      }
      if (gallery.isEmpty()) {
        galleries.remove(galleryId);
      }
    }
    if (reference.end() != null) {
      Set<IndexedReference> sameEnd = byEnd.get(reference.end());
      sameEnd.remove(reference);
      if (sameEnd.isEmpty()) {
        byEnd.remove(reference.end());
      }
    }
    entryBytes -= reference.bytes();
  }

  /**
   * Makes the next searches as fast as they can be; answers do not change. For use after a bulk
   * load.
   */
  public void learn() {
    networks.values().forEach(vectors -> vectors.index().learn());
  }

  /**
   * Compares a probe with every reference of a gallery that is valid at the time of the capture.
   * References of another network are counted and never compared.
   */
  public Search search(Probe probe, String galleryId) {
    return search(List.of(probe), List.of(galleryId)).get(0);
  }

  /**
   * Searches several probes together, which takes less time than one after another.
   *
   * @param galleryIds one a probe
   * @return one a probe: the same as each alone would get
   */
  public List<Search> search(List<Probe> probes, List<String> galleryIds) {
    List<Identification> identifications = new ArrayList<>();
    for (int i = 0; i < probes.size(); i++) {
      Probe probe = probes.get(i);
      identifications.add(
          new Identification(probe.template(), probe.capture().capturedAt(), galleryIds.get(i)));
    }
    return search(identifications);
  }

  /** The same, of what a search needs of a probe. */
  List<Search> search(List<Identification> identifications) {
    Search[] found = new Search[identifications.size()];
    Map<Network, List<Question>> large = new LinkedHashMap<>();
    for (int i = 0; i < found.length; i++) {
      Question question = question(i, identifications.get(i));
      if (question.members() == null) {
        found[i] = question.found();
      } else if (isSmall(question)) {
        compareEach(question);
        found[i] = question.found();
      } else {
        large.computeIfAbsent(question.network(), n -> new ArrayList<>()).add(question);
      }
    }
    large.forEach(
        (network, questions) -> {
          screen(networks.get(network), questions);
          questions.forEach(question -> found[question.number()] = question.found());
        });
    return Arrays.asList(found);
  }

  private Question question(int number, Identification identification) {
    Network network = Network.of(identification.template());
    Instant at = identification.at();
    String galleryId = identification.galleryId();
    GalleryMembers comparable = null;
    int searched = 0;
    int otherModel = 0;
    for (var members : galleries.getOrDefault(galleryId, Map.of()).entrySet()) {
      int valid = members.getValue().validAt(at);
      if (!members.getKey().equals(network)) {
        otherModel += valid;
      } else if (valid > 0) {
        comparable = members.getValue();
        searched = valid;
      }
    }
    return new Question(
        number,
        galleryId,
        at,
        network,
        identification.template().vector(),
        comparable,
        searched,
        otherModel,
        new BestPerSubject(Candidates.LIMIT));
  }

  private boolean isSmall(Question question) {
    long size = networks.get(question.network()).index().size();
    return (long) question.members().size() * SCREENING_GAIN < size;
  }

  /** Of a question that has at least one valid member; all members are of its network. */
  private void compareEach(Question question) {
    GalleryMembers members = question.members();
    boolean allValid = question.searched() == members.size();
    float[] probe = question.vector();
    ExactIndex index = networks.get(question.network()).index();
    index.requireProbe(probe);
    BestPerSubject best = question.best();
    for (int i = 0; i < members.size(); i++) {
      if (allValid || members.get(i).withoutTemplate().validAt(question.at())) {
        double limit = best.limit();
        float distance = index.squaredDistance(probe, members.slot(i), limit);
        if (distance <= limit) {
          best.offer(members.get(i).withoutTemplate(), distance);
        }
      }
    }
  }

  private static void screen(NetworkVectors vectors, List<Question> questions) {
    float[][] probes = questions.stream().map(Question::vector).toArray(float[][]::new);
    vectors
        .index()
        .search(
            probes,
            new Answers() {
              @Override
              public double limit(int probe) {
                return questions.get(probe).best().limit();
              }

              @Override
              public void offer(int probe, int slot, float squaredDistance) {
                Question question = questions.get(probe);
                IndexedReference reference = vectors.at(slot);
                if (reference.galleries().contains(question.galleryId())
                    && reference.withoutTemplate().validAt(question.at())) {
                  question.best().offer(reference.withoutTemplate(), squaredDistance);
                }
              }
            });
  }

  /** When the next reference ends (epoch milliseconds); Long.MAX_VALUE when none does. */
  public long nextEnd() {
    return byEnd.isEmpty() ? Long.MAX_VALUE : byEnd.firstKey();
  }

  /** The ids of the references whose end has come at this time (epoch milliseconds). */
  public List<String> expiredAt(long epochMillis) {
    List<String> expired = new ArrayList<>();
    for (Set<IndexedReference> sameEnd : byEnd.headMap(epochMillis, true).values()) {
      sameEnd.forEach(reference -> expired.add(reference.id()));
    }
    return expired;
  }

  /** The comparison score of a probe and one reference of the same network. */
  public static double score(Template probe, Reference reference) {
    return ComparisonScore.fromDistance(
        Math.sqrt(ReferenceDistance.squared(probe.vector(), reference.template().vector())));
  }

  /**
   * A gallery to be searched for a face.
   *
   * @param at time of the capture: what is not valid then is not found
   */
  record Identification(Template template, Instant at, String galleryId) {}

  /**
   * What a search found.
   *
   * @param candidates best first, one per subject, at most {@link Candidates#LIMIT}
   * @param searched references compared
   * @param otherModel references of the gallery passed over, being of another network
   */
  public record Search(List<Candidate> candidates, int searched, int otherModel) {}

  /**
   * One probe of a batch.
   *
   * @param members what it may be compared with; null when there is nothing
   */
  private record Question(
      int number,
      String galleryId,
      Instant at,
      Network network,
      float[] vector,
      GalleryMembers members,
      int searched,
      int otherModel,
      BestPerSubject best) {
    Search found() {
      return new Search(best.candidates(), searched, otherModel);
    }
  }
}
