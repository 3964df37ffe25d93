package northpost.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command of Flink, Helm, Kubernetes, Docker or Maven: what of it is ours must be there. */
final class ForeignCommand implements NameKind {
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "flink", Set.of("run", "stop", "list", "cancel", "savepoint"),
          "helm", Set.of("install", "upgrade", "rollback", "history", "uninstall"),
          "kubectl", Set.of("create", "get", "describe", "logs", "delete"),
          "docker", Set.of("build"),
          "mvn", Set.of("verify", "package", "test", "spotless:apply"),
          "kill", Set.of("-9"));

  /** Of the few commands of Flink that a document shows. */
  private static final Set<String> FLINK_OPTIONS =
      Set.of("-d", "-s", "-n", "-p", "--savepointPath", "--type", "--drain");

  @Override
  public boolean claims(String text) {
    String[] words = text.split(" +");
    return words.length > 1 && WORDS.containsKey(words[0]);
  }

  @Override
  public Optional<String> fault(String text, Document document) {
    List<String> words = Arrays.asList(text.strip().split("\\s+"));
    String program = words.get(0);
    Optional<String> command =
        words.stream()
            .skip(1)
            .filter(word -> program.equals("kill") || !word.startsWith("-"))
            .findFirst();
    if (command.filter(WORDS.get(program)::contains).isEmpty()) {
      return Optional.of(
          "got " + program + " " + command.orElse("") + ", expected " + WORDS.get(program));
    }
    for (String word : words) {
      if (program.equals("flink") && word.startsWith("-") && !FLINK_OPTIONS.contains(word)) {
        return Optional.of("got option " + word + ", expected one of " + FLINK_OPTIONS);
      }
      if (program.equals("helm") && word.contains("=") && !word.startsWith("-")) {
        String value = word.split("=", 2)[0];
        if (!ForeignKeys.chart().contains(value)) {
          return Optional.of("got value " + value + ", expected one of the chart's");
        }
      }
      if (word.endsWith("-job.jar")) {
        return FileName.jarFault(word);
      }
      if (word.startsWith("helm/") && !Files.exists(Path.of(word))) {
        return Optional.of("got " + word + ", expected the folder of the chart");
      }
    }
    return Optional.empty();
  }
}
