package northpost.stream;

import java.io.IOException;
import java.io.ObjectInputStream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes a record by its layout: its size in bytes (4), the {@linkplain Layout#VERSION version}
 * it is written in (1), then its fields. A record never changes, so a copy is the record itself.
 *
 * <p>Each record has its own version because a state need not be of one: what Flink restores and
 * nobody asks for stays as it was, with the description of the serializer that is in use now.
 *
 * <p>Fields are written to memory of this serializer first: so a serializer is of one thread, as
 * Flink has it ({@link #duplicate}).
 */
final class RecordSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final Layout<T> layout;

  // -- runtime
  private transient RecordOutput output;
  private transient RecordInput input;

  RecordSerializer(Layout<T> layout) {
    this.layout = layout;
    makeBuffers();
  }

  private void makeBuffers() {
    output = new RecordOutput();
    input = new RecordInput();
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
    return new RecordSerializer<>(layout);
  }

  /** A record of nulls, zeros and false. */
  @Override
  public T createInstance() {
    try {
      return RecordInput.nothing(layout);
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
      return input.read(layout);
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
    byte[] record = new byte[RecordInput.requireSize(source.readInt())];
    source.readFully(record);
    target.writeInt(record.length);
    target.write(record);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordSerializer<?> same && same.layout.getClass() == layout.getClass();
  }

  @Override
  public int hashCode() {
    return layout.getClass().hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new RecordSerializerSnapshot<>(layout);
  }
}
