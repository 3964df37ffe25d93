package northpost.stream;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes the fields of one record after another to memory. What may be null says so in its first
 * byte or bytes, so that null costs one byte (an instant or a record: four).
 *
 * <p>Every record, also one within another, has its size before it: so an earlier release, which
 * reads the fields it knows, finds the end of those it does not.
 *
 * <p>A string is written as the JVM holds it, which loses no character: one byte for each where all
 * are Latin-1, else two.
 *
 * <p>Not final for the tests, which write what a later release would.
 */
public class RecordOutput {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** A record with a photo takes more; its memory is given back after it. */
  static final int KEPT_BYTES = 64 << 10;

  /** Stands where the nanoseconds of an instant would. */
  static final int NO_INSTANT = 0;

  /** Stands where the size of a record and one would. */
  static final int NO_RECORD = 0;

  /** Before a record that is within no other: the size of what follows, and the version. */
  private static final int HEADER_BYTES = Integer.BYTES + 1;

  private static final int FIRST_BYTES = 512;
  private static final int LONGEST_NUMBER = 10;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size = HEADER_BYTES;

  RecordOutput() {}

  /** A number from minus to plus infinity; the nearer to 0, the fewer bytes. */
  public void number(long value) {
    unsigned(value << 1 ^ value >> 63);
  }

  /** A number or null. */
  public void numberOrNull(Integer value) {
    flag(value != null);
    if (value != null) {
      number(value.longValue());
    }
  }

  private void unsigned(long value) {
    room(LONGEST_NUMBER);
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  public void flag(boolean value) {
    room(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  public void real(double value) {
    room(Double.BYTES);
    LONG.set(bytes, size, Double.doubleToRawLongBits(value));
    size += Double.BYTES;
  }

  /** A number or null. */
  public void realOrNull(Double value) {
    flag(value != null);
    if (value != null) {
      real(value.doubleValue());
    }
  }

  /** An instant or null. */
  public void instant(Instant value) {
    room(Integer.BYTES + Long.BYTES);
    if (value == null) {
      INT.set(bytes, size, NO_INSTANT);
      size += Integer.BYTES;
      return;
    }
    INT.set(bytes, size, value.getNano() + 1);
    LONG.set(bytes, size + Integer.BYTES, value.getEpochSecond());
    size += Integer.BYTES + Long.BYTES;
  }

  /** A constant or null. */
  public <E extends Enum<E>> void constant(E value, EnumCodes<E> codes) {
    room(1);
    bytes[size++] = codes.codeOf(value);
  }

  /** A string or null. */
  public void string(String value) {
    if (value == null) {
      unsigned(0);
      return;
    }
    int length = value.length();
    int start = size;
    unsigned(stringHeader(length, false));
    room(length);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c > 0xff) {
        size = start;
        wideString(value);
        return;
      }
      bytes[size + i] = (byte) c;
    }
    size += length;
  }

  private void wideString(String value) {
    unsigned(stringHeader(value.length(), true));
    room(Math.multiplyExact(value.length(), Character.BYTES));
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      bytes[size++] = (byte) (c >> 8);
      bytes[size++] = (byte) c;
    }
  }

  private static long stringHeader(int length, boolean wide) {
    return ((long) length << 1 | (wide ? 1 : 0)) + 1;
  }

  /** Bytes or null. */
  public void bytes(byte[] value) {
    if (value == null) {
      unsigned(0);
      return;
    }
    unsigned(value.length + 1L);
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** Floats, bit by bit, or null. */
  public void floats(float[] value) {
    if (value == null) {
      unsigned(0);
      return;
    }
    unsigned(value.length + 1L);
    int length = Math.multiplyExact(value.length, Float.BYTES);
    room(length);
    floats(bytes, size, length).put(value);
    size += length;
  }

  /** In the order of the bytes that processors have, so that all are copied at once. */
  static FloatBuffer floats(byte[] bytes, int start, int length) {
    return ByteBuffer.wrap(bytes, start, length).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  /** Numbers or null; the nearer to 0, the fewer bytes. */
  public void numbers(int[] value) {
    if (value == null) {
      unsigned(0);
      return;
    }
    unsigned(value.length + 1L);
    for (int each : value) {
      number(each);
    }
  }

  /** A record or null. */
  public <T> void record(T value, Layout<T> layout) {
    int start = begin();
    if (value != null) {
      layout.write(value, this);
      end(start, size - start + 1);
    } else {
      end(start, NO_RECORD);
    }
  }

  /** A list without nulls, or null. */
  public <T> void list(List<T> value, Layout<T> layout) {
    if (sized(value)) {
      for (T each : value) {
        int start = begin();
        layout.write(each, this);
        end(start, size - start);
      }
    }
  }

  /** Leaves room for the size of a record, and says where the record begins. */
  private int begin() {
    room(Integer.BYTES);
    return size += Integer.BYTES;
  }

  private void end(int start, int recordSize) {
    INT.set(bytes, start - Integer.BYTES, recordSize);
  }

  /** A list of strings, or null. */
  public void strings(List<String> value) {
    if (sized(value)) {
      for (String each : value) {
        string(each);
      }
    }
  }

  /** A list of constants, or null. */
  public <E extends Enum<E>> void constants(List<E> value, EnumCodes<E> codes) {
    if (sized(value)) {
      for (E each : value) {
        constant(each, codes);
      }
    }
  }

  private boolean sized(List<?> value) {
    unsigned(value == null ? 0 : value.size() + 1L);
    return value != null;
  }

  private void room(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
    }
  }

  /** Passes on what was written, after its size and version, and starts anew. */
  void drainTo(DataOutputView target) throws IOException {
    end(Integer.BYTES, size - Integer.BYTES);
    bytes[Integer.BYTES] = (byte) Layout.VERSION;
    target.write(bytes, 0, size);
    clear();
  }

  /** Starts anew, whatever was written. */
  void clear() {
    size = HEADER_BYTES;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[FIRST_BYTES];
    }
  }
}
