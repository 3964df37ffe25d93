package northpost.gallery;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import northpost.domain.DeclaredTraits;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.Template;
import northpost.domain.TravellerClass;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Writes references in the gallery's state and reads them, field by field: after a restore all of
 * them are read at once.
 *
 * <p>Each begins with the number of its format (1 byte) and the size of the rest (4). To add a
 * field, also to the traits or the template, add a format: write the field after all others, and
 * give it its default where the format is lower. So every release reads what any other wrote: a
 * later one what an earlier one wrote, and an earlier one leaves out what it does not know. State
 * needs no rewriting then; a reference takes the format of the release that next writes it.
 */
final class ReferenceSerializer extends TypeSerializerSingleton<Reference> {
  private static final long serialVersionUID = 1L;

  static final ReferenceSerializer INSTANCE = new ReferenceSerializer();

  /** The newest format, which is written. */
  static final int FORMAT = 1;

  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  /** For all but the vector, nearly always; a longer reference takes more. */
  private static final int USUAL_BYTES = 256;

  /** No reference comes near it: what is damaged must not take all memory. */
  private static final int LARGEST_BYTES = 16 << 20;

  private ReferenceSerializer() {}

  @Override
  public void serialize(Reference reference, DataOutputView target) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);
    out.writeByte(FORMAT);
    out.writeInt(0);
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
    byte[] vector = template(reference.template(), out);
    out.writeIntUnsafe(requireSize(out.length() - HEADER_BYTES + vector.length), 1);
    target.write(out.getSharedBuffer(), 0, out.length());
    target.write(vector);
  }

  @Override
  public Reference deserialize(DataInputView source) throws IOException {
    int format = source.readUnsignedByte();
    if (format == 0) {
      throw damaged("got format 0, expected 1 or higher");
    }
    byte[] bytes = new byte[requireSize(source.readInt())];
    source.readFully(bytes);
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    Reference reference;
    try {
      reference = reference(in, bytes);
    } catch (EOFException e) {
      throw damaged("got " + bytes.length + " bytes of format " + format + ", expected more", e);
    }
    if (format <= FORMAT && in.available() > 0) {
      throw damaged(
          "got " + bytes.length + " bytes of format " + format + ", expected " + in.getPosition());
    }
    return reference;
  }

  private static int requireSize(int size) throws IOException {
    if (size < 0 || size > LARGEST_BYTES) {
      throw new IOException(
          "reference in the gallery's state: got a size of "
              + size
              + " bytes, expected 0 to "
              + LARGEST_BYTES);
    }
    return size;
  }

  private static IOException damaged(String found) {
    return damaged(found, null);
  }

  private static IOException damaged(String found, Throwable cause) {
    return new IOException(
        "reference in the gallery's state: " + found + "; the state is damaged", cause);
  }

  private static Reference reference(DataInputDeserializer in, byte[] bytes) throws IOException {
    return new Reference(
        text(in, bytes),
        text(in, bytes),
        galleryIds(in, bytes),
        constant(ReferenceSource.class, text(in, bytes)),
        constant(TravellerClass.class, text(in, bytes)),
        declared(in, bytes),
        instant(in),
        instant(in),
        template(in, bytes));
  }

  private static List<String> galleryIds(DataInputDeserializer in, byte[] bytes)
      throws IOException {
    // No string takes less than a byte.
    String[] galleryIds = new String[count(in, 1)];
    for (int i = 0; i < galleryIds.length; i++) {
      galleryIds[i] = text(in, bytes);
    }
    return List.of(galleryIds);
  }

  /** Of what follows, checked before memory is taken for it. */
  private static int count(DataInputDeserializer in, int bytesEach) throws IOException {
    int count = in.readInt();
    int atMost = in.available() / bytesEach;
    if (count < 0 || count > atMost) {
      throw damaged("got a length of " + count + ", expected 0 to " + atMost);
    }
    return count;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) throws IOException {
    if (name == null) {
      return null;
    }
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "reference in the gallery's state: got "
              + type.getName()
              + " "
              + name
              + ", expected one of "
              + Arrays.toString(type.getEnumConstants())
              + "; the state is of a newer release that has a constant more: start that release"
              + " again, or go back to a savepoint of before the upgrade",
          e);
    }
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

  /** Reads at once what was written at once. */
  private static String text(DataInputDeserializer in, byte[] bytes) throws IOException {
    int start = in.getPosition() + 1;
    int length = in.available() == 0 ? 0 : bytes[start - 1] - 1;
    if (length <= 0 || length >= in.available() || !oneByteEach(bytes, start, length)) {
      return StringValue.readString(in);
    }
    in.skipBytesToRead(1 + length);
    return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
  }

  private static boolean oneByteEach(byte[] bytes, int start, int length) {
    int all = 0;
    for (int i = start; i < start + length; i++) {
      all |= bytes[i];
    }
    return all >= 0;
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

  private static DeclaredTraits declared(DataInputDeserializer in, byte[] bytes)
      throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    String sex = text(in, bytes);
    Integer birthDecade = in.readBoolean() ? in.readInt() : null;
    return new DeclaredTraits(sex, birthDecade, text(in, bytes));
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

  /** All but the vector, whose bytes it returns: by far the most, so they are copied once only. */
  private static byte[] template(Template template, DataOutputView out) throws IOException {
    out.writeBoolean(template != null);
    if (template == null) {
      return new byte[0];
    }
    text(template.modelId(), out);
    float[] vector = template.vector();
    out.writeInt(vector.length);
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  private static Template template(DataInputDeserializer in, byte[] bytes) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    String modelId = text(in, bytes);
    float[] vector = new float[count(in, Float.BYTES)];
    int length = vector.length * Float.BYTES;
    ByteBuffer.wrap(bytes, in.getPosition(), length).asFloatBuffer().get(vector);
    in.skipBytesToRead(length);
    return new Template(vector, modelId);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    target.writeByte(source.readByte());
    byte[] bytes = new byte[requireSize(source.readInt())];
    source.readFully(bytes);
    target.writeInt(bytes.length);
    target.write(bytes);
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
