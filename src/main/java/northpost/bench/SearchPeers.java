package northpost.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Other engines on the same data. Whatever one of them lacks is told in a line. */
final class SearchPeers {
  private final Path project;
  private final Path directory;
  private final Consumer<String> progress;

  SearchPeers(Path project, Path directory, Consumer<String> progress) {
    this.project = project;
    this.directory = directory;
    this.progress = progress;
  }

  List<SearchRow> run(SearchTask task, Optional<JavaHome> newer) throws IOException {
    return List.of();
  }
}
