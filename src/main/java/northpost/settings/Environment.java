package northpost.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import northpost.domain.NearestName;

/** The settings in environment variables. */
final class Environment {
  /**
   * Kubernetes tells a pod of each service in variables that begin with the service's name, and the
   * service of a job may be named as the program.
   */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile(
          ".*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT|PORT_[0-9]+_(TCP|UDP|SCTP)(_[A-Z]+)?)");

  private final Settings settings;
  private final Set<String> others;

  /**
   * @param others variables that begin as those of settings do and are none
   */
  Environment(Settings settings, Set<String> others) {
    this.settings = settings;
    this.others = Set.copyOf(others);
  }

  SettingsFile read(Map<String, String> variables) {
    String prefix = settings.root().toUpperCase(Locale.ROOT) + "_";
    Map<String, Setting> named = new HashMap<>();
    settings.all().forEach(each -> named.put(each.environmentVariable(), each));
    List<Given> given = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
      String name = variable.getKey();
      Setting setting = named.get(name);
      String where = "environment variable " + name;
      if (setting != null) {
        given.add(new Given(setting.key(), variable.getValue(), Given.Form.UNTYPED, where));
      } else if (name.startsWith(prefix)
          && !others.contains(name)
          && !OF_KUBERNETES.matcher(name).matches()) {
        findings.add(
            Finding.error(
                where,
                "",
                "the name of no setting",
                NearestName.of(name, named.keySet().stream().sorted().toList())
                    + " (the nearest)"));
      }
    }
    return new SettingsFile(given, findings);
  }
}
