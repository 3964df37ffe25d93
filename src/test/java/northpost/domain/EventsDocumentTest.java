package northpost.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import northpost.decision.DecisionReason;
import org.junit.jupiter.api.Test;

class EventsDocumentTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\S[^|]*) \\|.*$");
  private static final Path DOCUMENT = Path.of("docs/events.md");

  @Test
  void listsEveryReasonCodeAndNoOther() throws IOException {
    List<String> listed =
        ROW.matcher(Files.readString(DOCUMENT)).results().map(row -> row.group(1)).toList();
    assertThat(listed)
        .containsExactlyElementsOf(
            Stream.<Enum<?>[]>of(
                    RejectionReason.values(),
                    DecisionReason.values(),
                    FailureToAcquire.Cause.values())
                .flatMap(Arrays::stream)
                .map(Enum::name)
                .toList());
  }

  @Test
  void givesEveryReasonOfADecisionItsOutcome() throws IOException {
    String document = Files.readString(DOCUMENT);
    for (DecisionReason reason : DecisionReason.values()) {
      Matcher row = Pattern.compile("\\| `" + reason + "` \\| (\\w+) \\|").matcher(document);
      assertThat(row.find()).as(reason.name()).isTrue();
      assertThat(row.group(1)).as(reason.name()).isEqualTo(reason.outcome().name());
    }
  }
}
