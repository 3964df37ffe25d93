package northpost.testing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source that pauses for as long as a gate says, while checkpoints go on, so that a test can wait
 * for what it needs in mid-stream.
 */
public final class GatedSource<T, S extends SourceSplit, E>
    implements Source<T, S, E>, ResultTypeQueryable<T> {
  private static final long serialVersionUID = 1;

  private final Source<T, S, E> source;
  private final TypeInformation<T> type;
  private final Gate gate;

  private GatedSource(Source<T, S, E> source, TypeInformation<T> type, Gate gate) {
    this.source = source;
    this.type = type;
    this.gate = gate;
  }

  public static <T, S extends SourceSplit, E> Source<T, S, E> of(
      Source<T, S, E> source, Class<T> type, Gate gate) {
    return new GatedSource<>(source, TypeInformation.of(type), gate);
  }

  /** Asked before each record. */
  public interface Gate extends java.io.Serializable {
    /** Completed: go on. */
    CompletableFuture<Void> open();

    /** Told of each record that was read: what a gate counts itself, as later stages lag behind. */
    default void passed() {}
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SplitEnumerator<S, E> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E state)
      throws Exception {
    return source.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<E> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
    return new GatedReader<>(source.createReader(context), gate);
  }

  private record GatedReader<T, S extends SourceSplit>(SourceReader<T, S> reader, Gate gate)
      implements SourceReader<T, S> {
    @Override
    public void start() {
      reader.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
      if (!gate.open().isDone()) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      InputStatus status = reader.pollNext(output);
      if (status == InputStatus.MORE_AVAILABLE) {
        gate.passed();
      }
      return status;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      CompletableFuture<Void> open = gate.open();
      return open.isDone() ? reader.isAvailable() : open;
    }

    @Override
    public List<S> snapshotState(long checkpointId) {
      return reader.snapshotState(checkpointId);
    }

    @Override
    public void addSplits(List<S> splits) {
      reader.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
      reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      reader.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
      reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void close() throws Exception {
      reader.close();
    }
  }
}
