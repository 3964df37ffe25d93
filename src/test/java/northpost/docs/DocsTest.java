package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import northpost.job.NorthpostOptions;
import northpost.tool.Northpost;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class DocsTest {
  private static final Pattern FILE_NAME =
      Pattern.compile("[\\w.-]+\\.(avsc|java|json|md|onnx|properties|xml|yaml|yml)");
  private static final Pattern CLASS = Pattern.compile("northpost(\\.[a-z]+)*\\.[A-Z]\\w+");
  private static final Pattern COMMAND = Pattern.compile("\\./northpost ([a-z][^`\\n]*)");
  private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z-]+");
  private static final Pattern FAMILY = Pattern.compile("(northpost\\..*?)(\\*|<\\w+>)");
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Set<String> PRODUCTS =
      Set.of("target", "evaluation", "node_modules", ".git");

  static List<Document> documents() {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadSomewhere(Document document) {
    assertThat(document.relativeLinks())
        .allSatisfy(
            link -> {
              String[] parts = link.split("#", 2);
              Path target =
                  parts[0].isEmpty()
                      ? document.path()
                      : document.path().resolveSibling(parts[0]).normalize();
              assertThat(target).as(link).exists();
              if (parts.length == 2) {
                assertThat(anchors(Document.read(target.toString()))).contains(parts[1]);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("documents")
  void filesThatAreNamedExist(Document document) throws IOException {
    Set<String> names = fileNames();
    Set<String> folders = namesIn(Path.of("."));
    for (String span : document.codeSpans()) {
      String first = span.split("/", 2)[0];
      if (span.contains("/") && span.matches("[\\w./-]+") && folders.contains(first)) {
        assertThat(Path.of(span)).as("%s in %s", span, document).exists();
      } else if (FILE_NAME.matcher(span).matches() && !span.startsWith("northpost.")) {
        assertThat(names.contains(span)).as("%s in %s", span, document).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void classesThatAreNamedExist(Document document) {
    for (String span : document.codeSpans()) {
      if (CLASS.matcher(span).matches()) {
        String file = span.replace('.', '/') + ".java";
        assertThat(
                Stream.of("src/main/java", "src/test/java")
                    .anyMatch(root -> Files.exists(Path.of(root, file))))
            .as("%s in %s", span, document)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commandsAndTheirOptionsExist(Document document) {
    for (MatchResult match : COMMAND.matcher(document.text()).results().toList()) {
      String line = match.group(1);
      CommandLine command = command(List.of(line.split("\\s+")));
      assertThat(command.getParent()).as("./northpost %s in %s", line, document).isNotNull();
      OPTION
          .matcher(line.split(" -- ", 2)[0])
          .results()
          .forEach(
              option ->
                  assertThat(command.getCommandSpec().optionsMap())
                      .as("./northpost %s in %s", line, document)
                      .containsKey(option.group()));
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void namesOfTopicsSettingsFieldsAndPackagesExist(Document document) throws IOException {
    for (String span : document.codeSpans()) {
      if (span.matches("northpost\\.[a-z0-9_.<>*A-Z-]+") && !CLASS.matcher(span).matches()) {
        assertThat(exists(span)).as("%s in %s", span, document).isTrue();
      }
    }
  }

  private static boolean exists(String name) throws IOException {
    List<String> settings = NorthpostOptions.all().stream().map(ConfigOption::key).toList();
    Set<String> fields = fields();
    Matcher family = FAMILY.matcher(name);
    if (family.matches() && !isTopic(name)) {
      String prefix = family.group(1);
      return prefix.equals("northpost.")
          || Stream.concat(settings.stream(), fields.stream())
              .anyMatch(known -> (known + ".").startsWith(prefix));
    }
    return Files.isDirectory(Path.of("src/main/java", name.split("\\.")))
        || settings.contains(name)
        || settings.stream().anyMatch(key -> isInMap(name, key))
        || fields.contains(name)
        || isTopic(name);
  }

  private static boolean isInMap(String name, String key) {
    return key.equals(NorthpostOptions.KAFKA_PROPERTIES.key()) && name.startsWith(key + ".");
  }

  private static boolean isTopic(String name) throws IOException {
    String demo = Files.readString(Path.of("src/main/java/northpost/demo/DemoTopics.java"));
    return demo.contains("\"" + name + "\"")
        || NorthpostOptions.all().stream()
            .map(ConfigOption::defaultValue)
            .anyMatch(value -> Objects.equals(value, name))
        || name.replace("<portCode>", "0712")
            .matches(NorthpostOptions.CAPTURES_PATTERN.defaultValue());
  }

  /** The command that the words lead to; the launcher itself where they lead to none. */
  private static CommandLine command(List<String> words) {
    CommandLine command = new CommandLine(new Northpost());
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        break;
      }
      command = next;
    }
    return command.getSubcommands().isEmpty() ? command : new CommandLine(new Northpost());
  }

  private static List<String> anchors(Document document) {
    return Pattern.compile("(?m)^#+ (.*)$")
        .matcher(document.text())
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static Set<String> fileNames() throws IOException {
    Set<String> names = new HashSet<>();
    for (String folder : namesIn(Path.of("."))) {
      if (!PRODUCTS.contains(folder)) {
        try (Stream<Path> files = Files.walk(Path.of(folder), new FileVisitOption[0])) {
          files.forEach(file -> names.add(file.getFileName().toString()));
        }
      }
    }
    return names;
  }

  private static Set<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !PRODUCTS.contains(name))
          .collect(Collectors.toSet());
    }
  }

  /** Every field that an Elasticsearch mapping of ours has. */
  private static Set<String> fields() throws IOException {
    Set<String> fields = new HashSet<>();
    Path templates = RESOURCES.resolve("elasticsearch/component-templates");
    try (Stream<Path> files = Files.list(templates)) {
      for (Path file : new ArrayList<>(files.toList())) {
        JsonNode template = new ObjectMapper().readTree(file.toFile());
        collect(template.at("/template/mappings"), "", fields);
      }
    }
    return fields;
  }

  private static void collect(JsonNode mapping, String path, Set<String> fields) {
    mapping
        .path("properties")
        .fields()
        .forEachRemaining(
            field -> {
              String name = path + field.getKey();
              fields.add(name);
              collect(field.getValue(), name + ".", fields);
            });
  }
}
