package northpost.savepoint;

import java.nio.file.Path;
import northpost.wire.json.JsonLine;

/**
 * What a reshard wrote.
 *
 * @param references references moved
 * @param bytes size of the new savepoint
 */
public record ReshardSummary(
    Path savepoint, int shards, long references, long bytes, double seconds) {

  public String toText() {
    return String.format(
        "%s: %,d references in %d shards, %,d bytes, %.1f s%nStart the job from it with"
            + " northpost.gallery.shards: %d; with any other number references are not found.",
        savepoint, references, shards, bytes, seconds, shards);
  }

  public String toJson() {
    return new JsonLine()
        .put("savepoint", savepoint.toString())
        .put("shards", shards)
        .put("references", references)
        .put("bytes", bytes)
        .put("seconds", seconds)
        .toString();
  }
}
