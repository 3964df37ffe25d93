package northpost.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import northpost.domain.RejectionReason;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro single-object encoding of one record, resolved against its released schemas. Safe for use by
 * several threads.
 */
final class SingleObject<R extends SpecificRecord> {
  private static final byte MARKER_0 = (byte) 0xC3;
  private static final byte MARKER_1 = 0x01;
  private static final int HEADER_BYTES = 10;

  private final String record;
  private final SchemaStore store;
  private final BinaryMessageEncoder<R> encoder;
  private final BinaryMessageDecoder<R> decoder;

  /** The encoding of a generated class, resolved against every version that was released. */
  static <R extends SpecificRecord> SingleObject<R> of(Class<R> type) {
    return new SingleObject<>(type, ReleasedSchemas.shipped().store(type.getSimpleName()));
  }

  SingleObject(Class<R> type, SchemaStore store) {
    SpecificData model = SpecificData.getForClass(type);
    Schema schema = model.getSchema(type);
    this.record = schema.getName();
    this.store = store;
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    this.decoder = new BinaryMessageDecoder<>(model, schema, store);
  }

  /**
   * The message of a record.
   *
   * @throws IllegalArgumentException when a required field is null
   */
  byte[] encode(R value) {
    try {
      ByteBuffer buffer = encoder.encode(value);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          record + ": cannot be written: " + e.getMessage() + "; expected every required field", e);
    }
  }

  /**
   * The record of a message.
   *
   * @throws WireException UNKNOWN_SCHEMA for a fingerprint that no released version has,
   *     MALFORMED_RECORD for anything else that does not decode
   */
  R decode(byte[] bytes) throws WireException {
    if (bytes == null) {
      throw malformed("got no value, expected " + record + " in Avro single-object encoding", null);
    }
    if (bytes.length < HEADER_BYTES || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
      throw malformed(
          "got "
              + bytes.length
              + " bytes that do not start with C3 01 and a fingerprint, expected "
              + record
              + " in Avro single-object encoding",
          null);
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    Schema writer = store.findByFingerprint(fingerprint);
    if (writer == null) {
      throw new WireException(
          RejectionReason.UNKNOWN_SCHEMA,
          String.format(
              "schema fingerprint: got %016x (%s), expected a released version of %s",
              fingerprint, ReleasedSchemas.shipped().describe(fingerprint), record));
    }
    try {
      AvroBody.check(writer, bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
      return decoder.decode(bytes);
    } catch (IOException | RuntimeException e) {
      // Avro throws exceptions of many kinds for bytes that do not fit.
      String what = e.getMessage() == null ? "it ends early" : e.getMessage();
      throw malformed(
          "body of " + (bytes.length - HEADER_BYTES) + " bytes: " + what + ", expected " + record,
          e);
    }
  }

  private static WireException malformed(String message, Throwable cause) {
    return new WireException(RejectionReason.MALFORMED_RECORD, message, cause);
  }
}
