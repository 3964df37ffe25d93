package northpost.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Adds up the digests of the newest version of each record, and writes it as a line of JSON, a file
 * a subtask. A record is held until event time has passed its end by as long as a newer version may
 * come. For a run that does not fail and restart.
 */
final class NewestFileSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final long SWEEP_MILLIS = 6 * 3_600_000L;

  private final Kind<T> kind;
  private final String results;
  private final String folder;

  /**
   * How records of a kind are told apart.
   *
   * @param key the same for all versions of a record
   * @param version the highest stays; of two equal ones the later
   * @param digested what must not differ between two runs; null: the line
   * @param heldMillis event time after a record's end in which a newer version may come
   */
  record Kind<T>(
      String name,
      SerializableFunction<T, String> key,
      SerializableFunction<T, Long> version,
      SerializableFunction<T, Instant> end,
      SerializableFunction<T, String> line,
      Fields<T> digested,
      long heldMillis)
      implements Serializable {}

  /** The fields of a record, as bytes. */
  interface Fields<T> extends Serializable {
    void write(T record, DataOutputSerializer out) throws IOException;
  }

  /**
   * @param folder where to write them; null: they are not written
   */
  NewestFileSink(Kind<T> kind, String results, Path folder) {
    this.kind = kind;
    this.results = results;
    this.folder = folder == null ? null : folder.toString();
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new Writer<>(kind, YearResults.of(results), folder == null ? null : file(context));
  }

  private OutputStream file(WriterInitContext context) throws IOException {
    String name = kind.name() + "-" + context.getTaskInfo().getIndexOfThisSubtask() + ".ndjson";
    return new BufferedOutputStream(Files.newOutputStream(Path.of(folder, name)), BUFFER_BYTES);
  }

  private record Held<T>(long version, long endMillis, T record) {}

  private static final class Writer<T> implements SinkWriter<T> {
    private final Kind<T> kind;
    private final YearResults results;
    private final OutputStream file;
    private final Map<String, Held<T>> held = new HashMap<>();
    private final ResultDigest digest = new ResultDigest();
    private final DataOutputSerializer fields = new DataOutputSerializer(512);
    private long sweepAt = Long.MIN_VALUE;

    Writer(Kind<T> kind, YearResults results, OutputStream file) {
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
      // comes at once.
      if (watermark > Long.MIN_VALUE && watermark >= sweepAt && watermark < Long.MAX_VALUE) {
        writeThoseBefore(watermark - kind.heldMillis());
        sweepAt = watermark + SWEEP_MILLIS;
      }
    }

    private void writeThoseBefore(long endMillis) throws IOException {
      for (Iterator<Held<T>> all = held.values().iterator(); all.hasNext(); ) {
        Held<T> one = all.next();
        if (one.endMillis() < endMillis) {
          writeAndDigest(one.record());
          all.remove();
        }
      }
    }

    private void writeAndDigest(T record) throws IOException {
      if (kind.digested() != null) {
        fields.clear();
        kind.digested().write(record, fields);
        digest.add(fields.getSharedBuffer(), fields.length());
      }
      if (kind.digested() == null || file != null) {
        String line = kind.line().apply(record);
        if (kind.digested() == null) {
          digest.add(Deterministic.part(line));
        }
        if (file != null) {
          file.write(line.getBytes(StandardCharsets.UTF_8));
          file.write('\n');
        }
      }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      if (endOfInput) {
        for (Held<T> one : held.values()) {
          writeAndDigest(one.record());
        }
        held.clear();
        results.add(kind.name(), digest);
      }
      if (file != null) {
        file.flush();
      }
    }

    @Override
    public void close() throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }
}
