package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.sink.ElasticsearchSettings;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the slots of a task manager may fill fits into its heap. */
class HeapRuleTest {
  private final Configuration northpost = new Configuration();
  private final Map<String, String> flinks = new HashMap<>();

  HeapRuleTest() {
    flinks.put("taskmanager.numberOfTaskSlots", "2");
    flinks.put("taskmanager.memory.managed.size", "100m");
  }

  private String refusal(String heap) {
    flinks.put("taskmanager.memory.task.heap.size", heap);
    return HeapRule.check(Configuration.fromMap(flinks), northpost, Map.of(), "here")
        .map(each -> each.text())
        .orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    // index, buffer, urls, least heap in MiB: each slot has 256 MiB besides
    "1 gb, 256 mb, false, 2560",
    "1 gb, 256 mb, true, 3584",
    "64 mb, 8 mb, true, 672",
    "64 mb, 1 gb, true, 4736"
  })
  void countsIndexDocumentsTheirCopyAndTheReserveOfEachSlot(
      String index, String buffer, boolean urls, int leastHeap) {
    northpost.setString("northpost.gallery.max-index-memory", index);
    northpost.setString("northpost.elasticsearch.buffer", buffer);
    if (urls) {
      northpost.setString("northpost.elasticsearch.urls", "https://host-1:9200");
    }
    assertThat(refusal(leastHeap + "m")).isEmpty();
    assertThat(refusal(leastHeap - 1 + "m"))
        .startsWith(
            "here: taskmanager.memory.process.size: got a task heap of "
                + (leastHeap - 1)
                + " mb, expected one of at least "
                + leastHeap
                + " mb: taskmanager.numberOfTaskSlots, 2, times "
                + leastHeap / 2
                + " mb (northpost.gallery.max-index-memory "
                + index);
  }

  @Test
  void saysThatFlinkHasNoMemoryToReckonWith() {
    flinks.clear();
    assertThat(HeapRule.check(Configuration.fromMap(flinks), northpost, Map.of(), "here"))
        .hasValueSatisfying(
            each ->
                assertThat(each.text())
                    .startsWith("here: taskmanager.memory.process.size: got memory that Flink"));
  }

  @Test
  void theJobDoesNotStartWithAnIndexThatTheHeapDoesNotHold() {
    Map<String, String> shipped =
        new HashMap<>(GlobalConfiguration.loadConfiguration("flink-conf").toMap());
    shipped.put(NorthpostOptions.FILES_ON_SUBMISSION.key(), "false");
    assertThatThrownBy(
            () -> ClusterStart.of(shipped, "--northpost.gallery.max-index-memory", "4 gb"))
        .hasMessageContaining("taskmanager.memory.process.size: got a task heap of ")
        .hasMessageContaining("northpost.gallery.max-index-memory 4 gb + 2 x ");
  }

  @Test
  void theBufferOfTheSettingsIsThatOfTheSink() {
    assertThat(NorthpostOptions.ELASTICSEARCH_BUFFER.defaultValue().getBytes())
        .isEqualTo(ElasticsearchSettings.of(List.of("http://a:1")).bufferBytes());
  }
}
