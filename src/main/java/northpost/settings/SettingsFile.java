package northpost.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The values of a YAML file, each with its line. Keys may be nested, written with dots, or both.
 *
 * @param given in the order of the file; of a key that is there twice, the first
 * @param findings what is wrong with the file whatever its keys mean
 */
public record SettingsFile(List<Given> given, List<Finding> findings) {
  public SettingsFile {
    given = List.copyOf(given);
    findings = List.copyOf(findings);
  }

  /** Reads a file; a file that cannot be read is a finding. */
  public static SettingsFile read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      return unreadable(file, "no such file", "a file of settings");
    } catch (MalformedInputException e) {
      return unreadable(file, "bytes that are no UTF-8", "text in UTF-8");
    } catch (IOException e) {
      return unreadable(file, e.toString(), "a file that can be read");
    }
  }

  /** Reads the text of a file. */
  static SettingsFile parse(String name, String text) {
    Reading reading = new Reading(name);
    try {
      LoaderOptions limits = new LoaderOptions();
      boolean first = true;
      for (Node document : new Yaml(new SafeConstructor(limits)).composeAll(reader(text))) {
        if (first) {
          reading.document(document);
        } else {
          reading.fault(document, "", "a second document", "one");
        }
        first = false;
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      reading.findings.add(
          Finding.error(name + ":" + line, "", "no YAML: " + e.getProblem(), "YAML"));
    } catch (YAMLException e) {
      reading.findings.add(Finding.error(name, "", "no YAML: " + e.getMessage(), "YAML"));
    }
    return new SettingsFile(reading.given, reading.findings);
  }

  private static Reader reader(String text) {
    return new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private static SettingsFile unreadable(Path file, String got, String expected) {
    return new SettingsFile(List.of(), List.of(Finding.error(file.toString(), "", got, expected)));
  }

  /** Walks the nodes of a document. */
  private static final class Reading {
    private final String name;
    private final List<Given> given = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> seen = new HashMap<>();
    private final Set<Node> above = new HashSet<>();

    Reading(String name) {
      this.name = name;
    }

    void document(Node root) {
      if (root instanceof MappingNode map) {
        map(map, "");
      } else if (!isNothing(root)) {
        fault(root, "", kindOf(root), "keys with values");
      }
    }

    private void map(MappingNode map, String prefix) {
      if (!above.add(map)) {
        fault(map, prefix, "an alias of what it stands in", "values");
        return;
      }
      Set<String> names = new HashSet<>();
      for (NodeTuple entry : map.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key && !key.getTag().equals(Tag.MERGE)) {
          String path = prefix.isEmpty() ? key.getValue() : prefix + "." + key.getValue();
          // A group may be continued below a key with dots, but not written twice.
          if (names.add(key.getValue()) || !(entry.getValueNode() instanceof MappingNode)) {
            value(entry.getValueNode(), path, where(key));
          } else {
            fault(key, path, "a second group of this name", "one");
          }
        } else {
          fault(entry.getKeyNode(), prefix, kindOf(entry.getKeyNode()), "a key that is a text");
        }
      }
      above.remove(map);
    }

    private void value(Node value, String key, String where) {
      if (value instanceof MappingNode map) {
        map(map, key);
        return;
      }
      String first = seen.putIfAbsent(key, where);
      if (first != null) {
        findings.add(
            Finding.error(where, key, "a second value", "one, and the first is at " + first));
      } else if (value instanceof SequenceNode list) {
        list(list, key, where);
      } else {
        ScalarNode scalar = (ScalarNode) value;
        String text = isNothing(scalar) ? null : scalar.getValue();
        given.add(new Given(key, text, form(scalar), where));
      }
    }

    private void list(SequenceNode list, String key, String where) {
      StringJoiner elements = new StringJoiner(";");
      Given.Form form = Given.Form.LIST;
      for (Node element : list.getValue()) {
        if (element instanceof ScalarNode scalar && form(scalar) != Given.Form.VALUE) {
          elements.add(scalar.getValue());
        } else {
          form = Given.Form.LIST_OF_OTHERS;
        }
      }
      given.add(new Given(key, elements.toString(), form, where));
    }

    private void fault(Node at, String key, String got, String expected) {
      findings.add(Finding.error(where(at), key, got, expected));
    }

    private String where(Node node) {
      return name + ":" + (node.getStartMark().getLine() + 1);
    }

    private static boolean isNothing(Node node) {
      return node.getTag().equals(Tag.NULL);
    }

    private static Given.Form form(ScalarNode scalar) {
      if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
        return Given.Form.QUOTED;
      }
      return scalar.getTag().equals(Tag.STR) ? Given.Form.TEXT : Given.Form.VALUE;
    }

    private static String kindOf(Node node) {
      return switch (node.getNodeId()) {
        case mapping -> "keys with values";
        case sequence -> "a list";
        default ->
            node.getTag().equals(Tag.MERGE)
                ? "a merge of YAML (<<)"
                : Shown.text(((ScalarNode) node).getValue());
      };
    }
  }
}
