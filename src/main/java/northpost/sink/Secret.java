package northpost.sink;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a password or key is to be read, at the moment it is used. The value itself is in no
 * setting, job graph or log.
 *
 * @param environmentVariable its name; null where a file is named
 * @param file path of a file that holds the value; null where a variable is named
 */
public record Secret(String environmentVariable, String file) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  public static Secret inEnvironment(String variable) {
    return new Secret(variable, null);
  }

  public static Secret inFile(Path file) {
    return new Secret(null, file.toString());
  }

  /** The value, without surrounding white space. */
  String read() {
    if (file != null) {
      try {
        return present(Files.readString(Path.of(file)), "file " + file);
      } catch (IOException e) {
        throw new UncheckedIOException("secret file " + file + ": cannot be read", e);
      }
    }
    return present(
        System.getenv(environmentVariable), "environment variable " + environmentVariable);
  }

  private static String present(String value, String where) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "secret in " + where + ": got nothing, expected a password or API key");
    }
    return value.strip();
  }
}
