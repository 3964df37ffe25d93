package northpost.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import northpost.job.NorthpostOptions;
import northpost.settings.Finding;
import northpost.settings.Given;
import northpost.settings.PropertiesKind;
import northpost.settings.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the values that a job would have, and where each comes from. */
@Command(
    name = "show",
    description = {
      "Prints every setting with the value that a job would have and where it comes from.",
      "Secrets are hidden. 1, and what is wrong, if the configuration would be refused."
    },
    mixinStandardHelpOptions = true)
final class ConfigShow implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private ConfigSources sources;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** A line of the result. */
  private record Line(String key, String value, String source) {}

  @Override
  public Integer call() {
    List<Finding> errors = Finding.errors(sources.findings());
    if (!errors.isEmpty()) {
      errors.forEach(error -> spec.commandLine().getErr().println(error.text()));
      return 1;
    }
    List<Line> lines = new ArrayList<>();
    for (Setting setting : NorthpostOptions.settings().all()) {
      lines.addAll(lines(setting, sources.sources().effective()));
    }
    if (json) {
      ObjectNode root = JSON.createObjectNode();
      for (Line line : lines) {
        root.putObject(line.key()).put("value", line.value()).put("source", line.source());
      }
      spec.commandLine().getOut().println(root.toPrettyString());
    } else {
      lines.forEach(
          line ->
              spec.commandLine()
                  .getOut()
                  .printf("%s: %s  [%s]%n", line.key(), line.value(), line.source()));
    }
    return 0;
  }

  private static List<Line> lines(Setting setting, Map<String, Given> given) {
    if (setting.kind() instanceof PropertiesKind properties) {
      List<Line> lines = new ArrayList<>();
      new TreeMap<>(given)
          .forEach(
              (key, value) -> {
                if (key.startsWith(setting.key() + ".")) {
                  lines.add(
                      new Line(
                          key,
                          properties.isHidden(key.substring(setting.key().length() + 1))
                              ? "(hidden)"
                              : value.text(),
                          value.where()));
                }
              });
      return lines;
    }
    Given value = given.get(setting.key());
    return List.of(
        value == null
            ? new Line(setting.key(), setting.defaultText().orElse(null), "default")
            : new Line(setting.key(), value.text(), value.where()));
  }
}
