package northpost.gallery;

import java.io.IOException;
import northpost.domain.Reference;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Says in a savepoint that its references are written by {@link ReferenceSerializer}, which reads
 * those of every release as they are. Public for Flink, which makes it by its name.
 */
public final class ReferenceSerializerSnapshot implements TypeSerializerSnapshot<Reference> {
  /**
   * A release whose references an earlier one must not read, though it could, raises this by one:
   * all earlier releases then refuse its state when they start.
   */
  private static final int VERSION = 1;

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) {}

  @Override
  public void readSnapshot(int version, DataInputView in, ClassLoader classes) throws IOException {
    if (version > VERSION) {
      throw new IOException(
          "snapshot of the serializer of references: got version "
              + version
              + ", expected "
              + VERSION
              + " or lower (the state is of a newer release, which says that this one must not read"
              + " it: go back to a savepoint of before the upgrade)");
    }
  }

  @Override
  public TypeSerializer<Reference> restoreSerializer() {
    return ReferenceSerializer.INSTANCE;
  }

  @Override
  public TypeSerializerSchemaCompatibility<Reference> resolveSchemaCompatibility(
      TypeSerializerSnapshot<Reference> old) {
    return old instanceof ReferenceSerializerSnapshot
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
