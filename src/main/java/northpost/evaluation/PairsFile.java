package northpost.evaluation;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads the CSV of labelled pairs: a header line with the columns {@code file_a}, {@code file_b}
 * and {@code mated} in any order among others, then a pair a line. A field may be quoted, and holds
 * no comma.
 */
public final class PairsFile {
  private static final List<String> COLUMNS = List.of("file_a", "file_b", "mated");

  private PairsFile() {}

  /**
   * The pairs in the order of the file.
   *
   * @throws EvaluationInputException when the file or a column is absent or a value is not as
   *     expected; the message names the line
   */
  public static List<LabelledPair> read(Path file) throws EvaluationInputException, IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new EvaluationInputException(file + ": got bytes that are no UTF-8, expected UTF-8");
    } catch (NoSuchFileException e) {
      throw new EvaluationInputException(file + ": no such file, expected a CSV of pairs");
    }
    if (lines.isEmpty()) {
      throw new EvaluationInputException(file + ": is empty, expected the header " + COLUMNS);
    }
    List<String> header = fields(withoutMark(lines.get(0)));
    for (String column : COLUMNS) {
      if (!header.contains(column)) {
        throw new EvaluationInputException(
            file
                + " line 1: got columns "
                + header
                + " without "
                + column
                + ", expected "
                + COLUMNS);
      }
    }
    List<LabelledPair> pairs = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        pairs.add(pair(file + " line " + (i + 1), header, fields(lines.get(i))));
      }
    }
    return pairs;
  }

  private static LabelledPair pair(String where, List<String> header, List<String> fields)
      throws EvaluationInputException {
    if (fields.size() != header.size()) {
      throw new EvaluationInputException(
          where + ": got " + fields.size() + " fields, expected " + header.size());
    }
    String mated = fields.get(header.indexOf("mated")).toLowerCase(Locale.ROOT);
    if (!mated.equals("true") && !mated.equals("false")) {
      throw new EvaluationInputException(
          where + ": mated: got " + mated + ", expected true or false");
    }
    return new LabelledPair(
        fields.get(header.indexOf("file_a")),
        fields.get(header.indexOf("file_b")),
        mated.equals("true"));
  }

  /** Spreadsheets begin a file of UTF-8 with a byte order mark. */
  private static String withoutMark(String line) {
    return line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private static List<String> fields(String line) {
    return Arrays.stream(line.split(",", -1)).map(String::strip).map(PairsFile::unquoted).toList();
  }

  private static String unquoted(String field) {
    boolean quoted = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
    return quoted ? field.substring(1, field.length() - 1) : field;
  }
}
