package northpost.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a cluster is started from and what it works on.
 *
 * @param image what the image is made of, normally {@code target/image}
 * @param servers the servers' build, normally {@code target/servers}
 * @param work configuration, state and data of this cluster; logs in its subfolder
 */
public record ClusterFolders(Path image, Path servers, Path work) {
  public ClusterFolders {
    image = image.toAbsolutePath().normalize();
    servers = servers.toAbsolutePath().normalize();
    work = work.toAbsolutePath().normalize();
  }

  /**
   * @throws IOException when something that the build makes is not there
   */
  void require() throws IOException {
    require(jobJar(), "mvn -DskipTests package");
    require(image.resolve("conf/config.yaml"), "mvn -DskipTests package");
    require(logging(), "mvn -DskipTests package");
    require(servers.resolve("flink/lib"), "mvn antrun:run@servers");
    Files.createDirectories(logs());
    Files.createDirectories(conf());
  }

  private static void require(Path path, String command) throws IOException {
    if (!Files.exists(path)) {
      throw new IOException(path + ": got nothing, expected what " + command + " makes");
    }
  }

  /** The same folders of a run of its own, which works below this one's. */
  ClusterFolders below(String name) {
    return new ClusterFolders(image, servers, work.resolve(name));
  }

  /**
   * The same with another job jar.
   *
   * @param jar is copied
   * @param otherImage links to all that is not the job; made where it is not there
   */
  ClusterFolders withJob(Path jar, Path otherImage) throws IOException {
    ClusterFolders other = new ClusterFolders(otherImage, servers, work);
    Files.createDirectories(other.jobJar().getParent());
    Files.copy(jar, other.jobJar());
    for (String part : List.of("lib", "models", "conf")) {
      Files.createSymbolicLink(other.image().resolve(part), image.resolve(part));
    }
    return other;
  }

  Path jobJar() {
    return image.resolve("usrlib/northpost.jar");
  }

  /** How Flink's processes log, as in a deployment. */
  Path logging() {
    return image.resolve("conf/log4j-console.properties");
  }

  Path models() {
    return image.resolve("models");
  }

  Path logs() {
    return work.resolve("logs");
  }

  Path conf() {
    return work.resolve("conf");
  }

  /** Flink's own libraries and, as in the image, those that the job has beside them. */
  List<Path> classPath() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path lib : List.of(servers.resolve("flink/lib"), image.resolve("lib"))) {
      try (Stream<Path> files = Files.list(lib)) {
        files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
      }
    }
    return jars;
  }
}
