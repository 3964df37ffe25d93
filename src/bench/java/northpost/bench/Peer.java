package northpost.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A library of others. */
interface Peer {
  /**
   * Builds its index.
   *
   * @param directory for files
   * @return the same index, asked in several ways
   */
  List<SearchEngine> build(SearchData data, Path directory) throws IOException;
}
