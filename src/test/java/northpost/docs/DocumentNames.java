package northpost.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What documents name, and whether there is such a thing: everything in backticks is of one of
 * these kinds, and so is every command in a block of code. What is of no other kind must at least
 * be a word of the code.
 */
final class DocumentNames {
  private static final Pattern COMMAND = Pattern.compile("\\./northpost [a-z][^`\\n#]*");
  private static final Pattern TEST = Pattern.compile("-D(?:it\\.)?test=(\\w+)");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(java|yaml)$(.*?)^```$");

  private static final List<NameKind> KINDS =
      List.of(
          new LiteralText(),
          new CommandName(),
          new OptionName(),
          new ForeignCommand(),
          new NorthpostName(),
          new IndexName(),
          new FileName(),
          new JavaName(),
          new DottedName(),
          new CodeWord());

  private DocumentNames() {}

  /** What the document names and what is not there, a line each. */
  static List<String> faults(Document document) {
    List<String> faults = new ArrayList<>();
    for (String span : document.codeSpans()) {
      of(span).fault(span, document).ifPresent(fault -> faults.add(line(document, span, fault)));
    }
    for (String fence : document.fences()) {
      for (MatchResult command : COMMAND.matcher(fence).results().toList()) {
        add(faults, document, new CommandName(), command.group().strip());
      }
      for (String line : fence.lines().filter(new ForeignCommand()::claims).toList()) {
        add(faults, document, new ForeignCommand(), line.replaceFirst(" +#.*", ""));
      }
      for (MatchResult test : TEST.matcher(fence).results().toList()) {
        add(faults, document, new JavaName(), test.group(1));
      }
    }
    for (String line : document.indented()) {
      String command = line.strip().replaceAll("[\\[\\]]| +#.*", "");
      if (new CommandName().claims(command)) {
        add(faults, document, new CommandName(), command);
      }
    }
    for (MatchResult block : BLOCK.matcher(document.text()).results().toList()) {
      String code =
          block.group(2).replaceAll("(?m)//.*$", "").replaceAll("\"[^\"]*\"|(?m)^title: .*$", "");
      add(faults, document, new CodeWord(), code.replace('\n', ' '));
    }
    return faults;
  }

  private static void add(List<String> faults, Document document, NameKind kind, String text) {
    kind.fault(text, document).ifPresent(fault -> faults.add(line(document, text, fault)));
  }

  private static NameKind of(String span) {
    return KINDS.stream().filter(kind -> kind.claims(span)).findFirst().orElseThrow();
  }

  private static String line(Document document, String name, String fault) {
    return document + ": " + name + ": " + fault;
  }

  static Optional<String> unless(boolean there, String fault) {
    return there ? Optional.empty() : Optional.of(fault);
  }
}
