package northpost.upgrade;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The records of {@link Traffic} as a source: as a topic of a few partitions is, whose positions
 * are all its state. It names no file, so a savepoint with it can be restored anywhere.
 */
final class SplitTraffic<T>
    implements Source<T, SplitTraffic.Split, Integer>, ResultTypeQueryable<T> {
  private static final long serialVersionUID = 1;

  private final Traffic.Stream stream;
  private final Class<T> type;

  SplitTraffic(Traffic.Stream stream, Class<T> type) {
    this.stream = stream;
    this.type = type;
  }

  /**
   * Every n-th record.
   *
   * @param partition the first of them
   * @param partitions n
   * @param next the number of the record to be read next
   */
  record Split(int partition, int partitions, int next) implements SourceSplit {
    @Override
    public String splitId() {
      return Integer.toString(partition);
    }

    Split afterNext() {
      return new Split(partition, partitions, next + partitions);
    }
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return TypeInformation.of(type);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<Split, Integer> createEnumerator(SplitEnumeratorContext<Split> context) {
    return new Enumerator(context, stream.partitions());
  }

  /** The readers have their splits of the savepoint. */
  @Override
  public SplitEnumerator<Split, Integer> restoreEnumerator(
      SplitEnumeratorContext<Split> context, Integer unassigned) {
    return new Enumerator(context, unassigned);
  }

  @Override
  public SourceReader<T, Split> createReader(SourceReaderContext context) {
    return new Reader();
  }

  @Override
  public SimpleVersionedSerializer<Split> getSplitSerializer() {
    return new SplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
    return new CountSerializer();
  }

  /** Gives every reader its splits as it comes. */
  private static final class Enumerator implements SplitEnumerator<Split, Integer> {
    private final SplitEnumeratorContext<Split> context;
    private final int partitions;
    private int unassigned;

    Enumerator(SplitEnumeratorContext<Split> context, int unassigned) {
      this.context = context;
      this.partitions = unassigned;
      this.unassigned = unassigned;
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int reader) {
      for (int i = reader; i < partitions; i += context.currentParallelism()) {
        context.assignSplit(new Split(i, partitions, i), reader);
        unassigned--;
      }
      context.signalNoMoreSplits(reader);
    }

    @Override
    public Integer snapshotState(long checkpointId) {
      if (unassigned != 0) {
        throw new IllegalStateException(
            "savepoint of a source: got " + unassigned + " splits without a reader, expected none");
      }
      return 0;
    }

    @Override
    public void handleSplitRequest(int reader, String host) {}

    @Override
    public void addSplitsBack(List<Split> splits, int reader) {
      throw new IllegalStateException("a reader failed, expected none to");
    }

    @Override
    public void close() {}
  }

  /** Reads the earliest of its splits first, and waits where the trial says so. */
  private final class Reader implements SourceReader<T, Split> {
    private final List<Split> splits = new ArrayList<>();
    private final CompletableFuture<Void> assigned = new CompletableFuture<>();

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) {
      Split earliest = splits.stream().min(Comparator.comparingInt(Split::next)).orElse(null);
      if (earliest == null || earliest.next() >= stream.count()) {
        if (earliest != null) {
          Trial.read(stream);
        }
        return assigned.isDone() && Trial.ends()
            ? InputStatus.END_OF_INPUT
            : InputStatus.NOTHING_AVAILABLE;
      }
      if (!Trial.admits(stream, earliest.next())) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      output.collect(type.cast(stream.record(earliest.next())));
      splits.set(splits.indexOf(earliest), earliest.afterNext());
      return InputStatus.MORE_AVAILABLE;
    }

    /** A trial that pauses is stopped by its savepoint: nothing becomes available again. */
    @Override
    public CompletableFuture<Void> isAvailable() {
      if (!assigned.isDone()) {
        return assigned;
      }
      boolean rests =
          splits.stream()
              .allMatch(s -> s.next() >= stream.count() || !Trial.admits(stream, s.next()));
      return rests && !Trial.ends()
          ? new CompletableFuture<>()
          : CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Split> snapshotState(long checkpointId) {
      return List.copyOf(splits);
    }

    @Override
    public void addSplits(List<Split> more) {
      splits.addAll(more);
    }

    @Override
    public void notifyNoMoreSplits() {
      assigned.complete(null);
    }

    @Override
    public void close() {}
  }

  private static final class SplitSerializer implements SimpleVersionedSerializer<Split> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Split split) {
      return ByteBuffer.allocate(12)
          .putInt(split.partition())
          .putInt(split.partitions())
          .putInt(split.next())
          .array();
    }

    @Override
    public Split deserialize(int version, byte[] bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new Split(buffer.getInt(), buffer.getInt(), buffer.getInt());
    }
  }

  private static final class CountSerializer implements SimpleVersionedSerializer<Integer> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Integer count) {
      return ByteBuffer.allocate(4).putInt(count).array();
    }

    @Override
    public Integer deserialize(int version, byte[] bytes) {
      return ByteBuffer.wrap(bytes).getInt();
    }
  }
}
