package northpost.tool;

import java.nio.file.Path;

/** The folder of the project, which the launcher names by the property northpost.home. */
final class ProjectHome {
  private ProjectHome() {}

  /** A path within the folder of the project; within the working directory without the property. */
  static Path resolve(String path) {
    return Path.of(System.getProperty("northpost.home", ".")).resolve(path);
  }
}
