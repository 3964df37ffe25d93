package northpost.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a program, in the order in which they are declared. */
public final class Settings {
  private final String root;
  private final Map<String, Setting> byKey = new LinkedHashMap<>();

  /**
   * The settings.
   *
   * @param root what each key begins with, before the first dot
   */
  public Settings(String root, List<Setting> settings) {
    this.root = root;
    for (Setting setting : settings) {
      if (!setting.key().startsWith(root + ".") || byKey.put(setting.key(), setting) != null) {
        throw new IllegalArgumentException(
            setting.key() + ": expected a new key that begins with " + root + ".");
      }
    }
  }

  /** What each key begins with, before the first dot. */
  public String root() {
    return root;
  }

  public List<Setting> all() {
    return List.copyOf(byKey.values());
  }

  /** The setting of a key, or of the property that the key stands for. */
  public Optional<Setting> of(String key) {
    Setting setting = byKey.get(key);
    return setting != null
        ? Optional.of(setting)
        : byKey.values().stream().filter(each -> each.hasProperty(key)).findFirst();
  }

  /** The setting that had a key in an earlier version. */
  public Optional<Setting> ofEarlier(String key) {
    return byKey.values().stream().filter(each -> each.earlierKeys().contains(key)).findFirst();
  }

  List<String> keys() {
    return List.copyOf(byKey.keySet());
  }

  /** Whether keys begin with this one and a dot. */
  boolean isGroup(String key) {
    return byKey.keySet().stream().anyMatch(each -> each.startsWith(key + "."));
  }
}
