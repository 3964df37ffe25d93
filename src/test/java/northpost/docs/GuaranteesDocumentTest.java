package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A guarantee names the tests that show it: each of them must be there. */
class GuaranteesDocumentTest {
  private static final Document GUARANTEES = Document.read("docs/guarantees.md");
  private static final Pattern TEST =
      Pattern.compile("([A-Z]\\w*(?:Test|ITCase|E2ECase))(?:\\.(\\w+))?");

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Map<String, Path> tests = tests();
    for (String span : GUARANTEES.codeSpans()) {
      Matcher name = TEST.matcher(span);
      if (name.matches()) {
        assertThat(tests).as(span).containsKey(name.group(1));
        if (name.group(2) != null) {
          assertThat(Files.readString(tests.get(name.group(1))))
              .as(span)
              .contains("void " + name.group(2) + "(");
        }
      }
    }
  }

  @Test
  void everyPromiseNamesATest() {
    List<String> rows =
        GUARANTEES.text().lines().filter(line -> line.matches("\\| (?!promise|-).*\\|")).toList();
    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(rows)
        .allSatisfy(
            row -> {
              String[] cells = row.split("\\|");
              assertThat(cells).as(row).hasSize(4);
              assertThat(TEST.matcher(cells[3]).find()).as(row).isTrue();
            });
  }

  private static Map<String, Path> tests() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  file -> file,
                  (one, other) -> one));
    }
  }
}
