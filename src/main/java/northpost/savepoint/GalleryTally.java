package northpost.savepoint;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.domain.Reference;

/** Counts the references of a part of one shard. */
final class GalleryTally {
  private static final int SAMPLES = 4;

  private final int shardKey;
  private final Instant now;
  private final long[] subjects;
  private final Map<String, Long> galleries = new HashMap<>();
  private final Map<String, Long> models = new HashMap<>();
  private final Map<String, Long> classes = new HashMap<>();
  private final Map<String, Long> sources = new HashMap<>();
  private final List<String> samples = new ArrayList<>();
  private int references;
  private long expiring;
  private long expired;
  private long templateBytes;
  private Instant oldestValidFrom;
  private Instant newestValidFrom;
  private Instant earliestExpiry;
  private Instant latestExpiry;

  /**
   * @param limit references it can count
   */
  GalleryTally(int shardKey, Instant now, int limit) {
    this.shardKey = shardKey;
    this.now = now;
    this.subjects = new long[limit];
  }

  boolean full() {
    return references == subjects.length;
  }

  void add(Reference reference) {
    subjects[references] = hash(reference.subjectId());
    references++;
    if (samples.size() < SAMPLES) {
      samples.add(reference.referenceId());
    }
    reference.galleryIds().forEach(gallery -> count(galleries, gallery));
    float[] vector = reference.template().vector();
    count(models, reference.template().modelId() + " (" + vector.length + ")");
    templateBytes += (long) vector.length * Float.BYTES;
    count(classes, String.valueOf(reference.travellerClass()));
    count(sources, String.valueOf(reference.source()));
    oldestValidFrom = GalleryCounts.earlier(oldestValidFrom, reference.validFrom());
    newestValidFrom = GalleryCounts.later(newestValidFrom, reference.validFrom());
    Instant end = reference.expiresAt();
    if (end != null) {
      expiring++;
      expired += end.isAfter(now) ? 0 : 1;
      earliestExpiry = GalleryCounts.earlier(earliestExpiry, end);
      latestExpiry = GalleryCounts.later(latestExpiry, end);
    }
  }

  GalleryCounts counts(long waitingProbes) {
    long[] heard = new long[references];
    System.arraycopy(subjects, 0, heard, 0, references);
    return new GalleryCounts(
        Map.of(shardKey, (long) references),
        galleries,
        models,
        classes,
        sources,
        GalleryCounts.distinct(heard),
        expiring,
        expired,
        oldestValidFrom,
        newestValidFrom,
        earliestExpiry,
        latestExpiry,
        templateBytes,
        waitingProbes,
        Map.of(shardKey, samples));
  }

  private static void count(Map<String, Long> counts, String name) {
    counts.merge(name, 1L, Long::sum);
  }

  /** FNV-1a with a final mix: two of ten million subjects share one in one case of 370,000. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    hash *= 0xd6e8feb86659fd93L;
    return hash ^ hash >>> 32;
  }
}
