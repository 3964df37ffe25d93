package northpost.replay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Brings many versions of many records down to the newest of each, in order of identity, in a
 * bounded part of memory: what is more goes to sorted files, which are merged at the end.
 */
final class NewestVersions {
  /** Files open at once when they are merged. */
  private static final int MOST_FILES = 128;

  private final Path folder;
  private final long mostBytes;
  private final TreeMap<String, VersionedLine> inMemory = new TreeMap<>();
  private List<Path> sorted = new ArrayList<>();
  private long bytes;
  private int files;

  /**
   * @param folder for files; it exists, and whoever made it deletes it
   * @param mostBytes that may be in memory
   */
  NewestVersions(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /** What to do with a record. */
  interface Each {
    void accept(VersionedLine newest) throws IOException;
  }

  /** Takes a version; of two equal ones the one that came first stays. */
  void add(VersionedLine line) throws IOException {
    if (inMemory.merge(line.identity(), line, VersionedLine::and) == line) {
      bytes += line.bytes();
    }
    if (bytes >= mostBytes) {
      spill();
    }
  }

  private void spill() throws IOException {
    if (inMemory.isEmpty()) {
      return;
    }
    Path file = next();
    try (DataOutputStream out = output(file)) {
      for (VersionedLine line : inMemory.values()) {
        line.write(out);
      }
    }
    sorted.add(file);
    inMemory.clear();
    bytes = 0;
    if (sorted.size() == MOST_FILES) {
      sorted = new ArrayList<>(List.of(mergedToOne()));
    }
  }

  private Path next() {
    return folder.resolve("sorted-" + files++);
  }

  private Path mergedToOne() throws IOException {
    Path file = next();
    try (DataOutputStream out = output(file)) {
      merge(line -> line.write(out));
    }
    for (Path merged : sorted) {
      Files.delete(merged);
    }
    return file;
  }

  private static DataOutputStream output(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  /**
   * Gives each record once.
   *
   * @return how many there are
   */
  long forEach(Each each) throws IOException {
    if (sorted.isEmpty()) {
      for (VersionedLine line : inMemory.values()) {
        each.accept(line);
      }
      return inMemory.size();
    }
    spill();
    return merge(each);
  }

  private long merge(Each each) throws IOException {
    List<SortedFile> open = new ArrayList<>();
    try {
      for (Path file : sorted) {
        open.add(new SortedFile(file, open.size()));
      }
      return merge(open, each);
    } finally {
      for (SortedFile file : open) {
        file.close();
      }
    }
  }

  private static long merge(List<SortedFile> open, Each each) throws IOException {
    PriorityQueue<SortedFile> byIdentity =
        new PriorityQueue<>(
            Comparator.comparing((SortedFile file) -> file.current.identity())
                .thenComparing(file -> file.number));
    open.stream().filter(file -> file.current != null).forEach(byIdentity::add);
    long records = 0;
    while (!byIdentity.isEmpty()) {
      VersionedLine newest = advance(byIdentity);
      while (!byIdentity.isEmpty()
          && byIdentity.peek().current.identity().equals(newest.identity())) {
        newest = newest.and(advance(byIdentity));
      }
      each.accept(newest);
      records++;
    }
    return records;
  }

  private static VersionedLine advance(PriorityQueue<SortedFile> byIdentity) throws IOException {
    SortedFile file = byIdentity.remove();
    VersionedLine line = file.current;
    file.advance();
    if (file.current != null) {
      byIdentity.add(file);
    }
    return line;
  }

  /** A file that is being read. */
  private static final class SortedFile implements AutoCloseable {
    private final int number;
    private final DataInputStream in;
    private VersionedLine current;

    SortedFile(Path file, int number) throws IOException {
      this.number = number;
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
      advance();
    }

    private void advance() throws IOException {
      in.mark(1);
      if (in.read() < 0) {
        current = null;
        return;
      }
      in.reset();
      current = VersionedLine.read(in);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
