package northpost.settings;

import java.util.ArrayList;
import java.util.List;

/** A file of settings with every key, at its default or, in a comment, with an example. */
public final class SettingsExample {
  private static final int WIDTH = 100;

  private final Settings settings;

  public SettingsExample(Settings settings) {
    this.settings = settings;
  }

  /**
   * The file.
   *
   * @param head comment lines at its start
   */
  public String text(List<String> head) {
    StringBuilder text = new StringBuilder();
    head.forEach(line -> text.append(line.isEmpty() ? "#\n" : "# " + line + "\n"));
    text.append('\n').append(settings.root()).append(":\n");
    String group = "";
    for (Setting setting : settings.all()) {
      String[] names = setting.key().split("\\.", 3);
      if (!names[1].equals(group)) {
        text.append(group.isEmpty() ? "" : "\n").append("  ").append(names[1]).append(":\n");
        group = names[1];
      }
      entry(text, setting, names[2]);
    }
    return text.toString();
  }

  private static void entry(StringBuilder text, Setting setting, String name) {
    String needed = setting.required() ? " DEPLOYMENT." : "";
    String comment = setting.description() + needed + " " + sentence(setting.kind().summary());
    wrapped(comment).forEach(line -> text.append("    # ").append(line).append('\n'));
    boolean given = setting.required() || setting.defaultText().isPresent();
    String value = setting.defaultText().orElse(setting.kind().example());
    text.append(given ? "    " : "    # ")
        .append(name)
        .append(": ")
        .append(yaml(setting.kind(), value))
        .append('\n');
  }

  /** A value as YAML holds it. */
  static String yaml(Kind kind, String value) {
    if (kind instanceof UrlsKind) {
      return "[\"" + value.replace(";", "\", \"") + "\"]";
    }
    if (!kind.isText() || value.matches("[A-Za-z][A-Za-z0-9._/-]*|[1-9][0-9]* [a-z]+")) {
      return value;
    }
    return "'" + value.replace("'", "''") + "'";
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH - 6) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
