package northpost.face;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The networks of the project, and rendered faces of nobody. */
final class TestFaces {
  static final Path MODELS = Path.of(System.getProperty("northpost.home", ".")).resolve("models");

  private TestFaces() {}

  static byte[] oneFace() {
    return resource("/faces/one-face.jpg");
  }

  static byte[] twoFaces() {
    return resource("/faces/two-faces.jpg");
  }

  private static byte[] resource(String name) {
    try (InputStream stream = TestFaces.class.getResourceAsStream(name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
