package northpost.wire.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import northpost.domain.RejectionReason;
import northpost.wire.WireException;

/**
 * The photos that a file of captures or references names: below the file's own folder and nowhere
 * else.
 */
public final class ImageFolder {
  /** The most bytes a photo may have: 2 MiB. */
  public static final int MAX_IMAGE_BYTES = 2 * 1024 * 1024;

  private final Path folder;

  public ImageFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The bytes of a photo.
   *
   * @param relative path below the folder
   * @throws WireException INVALID_FIELD when it leads out of the folder, does not exist or is too
   *     large
   */
  byte[] read(String relative) throws WireException {
    Path path;
    try {
      path = Path.of(relative);
    } catch (InvalidPathException e) {
      throw refused(relative, "a path below the file's folder");
    }
    if (path.isAbsolute()) {
      throw refused(relative, "a path relative to the file's folder");
    }
    for (Path part : path) {
      if (part.toString().equals("..")) {
        throw refused(relative, "a path below the file's folder, without ..");
      }
    }
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(path);
      if (!Files.isRegularFile(file)) {
        throw refused(relative, "a file below " + folder + ", there is none of that name");
      }
      // A link inside the folder may still lead out of it.
      if (!file.toRealPath().startsWith(root)) {
        throw refused(relative, "a file below " + folder + ", this one leads out of it");
      }
      long size = Files.size(file);
      if (size > MAX_IMAGE_BYTES) {
        throw refused(relative + " of " + size + " bytes", "at most " + MAX_IMAGE_BYTES + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw refused(relative, "a readable file below " + folder + " (" + e + ")");
    }
  }

  private static WireException refused(String got, String expected) {
    return new WireException(
        RejectionReason.INVALID_FIELD, "imagePath: got " + got + ", expected " + expected);
  }

  static byte[] fromBase64(String text) throws WireException {
    try {
      return Base64.getDecoder().decode(withoutLineBreaks(text));
    } catch (IllegalArgumentException e) {
      throw new WireException(
          RejectionReason.INVALID_FIELD,
          "image: got " + text.length() + " characters (" + e.getMessage() + "), expected base64",
          e);
    }
  }

  /** Many encoders break lines after 76 characters. */
  private static String withoutLineBreaks(String text) {
    return text.indexOf('\n') < 0 ? text : text.replace("\r", "").replace("\n", "");
  }

  static String toBase64(byte[] image) {
    return Base64.getEncoder().encodeToString(image);
  }
}
