package northpost.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file of the repository. */
record Document(Path path, String text) {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?<!`)`([^`\\n]+)`(?!`)");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");

  static Document read(String path) {
    try {
      return new Document(Path.of(path), Files.readString(Path.of(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents a reader meets: those of the root folder, and everything below docs/. */
  static List<Document> all() {
    try (Stream<Path> root = Files.list(Path.of("."));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(root.map(Path::normalize), docs)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .map(path -> read(path.toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Targets of links, without those to other sites. */
  List<String> relativeLinks() {
    return LINK.matcher(text)
        .results()
        .map(match -> match.group(1))
        .filter(target -> !target.matches("[a-z]+:.*"))
        .toList();
  }

  /** What stands in single backticks, code blocks left out. */
  List<String> codeSpans() {
    return CODE.matcher(FENCE.matcher(text).replaceAll(""))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  /** Blocks of code. */
  List<String> fences() {
    return FENCE.matcher(text).results().map(MatchResult::group).toList();
  }

  /** Lines of blocks that are set in by four spaces. */
  List<String> indented() {
    return text.lines().filter(line -> line.startsWith("    ")).toList();
  }

  /** The same document with another text. */
  Document with(String other) {
    return new Document(path, other);
  }

  /** First and further cells of each table row whose first cell is in backticks. */
  List<List<String>> rows() {
    return Pattern.compile("(?m)^\\| `([^`]+)` \\|(.*)\\|$")
        .matcher(text)
        .results()
        .map(Document::cells)
        .toList();
  }

  private static List<String> cells(MatchResult row) {
    return Stream.concat(
            Stream.of(row.group(1)),
            Stream.of(row.group(2).split("(?<!\\\\)\\|")).map(String::strip))
        .toList();
  }

  /** The text from a heading to the next of its kind. */
  Document section(String heading) {
    int start = text.indexOf("\n" + heading + "\n");
    if (start < 0) {
      throw new IllegalArgumentException(path + ": got no heading, expected " + heading);
    }
    String level = heading.substring(0, heading.indexOf(' ') + 1);
    int end = text.indexOf("\n" + level, start + heading.length());
    return new Document(path, text.substring(start, end < 0 ? text.length() : end));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
