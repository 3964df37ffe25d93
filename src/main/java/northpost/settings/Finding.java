package northpost.settings;

import java.util.List;

/**
 * Something that is wrong with a value, or only to be thought of.
 *
 * @param level whether it ends the start
 * @param where file and line, or the variable or argument; empty where nobody knows
 * @param key the key; empty where it concerns the file as a whole
 */
public record Finding(Level level, String where, String key, String got, String expected) {
  /** Whether a job starts in spite of it. */
  public enum Level {
    ERROR,
    WARNING
  }

  public static Finding error(String where, String key, String got, String expected) {
    return new Finding(Level.ERROR, where, key, got, expected);
  }

  public static Finding warning(String where, String key, String got, String expected) {
    return new Finding(Level.WARNING, where, key, got, expected);
  }

  public boolean isError() {
    return level == Level.ERROR;
  }

  /** Those that end a start. */
  public static List<Finding> errors(List<Finding> all) {
    return all.stream().filter(Finding::isError).toList();
  }

  /** Where, key, got and expected in one line. */
  public String text() {
    String at = where.isEmpty() ? "" : where + ": ";
    String of = key.isEmpty() ? "" : key + ": ";
    return at + of + "got " + got + ", expected " + expected;
  }
}
