package northpost.docs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a configuration file says of its own values. */
final class FlinkConfFile {
  private static final Pattern LINE = Pattern.compile("( *)([\\w-]+):(.*)");
  private static final Pattern MARK = Pattern.compile(" *# (-{2,}.*|DEPLOYMENT)");

  private FlinkConfFile() {}

  /**
   * Keys of values that nothing explains: right above the value, or above a key that it is under,
   * stands no comment. A heading is none, nor is a mark alone.
   */
  static List<String> unexplained(String yaml) {
    List<String> unexplained = new ArrayList<>();
    Deque<Key> above = new ArrayDeque<>();
    boolean comment = false;
    int folded = Integer.MAX_VALUE;
    for (String line : yaml.lines().toList()) {
      Matcher key = LINE.matcher(line);
      if (line.isBlank()) {
        comment = false;
      } else if (line.strip().startsWith("#")) {
        comment |= !MARK.matcher(line).matches();
      } else if (key.matches() && key.group(1).length() <= folded) {
        int indent = key.group(1).length();
        while (!above.isEmpty() && above.peek().indent() >= indent) {
          above.pop();
        }
        Key parent = above.peek();
        Key here =
            new Key(
                indent,
                parent == null ? key.group(2) : parent.path() + "." + key.group(2),
                comment || parent != null && parent.explained());
        above.push(here);
        String value = key.group(3).strip();
        folded = value.startsWith(">") ? indent : Integer.MAX_VALUE;
        if (!value.isEmpty() && !here.explained()) {
          unexplained.add(here.path());
        }
        comment = false;
      }
    }
    return unexplained;
  }

  private record Key(int indent, String path, boolean explained) {}
}
