package northpost.docs;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/**
 * An option alone: of a command of which the document speaks, of the job, of the Java runtime or of
 * Docker.
 */
final class OptionName implements NameKind {
  @Override
  public boolean claims(String text) {
    return text.matches("-(-[a-z]|D[a-z]|X).*");
  }

  @Override
  public Optional<String> fault(String text, Document document) {
    if (text.startsWith("-D")) {
      return propertyFault(text);
    }
    if (text.startsWith("-X")) {
      return DocumentNames.unless(
          text.matches("-Xm[xsn][0-9]+[mg]|-XX:[+-]?\\w+(=\\w+)?"),
          "expected an option of the Java runtime");
    }
    if (text.startsWith("--northpost.")) {
      return NorthpostName.settingFault(text.substring(2).split("[ =]")[0]);
    }
    String[] words = text.split(" ");
    Optional<String> first = Optional.of("expected an option of a command that is named here");
    for (int at = 0; at < words.length; at++) {
      if (words[at].startsWith("--")) {
        String option = words[at];
        String value = at + 1 < words.length ? words[at + 1] : "";
        List<Optional<String>> faults =
            CommandName.namedIn(document).stream()
                .filter(command -> has(command, option))
                .map(command -> CommandName.optionFault(command, option, value))
                .toList();
        if (faults.isEmpty()) {
          boolean elsewhere = Code.hasLine(option) || option.equals("--build-arg");
          if (!elsewhere) {
            return first;
          }
        } else if (faults.stream().noneMatch(Optional::isEmpty)) {
          return faults.get(0);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean has(CommandLine command, String option) {
    return command.getCommandSpec().optionsMap().containsKey(option);
  }

  /** A setting of Northpost or Flink, or a property of the Java runtime that the code names. */
  static Optional<String> propertyFault(String text) {
    String key = text.substring(2).split("=", 2)[0];
    if (key.isEmpty()) {
      return Optional.empty();
    }
    if (key.startsWith("northpost.")) {
      return NorthpostName.settingFault(key);
    }
    return DocumentNames.unless(
        ForeignKeys.flink().contains(key) || Code.dotted().contains(key),
        "got " + key + ", expected a setting of Northpost or Flink");
  }
}
