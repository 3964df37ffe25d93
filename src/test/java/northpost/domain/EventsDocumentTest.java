package northpost.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventsDocumentTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| \\S.* \\|$");

  @Test
  void listsEveryReasonCodeAndNoOther() throws IOException {
    String document = Files.readString(Path.of("docs/events.md"));
    List<String> listed =
        ROW.matcher(document).results().map((MatchResult row) -> row.group(1)).toList();
    assertThat(listed)
        .containsExactlyElementsOf(
            Stream.concat(
                    Arrays.stream(RejectionReason.values()),
                    Arrays.stream(FailureToAcquire.Cause.values()))
                .map(Enum::name)
                .toList());
  }
}
