package northpost.stream;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes a record as the next release would in which some layouts have gained a field, wherever
 * they are within it.
 */
final class LaterRelease<T> extends TypeSerializerSingleton<T> {
  /** In what is read, it would be the first to be noticed. */
  static final String ADDED = "added by a later release";

  private static final long serialVersionUID = 1L;

  private final Layout<T> layout;
  private final List<Class<?>> grown;

  /**
   * A serializer.
   *
   * @param layout of the whole record, as it is in this release
   * @param grown layouts that have gained a field
   */
  LaterRelease(Layout<T> layout, List<Class<?>> grown) {
    this.layout = layout;
    this.grown = grown;
  }

  /** The bytes of a record, with another version. */
  static byte[] ofVersion(int version, byte[] record) {
    byte[] changed = record.clone();
    changed[Integer.BYTES] = (byte) version;
    return changed;
  }

  @Override
  public void serialize(T record, DataOutputView target) throws IOException {
    DataOutputSerializer bytes = new DataOutputSerializer(64);
    Output out = new Output();
    out.later(layout).write(record, out);
    out.drainTo(bytes);
    target.write(ofVersion(Layout.VERSION + 1, bytes.getCopyOfBuffer()));
  }

  @Override
  public T deserialize(DataInputView source) {
    throw new UnsupportedOperationException("expected that the release before reads");
  }

  @Override
  public T deserialize(T reuse, DataInputView source) {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    new RecordSerializer<>(layout).copy(source, target);
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new RecordSerializerSnapshot<>(layout);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public T createInstance() {
    return new RecordSerializer<>(layout).createInstance();
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  private final class Output extends RecordOutput {
    <U> Layout<U> later(Layout<U> now) {
      return grown.contains(now.getClass()) ? new GrownLayout<>(now) : now;
    }

    @Override
    public <U> void record(U value, Layout<U> now) {
      super.record(value, later(now));
    }

    @Override
    public <U> void list(List<U> value, Layout<U> now) {
      super.list(value, later(now));
    }
  }

  private record GrownLayout<U>(Layout<U> now) implements Layout<U> {
    @Override
    public Class<U> type() {
      return now.type();
    }

    @Override
    public void write(U value, RecordOutput out) {
      now.write(value, out);
      out.string(ADDED);
    }

    @Override
    public U read(RecordInput in) {
      throw new UnsupportedOperationException("expected that the release before reads");
    }
  }
}
