package northpost.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Lucene. */
final class LucenePeer implements Peer {
  @Override
  public List<SearchEngine> build(SearchData data, Path directory) throws IOException {
    return LuceneEngine.build(data, directory.resolve("lucene"));
  }
}
