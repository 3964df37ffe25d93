package northpost.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** jvector. */
final class JVectorPeer implements Peer {
  @Override
  public List<SearchEngine> build(SearchData data, Path directory) throws IOException {
    return JVectorEngine.build(data);
  }
}
