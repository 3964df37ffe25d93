package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {
  private static final Pattern REGISTRATION =
      Pattern.compile("\\b(counter|gauge|histogram)\\(\\s*\"(\\w+)\"");

  @Test
  void listsEveryMetricOfTheCodeWithItsKindAndNoOther() throws IOException {
    assertThat(
            Document.read("docs/operating.md").section("## Metrics").rows().stream()
                .map(row -> row.get(1) + " " + row.get(0))
                .toList())
        .containsExactlyInAnyOrderElementsOf(registered());
  }

  private static List<String> registered() throws IOException {
    List<String> metrics = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        for (MatchResult match :
            REGISTRATION.matcher(Files.readString(source)).results().toList()) {
          metrics.add(match.group(1) + " " + match.group(2));
        }
      }
    }
    return metrics;
  }
}
