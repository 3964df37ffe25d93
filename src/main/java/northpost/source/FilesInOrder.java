package northpost.source;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.FileSplitAssigner;

/** Hands files out in the order in which they were named. */
final class FilesInOrder implements FileSplitAssigner {
  private final Deque<FileSourceSplit> files;

  FilesInOrder(Collection<FileSourceSplit> files) {
    this.files = new ArrayDeque<>(files);
  }

  @Override
  public Optional<FileSourceSplit> getNext(String host) {
    return Optional.ofNullable(files.poll());
  }

  /** Back from a reader that failed: they go first again. */
  @Override
  public void addSplits(Collection<FileSourceSplit> returned) {
    List<FileSourceSplit> inOrder = List.copyOf(returned);
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      files.addFirst(inOrder.get(i));
    }
  }

  @Override
  public Collection<FileSourceSplit> remainingSplits() {
    return List.copyOf(files);
  }
}
