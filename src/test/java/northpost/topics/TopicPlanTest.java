package northpost.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import northpost.job.NorthpostOptions;
import org.junit.jupiter.api.Test;

class TopicPlanTest {
  private static final Duration TWELVE_HOURS = Duration.ofHours(12);

  /**
   * Kafka deletes a segment when its newest record is as old as the retention, looks for such every
   * {@code log.retention.check.interval.ms}, 5 minutes, and deletes the files {@code
   * file.delete.delay.ms}, a minute, later. This much is left for both.
   */
  private static final Duration UNTIL_DELETED = Duration.ofMinutes(15);

  private static TopicPlan plan(int replicas) {
    return new TopicPlan(List.of("0712", "0901"), "northpost", 4, (short) replicas, TWELVE_HOURS);
  }

  private static SortedMap<String, String> settings(String topic) {
    return plan(3).topics().stream()
        .filter(each -> each.name().equals(topic))
        .findFirst()
        .orElseThrow()
        .settings();
  }

  @Test
  void hasEveryTopicThatTheJobReadsOrWrites() {
    assertThat(plan(3).topics().stream().map(Topic::name))
        .containsExactly(
            "northpost.captures.0712",
            "northpost.captures.0901",
            NorthpostOptions.REFERENCES_TOPIC.defaultValue(),
            NorthpostOptions.POLICIES_TOPIC.defaultValue(),
            NorthpostOptions.ADJUDICATIONS_TOPIC.defaultValue(),
            NorthpostOptions.DECISIONS_TOPIC.defaultValue(),
            NorthpostOptions.DEAD_LETTERS_TOPIC.defaultValue());
  }

  @Test
  void noTopicKeepsAPhotoLongerThanAsked() {
    for (String topic : List.of("northpost.captures.0712", "northpost.dead-letters")) {
      assertThat(millis(topic, "retention.ms") + millis(topic, "segment.ms"))
          .isEqualTo(TWELVE_HOURS.minus(UNTIL_DELETED).toMillis());
    }
    assertThat(
            millis("northpost.references", "max.compaction.lag.ms")
                + millis("northpost.references", "segment.ms"))
        .isEqualTo(TWELVE_HOURS.minus(UNTIL_DELETED).toMillis());
  }

  @Test
  void aWithdrawalIsKeptForAJobThatIsAwayForAMonth() {
    for (String topic : List.of("northpost.references", "northpost.policies")) {
      assertThat(millis(topic, "delete.retention.ms")).isEqualTo(Duration.ofDays(30).toMillis());
    }
  }

  @Test
  void anAcknowledgedRecordIsOnTwoBrokersWhereThereAreThree() {
    assertThat(plan(3).topics())
        .allSatisfy(each -> assertThat(each.settings()).containsEntry("min.insync.replicas", "2"));
    assertThat(plan(1).topics())
        .allSatisfy(each -> assertThat(each.settings()).containsEntry("min.insync.replicas", "1"));
  }

  /** The table of docs/operating.md, key by key. */
  @Test
  void isWhatTheDocumentLists() throws Exception {
    String text = Files.readString(Path.of("docs/operating.md"));
    Map<String, Map<String, String>> listed = new TreeMap<>();
    Pattern.compile("(?m)^\\| `(northpost\\.[a-zA-Z<>.-]+)` \\| ([^|]*) \\| [^|]*\\|$")
        .matcher(text)
        .results()
        .forEach(
            row ->
                listed.put(
                    row.group(1).replace("<portCode>", "0712"),
                    Pattern.compile("`([a-z.]+)=([^`]+)`")
                        .matcher(row.group(2))
                        .results()
                        .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2)))));
    Map<String, Map<String, String>> planned = new TreeMap<>();
    for (Topic topic : plan(3).topics()) {
      Map<String, String> settings = new TreeMap<>(topic.settings());
      // The same for all, and said below the table.
      settings.remove("min.insync.replicas");
      planned.put(topic.name(), settings);
    }
    planned.remove("northpost.captures.0901");
    assertThat(listed).isEqualTo(planned);
  }

  @Test
  void refusesWhatCannotBeKept() {
    List<Runnable> wrong = new ArrayList<>();
    wrong.add(() -> new TopicPlan(List.of(), "p", 0, (short) 1, TWELVE_HOURS));
    wrong.add(() -> new TopicPlan(List.of(), "p", 1, (short) 0, TWELVE_HOURS));
    wrong.add(() -> new TopicPlan(List.of(), "p", 1, (short) 1, Duration.ofMinutes(119)));
    assertThat(wrong)
        .allSatisfy(
            each ->
                assertThatThrownBy(each::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected at least"));
  }

  private static long millis(String topic, String key) {
    return Long.parseLong(settings(topic).get(key));
  }
}
