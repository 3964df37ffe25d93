package northpost.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directories of one server: the jars it was built from, and the files it works on. */
final class ServerFiles {
  private final Path home;
  private final Path work;
  private final WorkFiles afterwards;

  private ServerFiles(Path home, Path work, WorkFiles afterwards) {
    this.home = home;
    this.work = work;
    this.afterwards = afterwards;
  }

  /** The files of the named server, in a directory of that name below each of the two given. */
  static ServerFiles of(String name, Path servers, Path workDirectory, WorkFiles afterwards)
      throws IOException {
    ServerFiles files =
        new ServerFiles(
            servers.resolve(name).toAbsolutePath(),
            workDirectory.resolve(name).toAbsolutePath(),
            afterwards);
    Files.createDirectories(files.temporary());
    return files;
  }

  Path home() {
    return home;
  }

  Path work() {
    return work;
  }

  Path log() {
    return work.resolve("server.log");
  }

  /** For what the server's JVM unpacks, so that it goes with the rest. */
  Path temporary() {
    return work.resolve("tmp");
  }

  List<Path> classPath() throws IOException {
    Path lib = home.resolve("lib");
    if (!Files.isDirectory(lib)) {
      throw new IOException(
          "server jars: expected directory "
              + lib
              + ", got none; build it: mvn antrun:run@servers");
    }
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.sorted().toList();
    }
  }

  /** Deletes the work files unless they are to be kept. */
  void close() throws IOException {
    if (afterwards == WorkFiles.KEEP) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(work)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
