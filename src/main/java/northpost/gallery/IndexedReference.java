package northpost.gallery;

import java.util.Arrays;
import java.util.List;
import northpost.domain.Reference;
import northpost.domain.Template;

/** A reference in the index of a shard. Its vector is in the vectors of its network alone. */
final class IndexedReference {
  /** Objects of one entry beside its texts: measured, rounded up. */
  private static final long FIXED_BYTES = 320;

  private static final long GALLERY_BYTES = 16;
  private static final long END_BYTES = 120;

  private final Reference withoutTemplate;
  private final NetworkVectors vectors;
  private final int slot;

  /** Where this one is in the list of each of its galleries; same order as {@link #galleries}. */
  private final int[] positions;

  private final List<String> galleries;

  IndexedReference(
      Reference withoutTemplate, List<String> galleries, NetworkVectors vectors, int slot) {
    this.withoutTemplate = withoutTemplate;
    this.galleries = galleries;
    this.vectors = vectors;
    this.slot = slot;
    positions = new int[galleries.size()];
    Arrays.fill(positions, -1);
  }

  Reference withoutTemplate() {
    return withoutTemplate;
  }

  /** The galleries it may be found in, each once. */
  List<String> galleries() {
    return galleries;
  }

  NetworkVectors vectors() {
    return vectors;
  }

  int slot() {
    return slot;
  }

  int position(String galleryId) {
    return positions[galleries.indexOf(galleryId)];
  }

  void setPosition(String galleryId, int position) {
    positions[galleries.indexOf(galleryId)] = position;
  }

  String id() {
    return withoutTemplate.referenceId();
  }

  /** Null when it never ends. */
  Long end() {
    return withoutTemplate.expiresAt() == null ? null : withoutTemplate.expiresAt().toEpochMilli();
  }

  Reference withTemplate() {
    return withoutTemplate.withTemplate(
        new Template(vectors.index().vector(slot), vectors.network().modelId()));
  }

  /** Memory beside the vector, in bytes, about. */
  long bytes() {
    return FIXED_BYTES
        + withoutTemplate.referenceId().length()
        + withoutTemplate.subjectId().length()
        + GALLERY_BYTES * galleries.size()
        + (withoutTemplate.expiresAt() == null ? 0 : END_BYTES);
  }
}
