package northpost.helm;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that vary together.
 *
 * @param levels each a map of dotted path to value; the first is that of the defaults
 */
record Factor(String name, List<Map<String, Object>> levels) {
  /** One value with several levels, the default first. */
  static Factor of(String path, Object... values) {
    return new Factor(
        path,
        Arrays.stream(values)
            .map(
                value -> {
                  Map<String, Object> level = new LinkedHashMap<>();
                  level.put(path, value);
                  return level;
                })
            .toList());
  }

  /** The default, or all of these at once. */
  static Factor onOff(String name, Map<String, Object> on) {
    return new Factor(name, List.of(Map.of(), on));
  }
}
