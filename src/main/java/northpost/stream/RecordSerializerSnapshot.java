package northpost.stream;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

/**
 * What a state says of the serializer that wrote it: the layout's class, and the version it was
 * written in. A later version reads it and rewrites it; an earlier one refuses it.
 */
public final class RecordSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int FORMAT = 1;

  private Layout<T> layout;
  private int version;

  /** For Flink, which then reads it. */
  public RecordSerializerSnapshot() {}

  RecordSerializerSnapshot(Layout<T> layout, int version) {
    this.layout = layout;
    this.version = version;
  }

  @Override
  public int getCurrentVersion() {
    return FORMAT;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(layout.getClass().getName());
    out.writeInt(version);
  }

  @Override
  public void readSnapshot(int format, DataInputView in, ClassLoader loader) throws IOException {
    if (format != FORMAT) {
      throw new IOException(
          "snapshot of a record serializer: got format "
              + format
              + ", expected "
              + FORMAT
              + " (the state is of a newer release)");
    }
    layout = layout(in.readUTF(), loader);
    version = in.readInt();
    if (version > Layout.VERSION) {
      throw new IOException(
          "state in layout "
              + layout.getClass().getName()
              + ": got version "
              + version
              + ", expected "
              + Layout.VERSION
              + " or lower (the state is of a newer release: go back to a savepoint of before the"
              + " upgrade)");
    }
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
    return new RecordSerializer<>(layout, version);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    if (!(old instanceof RecordSerializerSnapshot<T> before)
        || before.layout.getClass() != layout.getClass()
        || before.version > version) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    return before.version == version
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
  }
}
