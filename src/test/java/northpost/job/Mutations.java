package northpost.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import northpost.settings.AddressesKind;
import northpost.settings.ChoiceKind;
import northpost.settings.DecimalKind;
import northpost.settings.DurationKind;
import northpost.settings.FlagKind;
import northpost.settings.Kind;
import northpost.settings.MemoryKind;
import northpost.settings.PathKind;
import northpost.settings.PathKind.Content;
import northpost.settings.PatternKind;
import northpost.settings.PropertiesKind;
import northpost.settings.Setting;
import northpost.settings.TextKind;
import northpost.settings.UrlsKind;
import northpost.settings.WholeKind;

/** Wrong values of a setting, as they would stand in a file. */
final class Mutations {
  /** What is wrong. */
  enum Wrong {
    TYPE,
    RANGE,
    UNIT,
    MISSING
  }

  /**
   * A wrong value.
   *
   * @param yaml what stands behind the key
   * @param text the same where all values are text; null where it would be right there
   */
  record Mutation(Wrong wrong, String yaml, String text) {}

  private final List<Mutation> all = new ArrayList<>();

  private Mutations() {}

  static List<Mutation> of(Setting setting) {
    Mutations mutations = new Mutations();
    mutations.types(setting.kind());
    mutations.ranges(setting);
    mutations.units(setting.kind());
    mutations.add(Wrong.MISSING, "", "");
    mutations.add(Wrong.MISSING, "~", null);
    return mutations.all;
  }

  /** Every deletion, doubling and exchange of characters behind the root, and of its own. */
  static List<String> typos(String key) {
    List<String> typos = new ArrayList<>();
    for (int i = 0; i < key.length(); i++) {
      typos.add(key.substring(0, i) + key.substring(i + 1));
      typos.add(key.substring(0, i) + key.charAt(i) + key.substring(i));
      if (i > 0 && key.charAt(i) != key.charAt(i - 1)) {
        typos.add(
            key.substring(0, i - 1) + key.charAt(i) + key.charAt(i - 1) + key.substring(i + 1));
      }
    }
    typos.add(key.replace("northpost", "Northpost"));
    return typos.stream().distinct().filter(typo -> !typo.equals(key)).toList();
  }

  private void types(Kind kind) {
    if (!(kind instanceof UrlsKind)) {
      // To some it is a text like another where all values are text.
      add(Wrong.TYPE, "[1, 2]", kind.isText() ? null : "[1, 2]");
    }
    if (!(kind instanceof PropertiesKind)) {
      add(Wrong.TYPE, "{a: b}", null);
    }
    if (kind.isText()) {
      Stream.of("12", "true", "2026-01-01", "1.5").forEach(value -> add(Wrong.TYPE, value, null));
    } else if (!(kind instanceof UrlsKind || kind instanceof PropertiesKind)) {
      Stream.of("many", "", "0x10", "2026-01-01")
          .forEach(value -> add(Wrong.TYPE, "'" + value + "'", value));
      Stream.of("many", "2026-01-01", "0x10", "1_0")
          .forEach(value -> add(Wrong.TYPE, value, value));
    }
    if (kind instanceof WholeKind) {
      Stream.of("1.5", "true", "1e0", "01").forEach(value -> add(Wrong.TYPE, value, value));
      add(Wrong.TYPE, "'1'", null);
    } else if (kind instanceof DecimalKind) {
      Stream.of("true", ".5", "0.5.1", "0,5").forEach(value -> add(Wrong.TYPE, value, value));
      add(Wrong.TYPE, "'0.5'", null);
    } else if (kind instanceof FlagKind) {
      Stream.of("yes", "on", "True", "1", "0").forEach(value -> add(Wrong.TYPE, value, value));
      add(Wrong.TYPE, "'true'", null);
    } else if (kind instanceof UrlsKind) {
      Stream.of("12", "true", "host-1", "host-1:9200")
          .forEach(value -> add(Wrong.TYPE, value, value));
      add(Wrong.TYPE, "[12]", null);
      add(Wrong.TYPE, "[]", null);
      add(Wrong.TYPE, "[[https://a:1]]", null);
    } else if (kind instanceof PropertiesKind) {
      Stream.of("12", "text", "true").forEach(value -> add(Wrong.TYPE, value, value));
    } else if (kind instanceof DurationKind || kind instanceof MemoryKind) {
      Stream.of("soon", "PT5M").forEach(value -> add(Wrong.TYPE, value, value));
    } else if (kind instanceof PatternKind) {
      Stream.of("(", "[a", "a{2").forEach(value -> add(Wrong.TYPE, "'" + value + "'", value));
    } else if (kind instanceof AddressesKind) {
      Stream.of("host-1", "host-1:", ":9092", "host-1:port", "http://host-1:9092", "a:1 b:2")
          .forEach(value -> add(Wrong.TYPE, "'" + value + "'", value));
    } else if (kind instanceof ChoiceKind choice) {
      String first = choice.words().get(0);
      Stream.of(first + "s", first.substring(1), first.toUpperCase(Locale.ROOT))
          .forEach(value -> add(Wrong.TYPE, value, value));
    }
  }

  private void ranges(Setting setting) {
    Kind kind = setting.kind();
    if (kind instanceof WholeKind whole) {
      Stream.of(whole.least() - 1L, whole.most() + 1L, Long.MAX_VALUE, (long) Integer.MIN_VALUE)
          .forEach(value -> add(Wrong.RANGE, value.toString(), value.toString()));
    } else if (kind instanceof DecimalKind decimal) {
      Stream.of(decimal.least() - 0.001, decimal.most() + 0.001, 1e300, -1e300)
          .forEach(value -> add(Wrong.RANGE, value.toString(), value.toString()));
      Stream.of(".nan", ".inf", "-.inf", "NaN", "Infinity")
          .forEach(value -> add(Wrong.RANGE, value, value));
    } else if (kind instanceof DurationKind duration) {
      long least = duration.least().toMillis();
      Stream.of(duration.most().toMillis() + 1 + " ms", "-1 s", "999999999999 d", least - 1 + " ms")
          .forEach(value -> add(Wrong.RANGE, value, value));
    } else if (kind instanceof MemoryKind memory) {
      Stream.of(
              memory.least().getBytes() - 1 + " bytes",
              memory.most().getBytes() + 1 + " bytes",
              "999999999999 tb",
              "-1 mb")
          .forEach(value -> add(Wrong.RANGE, value, value));
    } else if (kind instanceof TextKind) {
      String control = "a\\tb";
      add(Wrong.RANGE, "\"" + control + "\"", "a\tb");
      add(Wrong.RANGE, "'" + "a".repeat(300) + "'", "a".repeat(300));
      add(Wrong.RANGE, "'a:b c'", "a:b c");
      if (setting.key().endsWith("-topic")) {
        add(Wrong.RANGE, "'..'", "..");
      }
      if (setting.key().endsWith("sha256")) {
        add(Wrong.RANGE, "'" + "a".repeat(63) + "'", "a".repeat(63));
        add(Wrong.RANGE, "'" + "A".repeat(64) + "'", "A".repeat(64));
      }
    } else if (kind instanceof AddressesKind) {
      Stream.of("host-1:0", "host-1:65536", "host-1:9092,host-2:0", "host-1:9092,")
          .forEach(value -> add(Wrong.RANGE, "'" + value + "'", value));
    } else if (kind instanceof UrlsKind) {
      Stream.of(
              "https://h:0",
              "https://h:65536",
              "ftp://h:1",
              "https://u:p@h:1",
              "https://h:1?a=b",
              "https://h:1/es")
          .forEach(
              value -> {
                add(Wrong.RANGE, "'" + value + "'", value);
                add(Wrong.RANGE, "['https://h:1', '" + value + "']", "https://h:1;" + value);
              });
    } else if (kind instanceof PathKind path) {
      add(Wrong.RANGE, "' '", " ");
      add(Wrong.RANGE, "'/a '", "/a ");
      if (path.content() != Content.NETWORKS) {
        Stream.of(
                "file",
                "./file",
                "../file",
                "VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==")
            .forEach(value -> add(Wrong.RANGE, "'" + value + "'", value));
      }
    }
  }

  private void units(Kind kind) {
    if (kind instanceof DurationKind duration) {
      String most = DurationKind.text(duration.most()).split(" ")[0];
      Stream.of("", " m", " S", " weeks", " MS", " minutes", " us", "  s", " s s")
          .map(unit -> most + unit)
          .forEach(value -> add(Wrong.UNIT, value, value));
      add(Wrong.UNIT, "0", "0");
    } else if (kind instanceof MemoryKind memory) {
      String most = MemoryKind.text(memory.most()).split(" ")[0];
      Stream.of("", " pb", " GiB", " Gb", " mib", "  mb", " s")
          .map(unit -> most + unit)
          .forEach(value -> add(Wrong.UNIT, value, value));
    } else if (kind instanceof WholeKind whole) {
      Stream.of(" shards", "k", " %", " s")
          .map(unit -> whole.least() + unit)
          .forEach(value -> add(Wrong.UNIT, value, value));
    } else if (kind instanceof DecimalKind decimal) {
      Stream.of("%", " %", " px", "f", "d")
          .map(unit -> decimal.most() + unit)
          .forEach(value -> add(Wrong.UNIT, value, value));
    }
  }

  private void add(Wrong wrong, String yaml, String text) {
    all.add(new Mutation(wrong, yaml, text));
  }
}
