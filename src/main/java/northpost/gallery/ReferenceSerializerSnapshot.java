package northpost.gallery;

import java.io.IOException;
import northpost.domain.Reference;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Says in a savepoint up to which format its references are written: what is older is read as it
 * is, what is newer is refused when the job starts. Public for Flink, which makes it by its name.
 */
public final class ReferenceSerializerSnapshot implements TypeSerializerSnapshot<Reference> {
  private static final int VERSION = 1;

  private int format = ReferenceSerializer.FORMAT;

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeInt(format);
  }

  @Override
  public void readSnapshot(int version, DataInputView in, ClassLoader classes) throws IOException {
    format = in.readInt();
  }

  @Override
  public TypeSerializer<Reference> restoreSerializer() {
    return ReferenceSerializer.INSTANCE;
  }

  @Override
  public TypeSerializerSchemaCompatibility<Reference> resolveSchemaCompatibility(
      TypeSerializerSnapshot<Reference> old) {
    return old instanceof ReferenceSerializerSnapshot older && older.format <= format
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
