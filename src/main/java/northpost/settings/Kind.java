package northpost.settings;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the value of a setting may be: its type, unit and range. */
public sealed interface Kind
    permits WholeKind,
        DecimalKind,
        FlagKind,
        ChoiceKind,
        DurationKind,
        MemoryKind,
        TextKind,
        PatternKind,
        AddressesKind,
        UrlsKind,
        PathKind,
        PropertiesKind {

  /** The type in a word or two, as a reader of the document knows it. */
  String type();

  /** The unit of the number; empty where it has none or is written with the value. */
  default String unit() {
    return "";
  }

  /** Range or allowed values in a few words; empty where all of the type are allowed. */
  String allowed();

  /**
   * Why a text is not taken.
   *
   * @return what was expected in its place; null where it is taken
   */
  String refusal(String text);

  /** Whether a file holds it as text; else as a number, true or false, a list or a map. */
  default boolean isText() {
    return true;
  }

  /** The value as a message may show it: shortened, and no secret. */
  default String shown(String text) {
    return Shown.text(text);
  }

  /** A value as an example; that of a list is its one element. */
  String example();

  /** Its part of the JSON schema. */
  ObjectNode schema();

  /** Type, range and unit in a few words. */
  default String summary() {
    String unit = unit().isEmpty() ? "" : " (" + unit() + ")";
    return allowed().isEmpty() ? type() + unit : type() + ", " + allowed() + unit;
  }

  /** What is expected, as a message says it. */
  default String expected() {
    return "a " + summary();
  }

  static ObjectNode schemaOf(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
