package northpost.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import northpost.tool.Northpost;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command of the launcher with its options: ./northpost bench search --quick, or config check.
 */
final class CommandName implements NameKind {
  private static final String LAUNCHER = "./northpost";
  private static final CommandLine ROOT = new CommandLine(new Northpost());

  @Override
  public boolean claims(String text) {
    String[] words = text.split(" ");
    return words[0].equals(LAUNCHER)
        || words.length > 1 && all(ROOT).anyMatch(each -> each.getCommandName().equals(words[0]));
  }

  @Override
  public Optional<String> fault(String text, Document document) {
    List<String> words = new ArrayList<>(List.of(text.split(" -- ")[0].split("\\s+")));
    CommandLine command;
    if (words.get(0).equals(LAUNCHER)) {
      words.remove(0);
      command = ROOT;
    } else {
      String first = words.remove(0);
      List<CommandLine> named =
          all(ROOT).filter(each -> each.getCommandName().equals(first)).toList();
      // Where several groups have such a command, one of them must take the rest.
      List<Optional<String>> faults = named.stream().map(each -> faultAfter(each, words)).toList();
      return faults.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : faults.get(0);
    }
    return words.isEmpty() ? Optional.empty() : faultAfter(command, words);
  }

  private static Optional<String> faultAfter(CommandLine start, List<String> words) {
    CommandLine command = start;
    int at = 0;
    while (at < words.size() && command.getSubcommands().containsKey(words.get(at))) {
      command = command.getSubcommands().get(words.get(at++));
    }
    if (!command.getSubcommands().isEmpty()) {
      return Optional.of(
          "got "
              + (at < words.size() ? "command " + words.get(at) : "no command")
              + " after "
              + command.getCommandName()
              + ", expected one of "
              + new TreeSet<>(command.getSubcommands().keySet()));
    }
    for (int word = at; word < words.size(); word++) {
      if (words.get(word).startsWith("--")) {
        String value = word + 1 < words.size() ? words.get(word + 1) : "";
        Optional<String> fault = optionFault(command, words.get(word), value);
        if (fault.isPresent()) {
          return fault;
        }
      } else if (words.get(word).startsWith("-D")) {
        Optional<String> fault = OptionName.propertyFault(words.get(word));
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  /** What is wrong with an option, and with the value after it where only a few are allowed. */
  static Optional<String> optionFault(CommandLine command, String option, String value) {
    OptionSpec spec = command.getCommandSpec().optionsMap().get(option.split("=", 2)[0]);
    if (spec == null) {
      return Optional.of(
          "got option "
              + option
              + ", expected one of "
              + new TreeSet<>(command.getCommandSpec().optionsMap().keySet()));
    }
    if (spec.type().isEnum() && !value.isEmpty()) {
      List<String> allowed =
          Arrays.stream(spec.type().getEnumConstants()).map(Object::toString).toList();
      boolean known =
          allowed.stream()
              .anyMatch(each -> each.replace('_', '-').equalsIgnoreCase(value.replace('_', '-')));
      return DocumentNames.unless(
          known, "got " + option + " " + value + ", expected one of " + allowed);
    }
    return Optional.empty();
  }

  /** The commands of which a document speaks. */
  static Set<CommandLine> namedIn(Document document) {
    return all(ROOT)
        .filter(each -> each.getParent() != null)
        .filter(each -> each.getSubcommands().isEmpty())
        .filter(
            each ->
                document.text().contains(path(each))
                    || document.text().contains("`" + each.getCommandName()))
        .collect(Collectors.toSet());
  }

  private static String path(CommandLine command) {
    return command.getParent().getParent() == null
        ? LAUNCHER + " " + command.getCommandName()
        : command.getParent().getCommandName() + " " + command.getCommandName();
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandName::all));
  }
}
