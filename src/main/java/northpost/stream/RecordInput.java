package northpost.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;

/**
 * Reads the fields that {@link RecordOutput} wrote, in their order. Lists are unmodifiable.
 *
 * <p>A record is read to its end and no further. What an earlier release finds left of it there is
 * what a later one added, and is left out.
 */
public final class RecordInput {
  /** No record comes near it, photo and all: what is damaged must not take all memory. */
  private static final int LARGEST_BYTES = 64 << 20;

  private final KnownStrings known = new KnownStrings();

  private byte[] bytes = new byte[0];
  private int position;
  private int end;
  private int version;

  RecordInput() {}

  /** The version of the layouts that the record was written in. */
  public int version() {
    return version;
  }

  public long number() throws IOException {
    long encoded = unsigned();
    return encoded >>> 1 ^ -(encoded & 1);
  }

  public int smallNumber() throws IOException {
    long value = number();
    if (value != (int) value) {
      throw new IOException("got " + value + at() + ", expected a number of 32 bits");
    }
    return (int) value;
  }

  public Integer numberOrNull() throws IOException {
    return flag() ? smallNumber() : null;
  }

  private long unsigned() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      require(1);
      byte next = bytes[position++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("got more than 10 bytes" + at() + ", expected a number of 64 bits");
  }

  public boolean flag() throws IOException {
    require(1);
    return bytes[position++] != 0;
  }

  public double real() throws IOException {
    require(Double.BYTES);
    long bits = (long) RecordOutput.LONG.get(bytes, position);
    position += Double.BYTES;
    return Double.longBitsToDouble(bits);
  }

  public Double realOrNull() throws IOException {
    return flag() ? real() : null;
  }

  /** An instant or null. */
  public Instant instant() throws IOException {
    require(Integer.BYTES);
    int nano = (int) RecordOutput.INT.get(bytes, position);
    position += Integer.BYTES;
    if (nano == RecordOutput.NO_INSTANT) {
      return null;
    }
    require(Long.BYTES);
    long second = (long) RecordOutput.LONG.get(bytes, position);
    position += Long.BYTES;
    return Instant.ofEpochSecond(second, nano - 1L);
  }

  /** A constant or null. */
  public <E extends Enum<E>> E constant(EnumCodes<E> codes) throws IOException {
    require(1);
    return codes.constantOf(bytes[position++]);
  }

  /** A string or null. */
  public String string() throws IOException {
    return string(false);
  }

  /** A string of which few are in use, or null: where it was read before, it is the same object. */
  public String knownString() throws IOException {
    return string(true);
  }

  private String string(boolean few) throws IOException {
    long header = unsigned();
    if (header == 0) {
      return null;
    }
    boolean wide = (header - 1 & 1) != 0;
    int length = length((header - 1) >>> 1, wide ? Character.BYTES : 1);
    int start = position;
    position += length;
    if (wide) {
      return wideString(start, length);
    }
    return few
        ? known.of(bytes, start, length)
        : new String(bytes, start, length, StandardCharsets.ISO_8859_1);
  }

  /** Character by character: a decoder would replace half a pair. */
  private String wideString(int start, int length) {
    char[] characters = new char[length / Character.BYTES];
    for (int i = 0; i < characters.length; i++) {
      int at = start + Character.BYTES * i;
      characters[i] = (char) (bytes[at] << 8 | bytes[at + 1] & 0xff);
    }
    return new String(characters);
  }

  /** Bytes or null. */
  public byte[] bytes() throws IOException {
    long header = unsigned();
    if (header == 0) {
      return null;
    }
    int length = length(header - 1, 1);
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  /** Floats or null. */
  public float[] floats() throws IOException {
    long header = unsigned();
    if (header == 0) {
      return null;
    }
    int length = length(header - 1, Float.BYTES);
    float[] value = new float[length / Float.BYTES];
    RecordOutput.floats(bytes, position, length).get(value);
    position += length;
    return value;
  }

  /** Numbers or null. */
  public int[] numbers() throws IOException {
    long header = unsigned();
    if (header == 0) {
      return null;
    }
    // No number takes less than a byte.
    int[] value = new int[length(header - 1, 1)];
    for (int i = 0; i < value.length; i++) {
      value[i] = smallNumber();
    }
    return value;
  }

  /** A record or null. */
  public <T> T record(Layout<T> layout) throws IOException {
    int size = size();
    return size == RecordOutput.NO_RECORD ? null : part(size - 1, layout);
  }

  /** A list or null. */
  public <T> List<T> list(Layout<T> layout) throws IOException {
    Object[] elements = elements(Integer.BYTES);
    if (elements == null) {
      return null;
    }
    for (int i = 0; i < elements.length; i++) {
      elements[i] = part(size(), layout);
    }
    return unmodifiable(elements);
  }

  private int size() throws IOException {
    require(Integer.BYTES);
    int size = (int) RecordOutput.INT.get(bytes, position);
    position += Integer.BYTES;
    return size;
  }

  private <T> T part(int size, Layout<T> layout) throws IOException {
    int endOfWhole = end;
    if (size < 0 || size > endOfWhole - position) {
      throw tooLong(size);
    }
    end = position + size;
    T part = layout.read(this);
    if (position != end) {
      leaveOutTheRest(layout);
    }
    end = endOfWhole;
    return part;
  }

  private void leaveOutTheRest(Layout<?> layout) throws IOException {
    if (version <= Layout.VERSION) {
      throw new IOException(
          "read " + layout.type().getSimpleName() + " up to" + at() + ", expected to the end");
    }
    position = end;
  }

  /** A list of strings of which few are in use, or null. */
  public List<String> strings() throws IOException {
    return listOf(RecordInput::knownString);
  }

  /** A list of constants, or null. */
  public <E extends Enum<E>> List<E> constants(EnumCodes<E> codes) throws IOException {
    return listOf(in -> in.constant(codes));
  }

  private <T> List<T> listOf(Element<T> element) throws IOException {
    // No element takes less than a byte.
    Object[] elements = elements(1);
    if (elements == null) {
      return null;
    }
    for (int i = 0; i < elements.length; i++) {
      elements[i] = element.read(this);
    }
    return unmodifiable(elements);
  }

  /** Room for the elements of a list, or null where there is no list. */
  private Object[] elements(int leastBytesEach) throws IOException {
    long header = unsigned();
    return header == 0 ? null : new Object[length(header - 1, leastBytesEach) / leastBytesEach];
  }

  @SuppressWarnings("unchecked")
  private static <T> List<T> unmodifiable(Object[] elements) {
    return elements.length == 0
        ? List.of()
        : (List<T>) Collections.unmodifiableList(Arrays.asList(elements));
  }

  private interface Element<T> {
    T read(RecordInput in) throws IOException;
  }

  /** The bytes that so many elements take, checked against what there is. */
  private int length(long elements, int bytesEach) throws IOException {
    if (elements < 0 || elements > (end - position) / bytesEach) {
      throw tooLong(elements);
    }
    return (int) elements * bytesEach;
  }

  private IOException tooLong(long length) {
    return new IOException(
        "got a length of " + length + at() + ", expected at most " + (end - position));
  }

  private void require(int count) throws IOException {
    if (count > end - position) {
      throw new IOException("got the end of the record" + at() + ", expected " + count + " bytes");
    }
  }

  private String at() {
    return " at byte " + position + " of " + end;
  }

  static int requireSize(int size) throws IOException {
    if (size < 0 || size > LARGEST_BYTES) {
      throw new IOException(
          "got a record of " + size + " bytes, expected 0 to " + LARGEST_BYTES + ": it is damaged");
    }
    return size;
  }

  /** Takes over one record, whole. */
  void fill(DataInputView source) throws IOException {
    int size = requireSize(source.readInt());
    if (size > bytes.length) {
      bytes = new byte[Math.max(size, 512)];
    }
    source.readFully(bytes, 0, size);
    position = 0;
    end = size;
  }

  /**
   * Reads the record that was taken over.
   *
   * @throws IOException when it is not one of this layout, or a part of it is not of this release
   *     nor of a later one
   */
  <T> T read(Layout<T> layout) throws IOException {
    readVersion();
    T record = layout.read(this);
    if (position != end) {
      leaveOutTheRest(layout);
    }
    if (bytes.length > RecordOutput.KEPT_BYTES) {
      bytes = new byte[0];
    }
    return record;
  }

  void readVersion() throws IOException {
    require(1);
    version = Byte.toUnsignedInt(bytes[position++]);
    if (version == 0) {
      throw new IOException("got version 0, expected 1 or higher: the record is damaged");
    }
  }

  /** A record in which every field is null, 0 or false. */
  static <T> T nothing(Layout<T> layout) throws IOException {
    RecordInput nothing = new RecordInput();
    nothing.bytes = new byte[1024];
    nothing.end = nothing.bytes.length;
    nothing.version = Layout.VERSION;
    return layout.read(nothing);
  }
}
