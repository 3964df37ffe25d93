package northpost.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The document of all settings, in Markdown. */
public final class SettingsDocument {
  private final Settings settings;

  public SettingsDocument(Settings settings) {
    this.settings = settings;
  }

  /**
   * Head, then a table for each group of keys.
   *
   * @param head what stands above the tables
   */
  public String text(String head) {
    StringBuilder text = new StringBuilder(head.strip()).append('\n');
    Map<String, List<Setting>> groups = new LinkedHashMap<>();
    for (Setting setting : settings.all()) {
      String group = setting.key().split("\\.")[1];
      groups.computeIfAbsent(group, name -> new ArrayList<>()).add(setting);
    }
    groups.forEach(
        (group, all) -> {
          text.append("\n## ").append(group).append("\n\n");
          text.append("| key | type and unit | allowed | default | meaning |\n");
          text.append("|---|---|---|---|---|\n");
          all.forEach(setting -> text.append(row(setting)));
        });
    return text.toString();
  }

  private static String row(Setting setting) {
    Kind kind = setting.kind();
    String unit = kind.unit().isEmpty() ? "" : ": " + kind.unit();
    String standard =
        setting
            .defaultText()
            .map(value -> "`" + value + "`")
            .orElse(setting.required() ? "none; needed" : "none");
    return "| `"
        + setting.key()
        + "` | "
        + kind.type()
        + unit
        + " | "
        + kind.allowed().replace("|", "\\|")
        + " | "
        + standard.replace("|", "\\|")
        + " | "
        + setting.description()
        + " |\n";
  }
}
