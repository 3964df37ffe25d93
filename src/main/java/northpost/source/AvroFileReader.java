package northpost.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import northpost.domain.DeadLetter;
import northpost.domain.RejectionReason;
import northpost.domain.SourcePosition;
import northpost.wire.AvroBody;
import northpost.wire.WireException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Arrivals of an Avro container file; positions count records from 1. A block that is broken
 * becomes one rejection, and reading goes on with the next one where it can be found.
 */
final class AvroFileReader<R extends SpecificRecord, T> implements ArrivalReader<T> {
  /** Makes an arrival of a record. */
  interface RecordParser<R, T> {
    T parse(R record, SourcePosition position, long recordBytes, Instant now);
  }

  private final Path path;
  private final String file;
  private final Schema writer;
  private final DatumReader<R> records;
  private final RecordParser<R, T> parser;
  private final Function<DeadLetter, T> rejected;
  private final Clock clock;

  private DataFileReader<Object> blocks;
  private ByteBuffer block;
  private boolean checked;
  private BinaryDecoder decoder;
  private long leftInBlock;
  private long recordBytes;
  private long number;
  private boolean ended;

  AvroFileReader(
      Path path,
      Class<R> type,
      RecordParser<R, T> parser,
      Function<DeadLetter, T> rejected,
      Clock clock)
      throws IOException {
    this.path = path;
    this.file = path.getFileName().toString();
    this.blocks = new DataFileReader<>(path.toFile(), new GenericDatumReader<>());
    this.writer = blocks.getSchema();
    SpecificData model = SpecificData.getForClass(type);
    @SuppressWarnings("unchecked")
    DatumReader<R> reader = (DatumReader<R>) model.createDatumReader(writer, model.getSchema(type));
    this.records = reader;
    this.parser = parser;
    this.rejected = rejected;
    this.clock = clock;
  }

  @Override
  public T next() throws IOException {
    if (ended) {
      return null;
    }
    number++;
    Instant now = clock.instant();
    if (leftInBlock == 0) {
      try {
        if (!readBlock()) {
          return atEnd(now);
        }
      } catch (IOException | RuntimeException e) {
        return passOverBlock(e, now);
      }
    }
    try {
      if (!checked) {
        AvroBody.check(writer, leftInBlock, block.array(), offset(), block.remaining());
        decoder =
            DecoderFactory.get().binaryDecoder(block.array(), offset(), block.remaining(), null);
        checked = true;
      }
      leftInBlock--;
      return parser.parse(records.read(null, decoder), position(), recordBytes, now);
    } catch (IOException | RuntimeException e) {
      leftInBlock = 0;
      return rejected(e, now);
    }
  }

  private SourcePosition position() {
    return new SourcePosition(file, 0, number);
  }

  private int offset() {
    return block.arrayOffset() + block.position();
  }

  /** Reads the next block that holds records; false at the end of the file. */
  private boolean readBlock() throws IOException {
    while (leftInBlock == 0) {
      if (!blocks.hasNext()) {
        return false;
      }
      block = blocks.nextBlock();
      leftInBlock = blocks.getBlockCount();
      checked = false;
    }
    recordBytes = block.remaining() / leftInBlock;
    return true;
  }

  /** Avro takes a block that ends early for the end of the file, in silence. */
  private T atEnd(Instant now) throws IOException {
    if (blocks.previousSync() < Files.size(path)) {
      return passOverBlock(new EOFException("a block that ends early"), now);
    }
    ended = true;
    return null;
  }

  private T passOverBlock(Exception cause, Instant now) throws IOException {
    long broken = blocks.previousSync();
    blocks.close();
    // Anew, since a reader keeps the head of the block it failed on.
    blocks = new DataFileReader<>(path.toFile(), new GenericDatumReader<>());
    blocks.sync(broken);
    return rejected(cause, now);
  }

  private T rejected(Exception cause, Instant now) {
    WireException what =
        new WireException(
            RejectionReason.MALFORMED_RECORD,
            "got "
                + (cause.getMessage() == null ? "an early end" : cause.getMessage())
                + ", expected "
                + writer.getName()
                + "; the rest of its block is passed over",
            cause);
    return rejected.apply(Rejections.unreadable(what, position(), null, now));
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }
}
