package northpost.stream;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

/**
 * What a state says of the serializer that wrote it: the layout's class. Every release reads what
 * another wrote by that layout, earlier or later, as it is.
 */
public final class RecordSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  /**
   * A release whose records an earlier one must not read, though it could, raises this by one and
   * goes on reading the formats before: all earlier releases then refuse its state when they start.
   */
  private static final int FORMAT = 1;

  private Layout<T> layout;

  /** For Flink, which then reads it. */
  public RecordSerializerSnapshot() {}

  RecordSerializerSnapshot(Layout<T> layout) {
    this.layout = layout;
  }

  @Override
  public int getCurrentVersion() {
    return FORMAT;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(layout.getClass().getName());
  }

  @Override
  public void readSnapshot(int format, DataInputView in, ClassLoader loader) throws IOException {
    if (format > FORMAT) {
      throw new IOException(
          "snapshot of a record serializer: got format "
              + format
              + ", expected "
              + FORMAT
              + " or lower (the state is of a newer release, which says that this one must not read"
              + " it: go back to a savepoint of before the upgrade)");
    }
    layout = layout(in.readUTF(), loader);
  }

  @SuppressWarnings("unchecked")
  private static <T> Layout<T> layout(String name, ClassLoader loader) throws IOException {
    try {
      return (Layout<T>)
          InstantiationUtil.instantiate(Class.forName(name, true, loader).asSubclass(Layout.class));
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IOException(
          "snapshot of a record serializer: got layout " + name + ", expected one of this release",
          e);
    }
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new RecordSerializer<>(layout);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    return old instanceof RecordSerializerSnapshot<T> before
            && before.layout.getClass() == layout.getClass()
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
