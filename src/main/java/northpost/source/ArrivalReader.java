package northpost.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/** Arrivals of one file, in the file's order. */
interface ArrivalReader<T> extends Closeable {
  /**
   * The next arrival, a rejection where it cannot be read; null at the end of the file.
   *
   * @throws IOException when the file itself cannot be read
   */
  T next() throws IOException;

  /** Opens a file; travels to the cluster. */
  interface Factory<T> extends Serializable {
    ArrivalReader<T> open(Path file) throws IOException;
  }
}
