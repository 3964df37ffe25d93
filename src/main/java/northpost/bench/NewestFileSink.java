package northpost.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Writes the newest version of each record as a line of JSON, a file a subtask, and adds up the
 * digests of the lines. A record is held until event time has passed its end by as long as a newer
 * version may come. For a run that does not fail and restart.
 */
final class NewestFileSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1;
  private static final long SWEEP_MILLIS = 6 * 3_600_000L;

  private final Kind<T> kind;
  private final String results;
  private final String folder;

  /**
   * How records of a kind are told apart.
   *
   * @param key the same for all versions of a record
   * @param version the highest stays; of two equal ones the later
   * @param heldMillis event time after a record's end in which a newer version may come
   */
  record Kind<T>(
      String name,
      SerializableFunction<T, String> key,
      SerializableFunction<T, Long> version,
      SerializableFunction<T, Instant> end,
      SerializableFunction<T, String> line,
      long heldMillis)
      implements Serializable {}

  NewestFileSink(Kind<T> kind, String results, Path folder) {
    this.kind = kind;
    this.results = results;
    this.folder = folder.toString();
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    Path file =
        Path.of(
            folder, kind.name() + "-" + context.getTaskInfo().getIndexOfThisSubtask() + ".ndjson");
    return new Writer<>(kind, YearResults.of(results), Files.newBufferedWriter(file));
  }

  private record Held<T>(long version, long endMillis, T record) {}

  private static final class Writer<T> implements SinkWriter<T> {
    private final Kind<T> kind;
    private final YearResults results;
    private final BufferedWriter file;
    private final Map<String, Held<T>> held = new HashMap<>();
    private final ResultDigest digest = new ResultDigest();
    private long sweepAt = Long.MIN_VALUE;

    Writer(Kind<T> kind, YearResults results, BufferedWriter file) {
      this.kind = kind;
      this.results = results;
      this.file = file;
    }

    @Override
    public void write(T record, Context where) throws IOException {
      Held<T> newer =
          new Held<>(kind.version().apply(record), kind.end().apply(record).toEpochMilli(), record);
      held.merge(kind.key().apply(record), newer, (a, b) -> a.version() > b.version() ? a : b);
      long watermark = where.currentWatermark();
      // Before the first watermark nothing has passed; after the last all that is still to come
      // comes
      // at once.
      if (watermark > Long.MIN_VALUE && watermark >= sweepAt && watermark < Long.MAX_VALUE) {
        writeThoseBefore(watermark - kind.heldMillis());
        sweepAt = watermark + SWEEP_MILLIS;
      }
    }

    private void writeThoseBefore(long endMillis) throws IOException {
      for (Iterator<Held<T>> all = held.values().iterator(); all.hasNext(); ) {
        Held<T> one = all.next();
        if (one.endMillis() < endMillis) {
          write(kind.line().apply(one.record()));
          all.remove();
        }
      }
    }

    private void write(String line) throws IOException {
      file.write(line);
      file.write('\n');
      digest.add(Deterministic.part(line));
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      if (endOfInput) {
        for (Held<T> one : held.values()) {
          write(kind.line().apply(one.record()));
        }
        held.clear();
        results.add(kind.name(), digest);
      }
      file.flush();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
