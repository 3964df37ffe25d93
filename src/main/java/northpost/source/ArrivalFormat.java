package northpost.source;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;

/**
 * A file as one indivisible split, so that its order is kept. After a restart it is read again from
 * its start and as many arrivals are passed over as were taken before.
 */
final class ArrivalFormat<T> implements BulkFormat<T, FileSourceSplit> {
  private static final long serialVersionUID = 1;

  private final ArrivalReader.Factory<T> factory;
  private final TypeInformation<T> type;

  ArrivalFormat(ArrivalReader.Factory<T> factory, TypeInformation<T> type) {
    this.factory = factory;
    this.type = type;
  }

  @Override
  public BulkFormat.Reader<T> createReader(Configuration config, FileSourceSplit split)
      throws IOException {
    return new Batches<>(open(split), 0);
  }

  @Override
  public BulkFormat.Reader<T> restoreReader(Configuration config, FileSourceSplit split)
      throws IOException {
    long taken =
        split.getReaderPosition().map(CheckpointedPosition::getRecordsAfterOffset).orElse(0L);
    ArrivalReader<T> reader = open(split);
    for (long i = 0; i < taken; i++) {
      if (reader.next() == null) {
        reader.close();
        throw new IOException(
            split.path() + ": got " + i + " records, expected the " + taken + " taken before");
      }
    }
    return new Batches<>(reader, taken);
  }

  private ArrivalReader<T> open(FileSourceSplit split) throws IOException {
    return factory.open(Path.of(split.path().getPath()));
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }

  /** Hands over one arrival at a time: with photos a batch could be of any size. */
  private static final class Batches<T> implements BulkFormat.Reader<T> {
    private final ArrivalReader<T> reader;
    private long taken;

    Batches(ArrivalReader<T> reader, long taken) {
      this.reader = reader;
      this.taken = taken;
    }

    @Override
    public BulkFormat.RecordIterator<T> readBatch() throws IOException {
      T arrival = reader.next();
      if (arrival == null) {
        return null;
      }
      @SuppressWarnings("unchecked")
      T[] one = (T[]) new Object[] {arrival};
      ArrayResultIterator<T> batch = new ArrayResultIterator<>();
      batch.set(one, 1, CheckpointedPosition.NO_OFFSET, taken);
      taken++;
      return batch;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
