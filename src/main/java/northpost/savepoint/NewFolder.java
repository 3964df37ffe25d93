package northpost.savepoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;

/** A folder to write a savepoint into: none yet, or empty; gone again when that fails. */
final class NewFolder {
  private NewFolder() {}

  /** What fills the folder. */
  interface Work<T> {
    T run() throws Exception;
  }

  /**
   * @throws IllegalArgumentException when there is something already
   */
  static <T> T filled(Path folder, Work<T> work) throws Exception {
    if (Files.exists(folder) && !isEmptyFolder(folder)) {
      throw new IllegalArgumentException(
          "output " + folder + ": got something that is there already, expected a new folder");
    }
    boolean done = false;
    try {
      T result = work.run();
      done = true;
      return result;
    } finally {
      if (!done) {
        FileUtils.deleteDirectoryQuietly(folder.toFile());
      }
    }
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  /** Bytes of all files of a folder. */
  static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }
}
