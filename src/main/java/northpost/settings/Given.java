package northpost.settings;

/**
 * A value that somebody gave for a key.
 *
 * @param text the value; null where a file has the key and nothing after it
 * @param where file and line, or the variable or argument
 */
public record Given(String key, String text, Form form, String where) {
  /** How the value was written. */
  public enum Form {
    /** Where all values are text: in the environment, as an argument. */
    UNTYPED,
    /** In a file, as text in quotes. */
    QUOTED,
    /** In a file, as text without quotes. */
    TEXT,
    /** In a file, as a number, true or false, or a date, as YAML reads it. */
    VALUE,
    /** In a file, as a list of texts, which stand in the text with semicolons between them. */
    LIST,
    /** In a file, as a list that holds something else. */
    LIST_OF_OTHERS
  }
}
