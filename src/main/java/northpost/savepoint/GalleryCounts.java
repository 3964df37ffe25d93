package northpost.savepoint;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * What is in a gallery, or in a part of one shard.
 *
 * @param shards Flink key of a shard → its references
 * @param galleries gallery → references in it; a reference may be in several
 * @param models {@code modelId (dimension)} → references
 * @param subjects hash of each subjectId, ascending, each once
 * @param expiring references with an end
 * @param expired references whose end has come
 * @param waitingProbes probes that wait for the gallery to be complete
 * @param samples a few referenceIds of each shard
 */
public record GalleryCounts(
    Map<Integer, Long> shards,
    Map<String, Long> galleries,
    Map<String, Long> models,
    Map<String, Long> travellerClasses,
    Map<String, Long> sources,
    long[] subjects,
    long expiring,
    long expired,
    Instant oldestValidFrom,
    Instant newestValidFrom,
    Instant earliestExpiry,
    Instant latestExpiry,
    long templateBytes,
    long waitingProbes,
    Map<Integer, List<String>> samples) {

  static GalleryCounts nothing() {
    return new GalleryCounts(
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        new long[0],
        0,
        0,
        null,
        null,
        null,
        null,
        0,
        0,
        Map.of());
  }

  GalleryCounts plus(GalleryCounts other) {
    return new GalleryCounts(
        sum(shards, other.shards),
        sum(galleries, other.galleries),
        sum(models, other.models),
        sum(travellerClasses, other.travellerClasses),
        sum(sources, other.sources),
        union(subjects, other.subjects),
        expiring + other.expiring,
        expired + other.expired,
        earlier(oldestValidFrom, other.oldestValidFrom),
        later(newestValidFrom, other.newestValidFrom),
        earlier(earliestExpiry, other.earliestExpiry),
        later(latestExpiry, other.latestExpiry),
        templateBytes + other.templateBytes,
        waitingProbes + other.waitingProbes,
        merged(samples, other.samples, (a, b) -> a));
  }

  public long references() {
    return shards.values().stream().mapToLong(Long::longValue).sum();
  }

  static Instant earlier(Instant a, Instant b) {
    return a == null || b != null && b.isBefore(a) ? b : a;
  }

  static Instant later(Instant a, Instant b) {
    return a == null || b != null && b.isAfter(a) ? b : a;
  }

  private static <K> Map<K, Long> sum(Map<K, Long> a, Map<K, Long> b) {
    return merged(a, b, Long::sum);
  }

  private static <K, V> Map<K, V> merged(Map<K, V> a, Map<K, V> b, BinaryOperator<V> both) {
    Map<K, V> merged = new TreeMap<>(a);
    b.forEach((key, value) -> merged.merge(key, value, both));
    return merged;
  }

  private static long[] union(long[] a, long[] b) {
    long[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return distinct(all);
  }

  /** Sorted, each once. */
  static long[] distinct(long[] values) {
    Arrays.sort(values);
    int size = 0;
    for (int i = 0; i < values.length; i++) {
      if (i == 0 || values[i] != values[i - 1]) {
        values[size] = values[i];
        size++;
      }
    }
    return Arrays.copyOf(values, size);
  }
}
