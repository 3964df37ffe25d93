package northpost.gallery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import northpost.domain.DeclaredTraits;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.Template;
import northpost.domain.TravellerClass;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Writes references in the gallery's state and reads them, field by field: after a restore all of
 * them are read at once.
 *
 * <p>Each begins with the number of its format. To add a field, add a format: write the new one,
 * and go on reading those before it. State needs no rewriting then; a reference takes the new
 * format when it is next written.
 */
final class ReferenceSerializer extends TypeSerializerSingleton<Reference> {
  private static final long serialVersionUID = 1L;

  static final ReferenceSerializer INSTANCE = new ReferenceSerializer();

  /** The newest format, which is written. */
  static final int FORMAT = 1;

  private ReferenceSerializer() {}

  @Override
  public void serialize(Reference reference, DataOutputView out) throws IOException {
    out.writeByte(FORMAT);
    text(reference.referenceId(), out);
    text(reference.subjectId(), out);
    out.writeInt(reference.galleryIds().size());
    for (String galleryId : reference.galleryIds()) {
      text(galleryId, out);
    }
    text(name(reference.source()), out);
    text(name(reference.travellerClass()), out);
    declared(reference.declared(), out);
    instant(reference.validFrom(), out);
    instant(reference.expiresAt(), out);
    template(reference.template(), out);
  }

  @Override
  public Reference deserialize(DataInputView in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException(
          "reference in the gallery's state: got format "
              + format
              + ", expected "
              + FORMAT
              + "; the state is of a newer version of the job, or is damaged");
    }
    String referenceId = StringValue.readString(in);
    String subjectId = StringValue.readString(in);
    String[] galleryIds = new String[in.readInt()];
    for (int i = 0; i < galleryIds.length; i++) {
      galleryIds[i] = StringValue.readString(in);
    }
    String source = StringValue.readString(in);
    String travellerClass = StringValue.readString(in);
    return new Reference(
        referenceId,
        subjectId,
        List.of(galleryIds),
        source == null ? null : ReferenceSource.valueOf(source),
        travellerClass == null ? null : TravellerClass.valueOf(travellerClass),
        declared(in),
        instant(in),
        instant(in),
        template(in));
  }

  private static String name(Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  /** The bytes of {@link StringValue}, which writes them one by one; at once where they are few. */
  private static void text(String text, DataOutputView out) throws IOException {
    if (text == null || text.length() >= ONE_BYTE - 1) {
      StringValue.writeString(text, out);
      return;
    }
    byte[] bytes = new byte[1 + text.length()];
    bytes[0] = (byte) (text.length() + 1);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ONE_BYTE) {
        StringValue.writeString(text, out);
        return;
      }
      bytes[i + 1] = (byte) c;
    }
    out.write(bytes);
  }

  /** Lengths and characters below this are one byte each. */
  private static final int ONE_BYTE = 0x80;

  private static void declared(DeclaredTraits declared, DataOutputView out) throws IOException {
    out.writeBoolean(declared != null);
    if (declared != null) {
      text(declared.sex(), out);
      out.writeBoolean(declared.birthDecade() != null);
      if (declared.birthDecade() != null) {
        out.writeInt(declared.birthDecade());
      }
      text(declared.region(), out);
    }
  }

  private static DeclaredTraits declared(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    String sex = StringValue.readString(in);
    Integer birthDecade = in.readBoolean() ? in.readInt() : null;
    return new DeclaredTraits(sex, birthDecade, StringValue.readString(in));
  }

  private static void instant(Instant instant, DataOutputView out) throws IOException {
    out.writeBoolean(instant != null);
    if (instant != null) {
      out.writeLong(instant.getEpochSecond());
      out.writeInt(instant.getNano());
    }
  }

  private static Instant instant(DataInputView in) throws IOException {
    return in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
  }

  private static void template(Template template, DataOutputView out) throws IOException {
    out.writeBoolean(template != null);
    if (template != null) {
      text(template.modelId(), out);
      float[] vector = template.vector();
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + vector.length * Float.BYTES);
      bytes.putInt(vector.length).asFloatBuffer().put(vector);
      out.write(bytes.array());
    }
  }

  private static Template template(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    String modelId = StringValue.readString(in);
    float[] vector = new float[in.readInt()];
    byte[] bytes = new byte[vector.length * Float.BYTES];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
    return new Template(vector, modelId);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public Reference createInstance() {
    return new Reference(null, null, List.of(), null, null, null, null, null, null);
  }

  /** Nobody changes a vector in place. */
  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Reference copy(Reference from) {
    return from;
  }

  @Override
  public Reference copy(Reference from, Reference reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public Reference deserialize(Reference reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public TypeSerializerSnapshot<Reference> snapshotConfiguration() {
    return new ReferenceSerializerSnapshot();
  }
}
