package northpost.savepoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import northpost.gallery.Shards;
import northpost.wire.json.JsonLine;

/**
 * What is in the gallery of a savepoint.
 *
 * @param shardCount number of shards; empty when no number explains where the references are
 * @param galleryBytes state of the gallery in the savepoint
 * @param totalBytes state of all operators
 * @param readAt when {@code expired} was reckoned
 */
public record GalleryReport(
    String savepoint,
    OptionalInt shardCount,
    GalleryCounts counts,
    int maxParallelism,
    long galleryBytes,
    long totalBytes,
    Instant readAt) {

  public String toText() {
    StringBuilder text = new StringBuilder();
    line(text, "references", counts.references());
    line(text, "subjects", counts.subjects().length);
    line(text, "shards", shards() + " (maxParallelism " + maxParallelism + ")");
    if (shardCount.isPresent()) {
      Shards numbered = new Shards(shardCount.getAsInt());
      for (int shard = 0; shard < numbered.count(); shard++) {
        line(text, "  shard " + shard, counts.shards().getOrDefault(numbered.keyOf(shard), 0L));
      }
    } else {
      counts.shards().forEach((key, n) -> line(text, "  shard key " + key, n));
    }
    group(text, "gallery", counts.galleries());
    group(text, "model (dimension)", counts.models());
    group(text, "class", counts.travellerClasses());
    group(text, "source", counts.sources());
    line(text, "without expiresAt", counts.references() - counts.expiring());
    line(text, "with expiresAt", counts.expiring());
    line(text, "expired at " + readAt, counts.expired());
    line(text, "oldest validFrom", orNone(counts.oldestValidFrom()));
    line(text, "newest validFrom", orNone(counts.newestValidFrom()));
    line(text, "earliest expiresAt", orNone(counts.earliestExpiry()));
    line(text, "latest expiresAt", orNone(counts.latestExpiry()));
    line(text, "waiting probes", counts.waitingProbes());
    line(text, "bytes of templates", counts.templateBytes());
    line(text, "bytes of the gallery", galleryBytes);
    line(text, "bytes of all state", totalBytes);
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String name, long value) {
    line(text, name, String.format("%,d", value));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%-44s %s%n", name, value));
  }

  private static void group(StringBuilder text, String name, Map<String, Long> counts) {
    counts.forEach((value, n) -> line(text, name + " " + value, n));
  }

  private static String orNone(Instant instant) {
    return instant == null ? "none" : instant.toString();
  }

  private String shards() {
    return shardCount.isPresent()
        ? Integer.toString(shardCount.getAsInt())
        : "unknown, no number gives these keys";
  }

  public String toJson() {
    List<JsonLine> shards = new ArrayList<>();
    counts
        .shards()
        .forEach((key, n) -> shards.add(new JsonLine().put("key", key).put("references", n)));
    return new JsonLine()
        .put("savepoint", savepoint)
        .put("references", counts.references())
        .put("subjects", counts.subjects().length)
        .put("shardCount", shardCount.isPresent() ? (Integer) shardCount.getAsInt() : null)
        .put("maxParallelism", maxParallelism)
        .putObjects("shards", shards)
        .putObject("galleries", object(counts.galleries()))
        .putObject("models", object(counts.models()))
        .putObject("travellerClasses", object(counts.travellerClasses()))
        .putObject("sources", object(counts.sources()))
        .put("withoutExpiresAt", counts.references() - counts.expiring())
        .put("withExpiresAt", counts.expiring())
        .put("expired", counts.expired())
        .put("oldestValidFrom", counts.oldestValidFrom())
        .put("newestValidFrom", counts.newestValidFrom())
        .put("earliestExpiresAt", counts.earliestExpiry())
        .put("latestExpiresAt", counts.latestExpiry())
        .put("waitingProbes", counts.waitingProbes())
        .put("templateBytes", counts.templateBytes())
        .put("galleryBytes", galleryBytes)
        .put("totalBytes", totalBytes)
        .put("readAt", readAt)
        .toString();
  }

  private static JsonLine object(Map<String, Long> counts) {
    JsonLine line = new JsonLine();
    counts.forEach((name, n) -> line.put(name, n.longValue()));
    return line;
  }
}
