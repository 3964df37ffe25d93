package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import northpost.domain.Outcome;
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

  /** Beside each metric stands the operator, or several by the ends of their names. */
  @Test
  void namesOperatorsThatThereAre() throws IOException {
    Set<String> uids =
        Files.readAllLines(Path.of("src/test/resources/operator-ids.txt")).stream()
            .flatMap(line -> Stream.of(line.split("[^a-z-]+")))
            .collect(Collectors.toSet());
    assertThat(Document.read("docs/operating.md").section("## Metrics").rows())
        .allSatisfy(
            row -> {
              String[] operators = row.get(2).split(", ");
              String family = operators[0].replaceFirst("[a-z]+$", "");
              for (String operator : operators) {
                assertThat(uids)
                    .as("%s of %s", operator, row.get(0))
                    .contains(operator.startsWith("-") ? family + operator.substring(1) : operator);
              }
            });
  }

  /** docs/metrics.md tells of outcomes and of the funnel: each is there, and no other. */
  @Test
  void tellsHowEveryOutcomeCounts() {
    assertThat(firstCells("## Outcomes"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Outcome.values())
                // What a reader sees of an outcome that a later release has added.
                .filter(outcome -> outcome != Outcome.UNKNOWN)
                .map(Outcome::name)
                .toList());
  }

  @Test
  void theRatesAreThoseThatDocumentsHave() throws IOException {
    JsonNode mapped = rates();
    int told = 0;
    for (String heading : List.of("## Rates", "## What officers found", "## Live error rates")) {
      for (String cell : firstCells(heading)) {
        if (cell.matches(".*(rate|precision|estimate)|FN?MR")) {
          String field = cell.toLowerCase(Locale.ROOT).replaceFirst(" rate$", "").replace(' ', '_');
          assertThat(mapped.has(field)).as("%s: %s", heading, field).isTrue();
          told++;
        }
      }
    }
    assertThat(told).isGreaterThan(8);
  }

  private static List<String> firstCells(String heading) {
    return Pattern.compile("(?m)^\\| ([^|`-][^|`]*) \\|")
        .matcher(Document.read("docs/metrics.md").section(heading).text())
        .results()
        .map(cell -> cell.group(1).strip())
        .filter(cell -> !Set.of("outcome", "rate", "decision").contains(cell))
        .toList();
  }

  private static JsonNode rates() throws IOException {
    Path folder = Path.of("src/main/resources/elasticsearch/component-templates");
    try (Stream<Path> files = Files.list(folder)) {
      ObjectNode all = new ObjectMapper().createObjectNode();
      for (Path file : files.toList()) {
        new ObjectMapper()
            .readTree(file.toFile())
            .findValues("rate")
            .forEach(rate -> all.setAll((ObjectNode) rate.path("properties")));
      }
      return all;
    }
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
