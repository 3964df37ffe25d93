package northpost.savepoint;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import northpost.gallery.GalleryState;
import northpost.gallery.Shards;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.ExceptionUtils;

/**
 * Counts the gallery of a savepoint or retained checkpoint.
 *
 * @param savepoint folder: a path, or a URI of a file system that Flink knows
 * @param settings Flink's settings that differ from the defaults
 */
public record GalleryInspection(String savepoint, int parallelism, Map<String, String> settings) {
  private static final long NANOS_BETWEEN_LINES = 2_000_000_000L;

  /**
   * Reads the whole gallery once.
   *
   * @param progress told what goes on
   * @throws SavepointRefusedException when it is no savepoint, holds no gallery, or not all of it
   */
  public GalleryReport run(Consumer<String> progress) throws Exception {
    GallerySavepoint opened = GallerySavepoint.open(savepoint);
    boolean withProbes =
        opened.states(GallerySavepoint.GALLERY).contains(GalleryState.waitingProbes().getName());
    Instant now = Instant.now();
    GalleryCounts counts = GalleryCounts.nothing();
    long told = System.nanoTime();
    try (OfflineFlink flink = new OfflineFlink(parallelism, settings)) {
      progress.accept(
          String.format(
              "Restoring %,d bytes of %s; counting begins then",
              opened.galleryBytes(), opened.location()));
      var parts =
          SavepointReader.read(flink.env(), opened.location(), OfflineFlink.backend())
              .readKeyedState(
                  GallerySavepoint.GALLERY,
                  new CountingReader(now, withProbes),
                  Types.INT,
                  TypeInformation.of(GalleryCounts.class));
      try (CloseableIterator<GalleryCounts> read = parts.executeAndCollect("gallery-inspect")) {
        while (read.hasNext()) {
          counts = counts.plus(read.next());
          if (System.nanoTime() - told > NANOS_BETWEEN_LINES) {
            told = System.nanoTime();
            progress.accept(String.format("%,d references counted", counts.references()));
          }
        }
      }
    } catch (RuntimeException e) {
      Exception refused = OfflineFlink.refusedOr(e);
      Optional<IOException> unread = ExceptionUtils.findThrowable(e, IOException.class);
      if (refused == e && unread.isPresent()) {
        throw new SavepointRefusedException(
            "savepoint "
                + savepoint
                + ": got state that cannot be read ("
                + unread.get()
                + "), expected every file as it was written",
            e);
      }
      throw refused;
    }
    return new GalleryReport(
        savepoint,
        shardCount(counts),
        counts,
        opened.maxParallelism(),
        opened.galleryBytes(),
        opened.totalBytes(),
        now);
  }

  /** The number of shards under which each reference is where it is. */
  private static OptionalInt shardCount(GalleryCounts counts) {
    return IntStream.rangeClosed(Math.max(1, counts.shards().size()), Shards.MAX_PARALLELISM)
        .filter(count -> explains(new Shards(count), counts.samples()))
        .findFirst();
  }

  private static boolean explains(Shards shards, Map<Integer, List<String>> samples) {
    return samples.entrySet().stream()
        .allMatch(
            shard ->
                shard.getValue().stream()
                    .allMatch(id -> shards.keyOf(shards.shardOf(id)) == shard.getKey()));
  }
}
