package northpost.wire;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Walks through an Avro body without keeping anything of it, to see that every length in it fits
 * the bytes that are there. A few broken bytes may claim gigabytes, which Avro would allocate
 * before it finds the end.
 */
public final class AvroBody {
  private final BinaryDecoder in;
  private final long size;

  private AvroBody(byte[] bytes, int offset, int length) {
    this.in = DecoderFactory.get().binaryDecoder(bytes, offset, length, null);
    this.size = length;
  }

  /**
   * Checks one record of the schema that fills the range.
   *
   * @throws IOException when it ends early, claims a length that cannot be, or leaves bytes over
   */
  public static void check(Schema schema, byte[] bytes, int offset, int length) throws IOException {
    check(schema, 1, bytes, offset, length);
  }

  /** The same for several records, one after the other. */
  public static void check(Schema schema, long records, byte[] bytes, int offset, int length)
      throws IOException {
    AvroBody body = new AvroBody(bytes, offset, length);
    for (long i = 0; i < records; i++) {
      body.walk(schema);
    }
    if (!body.in.isEnd()) {
      throw new IOException("bytes are left after the end of the record");
    }
  }

  private void walk(Schema schema) throws IOException {
    switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          walk(field.schema());
        }
      }
      case UNION -> {
        int index = in.readIndex();
        if (index < 0 || index >= schema.getTypes().size()) {
          throw new IOException("branch " + index + " of a union of " + schema.getTypes().size());
        }
        walk(schema.getTypes().get(index));
      }
      case ENUM -> {
        int symbol = in.readEnum();
        if (symbol < 0 || symbol >= schema.getEnumSymbols().size()) {
          throw new IOException("symbol " + symbol + " of " + schema.getName());
        }
      }
      case ARRAY -> {
        for (long n = in.readArrayStart(); n != 0; n = in.arrayNext()) {
          for (long i = bounded(n); i > 0; i--) {
            walk(schema.getElementType());
          }
        }
      }
      case MAP -> {
        for (long n = in.readMapStart(); n != 0; n = in.mapNext()) {
          for (long i = bounded(n); i > 0; i--) {
            in.skipFixed((int) bounded(in.readLong()));
            walk(schema.getValueType());
          }
        }
      }
      case BYTES, STRING -> in.skipFixed((int) bounded(in.readLong()));
      case FIXED -> in.skipFixed(schema.getFixedSize());
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case FLOAT -> in.skipFixed(Float.BYTES);
      case DOUBLE -> in.skipFixed(Double.BYTES);
      case BOOLEAN -> in.skipFixed(1);
      case NULL -> {}
    }
  }

  /** Every element of our arrays takes a byte at least, so the size bounds counts as well. */
  private long bounded(long claimed) throws IOException {
    if (claimed < 0 || claimed > size) {
      throw new IOException("a length of " + claimed + " in a body of " + size + " bytes");
    }
    return claimed;
  }
}
