package northpost.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How to start a server in a JVM of its own.
 *
 * @param name what messages call it
 * @param environment variables on top of this process's
 * @param log file that its output is appended to
 * @param startLimit how long it may take until it prints its ready line
 * @param stopLimit how long it may take to end when asked to, before it is ended by force
 */
public record ServerCommand(
    String name,
    List<Path> classPath,
    List<String> jvmOptions,
    String mainClass,
    List<String> arguments,
    Map<String, String> environment,
    Path log,
    Duration startLimit,
    Duration stopLimit) {
  public ServerCommand {
    classPath = List.copyOf(classPath);
    jvmOptions = List.copyOf(jvmOptions);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** With no variables but this process's. */
  public ServerCommand(
      String name,
      List<Path> classPath,
      List<String> jvmOptions,
      String mainClass,
      List<String> arguments,
      Path log,
      Duration startLimit,
      Duration stopLimit) {
    this(name, classPath, jvmOptions, mainClass, arguments, Map.of(), log, startLimit, stopLimit);
  }

  /** The command line, with the Java that runs this process. */
  List<String> commandLine() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvmOptions);
    line.add("-cp");
    line.add(
        classPath.stream()
            .map(Path::toString)
            .collect(Collectors.joining(System.getProperty("path.separator"))));
    line.add(mainClass);
    line.addAll(arguments);
    return line;
  }
}
