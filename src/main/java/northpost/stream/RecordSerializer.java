package northpost.stream;

import java.io.IOException;
import java.io.ObjectInputStream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes a record by its layout: its size in bytes (4), then its fields. A record never
 * changes, so a copy is the record itself.
 *
 * <p>Fields are written to memory of this serializer first: so a serializer is of one thread, as
 * Flink has it ({@link #duplicate}).
 */
final class RecordSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final Layout<T> layout;
  private final int version;

  // -- runtime
  private transient RecordOutput output;
  private transient RecordInput input;

  /**
   * A serializer.
   *
   * @param version of what is read; written is always {@link Layout#VERSION}
   */
  RecordSerializer(Layout<T> layout, int version) {
    this.layout = layout;
    this.version = version;
    makeBuffers();
  }

  private void makeBuffers() {
    output = new RecordOutput();
    input = new RecordInput(version);
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    makeBuffers();
  }

  Layout<T> layout() {
    return layout;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new RecordSerializer<>(layout, version);
  }

  /** A record of nulls, zeros and false. */
  @Override
  public T createInstance() {
    try {
      RecordInput nothing = new RecordInput(version);
      nothing.fillWithNothing();
      return layout.read(nothing);
    } catch (IOException e) {
      throw new IllegalStateException("an empty " + layout.type().getName(), e);
    }
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

  @Override
  public void serialize(T record, DataOutputView target) throws IOException {
    boolean written = false;
    try {
      layout.write(record, output);
      written = true;
    } finally {
      if (!written) {
        output.clear();
      }
    }
    output.drainTo(target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    input.fill(source);
    try {
      T record = layout.read(input);
      input.requireEnd();
      return record;
    } catch (IOException | RuntimeException e) {
      // Of the second kind: what a record refuses, and an instant out of all bounds.
      throw new IOException(layout.type().getName() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    int size = source.readInt();
    target.writeInt(size);
    target.write(source, size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordSerializer<?> same
        && same.layout.getClass() == layout.getClass()
        && same.version == version;
  }

  @Override
  public int hashCode() {
    return 31 * layout.getClass().hashCode() + version;
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new RecordSerializerSnapshot<>(layout, Layout.VERSION);
  }
}
