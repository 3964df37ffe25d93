package northpost.gallery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.domain.Candidate;
import northpost.domain.ComparisonScore;
import northpost.domain.Probe;
import northpost.domain.Reference;
import northpost.domain.Template;

/**
 * The references of one shard, laid out for an exact search: every valid reference of the gallery
 * is compared with the probe, so no one is missed. Derived from state and never serialized.
 *
 * <p>Insert, update and removal are O(1) amortised and visible to the next search. A reference
 * costs its vector (4 bytes a dimension) and about 100 bytes for the entry.
 */
public final class ShardIndex {
  private static final int INITIAL_CAPACITY = 64;

  private final Map<String, Integer> slots = new HashMap<>();
  private Reference[] references = new Reference[INITIAL_CAPACITY];
  private int size;
  private long earliestEnd = Long.MAX_VALUE;

  public int size() {
    return size;
  }

  /** The reference of this id, or null. */
  public Reference get(String referenceId) {
    Integer slot = slots.get(referenceId);
    return slot == null ? null : references[slot];
  }

  /** Adds a reference, or puts it in the place of the one with the same id. */
  public void put(Reference reference) {
    if (reference.expiresAt() != null) {
      earliestEnd = Math.min(earliestEnd, reference.expiresAt().toEpochMilli());
    }
    Integer slot = slots.get(reference.referenceId());
    if (slot != null) {
      references[slot] = reference;
      return;
    }
    if (size == references.length) {
      references = Arrays.copyOf(references, size * 2);
    }
    references[size] = reference;
    slots.put(reference.referenceId(), size);
    size++;
  }

  /** Removes a reference; false when it was not there. */
  public boolean remove(String referenceId) {
    Integer slot = slots.remove(referenceId);
    if (slot == null) {
      return false;
    }
    size--;
    if (slot != size) {
      references[slot] = references[size];
      slots.put(references[slot].referenceId(), slot);
    }
    references[size] = null;
    return true;
  }

  /**
   * Compares a probe with every reference of a gallery that is valid at the time of the capture.
   * References of another network are counted and never compared.
   */
  public Search search(Probe probe, String galleryId) {
    Template template = probe.template();
    Instant at = probe.capture().capturedAt();
    BestPerSubject best = new BestPerSubject(Candidates.LIMIT);
    int searched = 0;
    int otherModel = 0;
    for (int i = 0; i < size; i++) {
      Reference reference = references[i];
      if (!reference.galleryIds().contains(galleryId) || !reference.validAt(at)) {
        continue;
      }
      if (!reference.template().comparableTo(template)) {
        otherModel++;
        continue;
      }
      searched++;
      best.offer(
          reference, SquaredDistance.between(template.vector(), reference.template().vector()));
    }
    return new Search(best.candidates(), searched, otherModel);
  }

  /** The references whose end has come at this time (epoch milliseconds). */
  public List<String> expiredAt(long epochMillis) {
    if (epochMillis < earliestEnd) {
      return List.of();
    }
    List<String> expired = new ArrayList<>();
    long next = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      if (references[i].expiresAt() == null) {
        continue;
      }
      long end = references[i].expiresAt().toEpochMilli();
      if (end <= epochMillis) {
        expired.add(references[i].referenceId());
      } else {
        next = Math.min(next, end);
      }
    }
    earliestEnd = next;
    return expired;
  }

  /** The comparison score of a probe and one reference of the same network. */
  public static double score(Probe probe, Reference reference) {
    return ComparisonScore.fromDistance(
        Math.sqrt(
            SquaredDistance.between(probe.template().vector(), reference.template().vector())));
  }

  /**
   * What a search found.
   *
   * @param candidates best first, one per subject, at most {@link Candidates#LIMIT}
   * @param searched references compared
   * @param otherModel references of the gallery passed over, being of another network
   */
  public record Search(List<Candidate> candidates, int searched, int otherModel) {}
}
