package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import northpost.gallery.Shards;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The uids and state names of all operators: what ties a savepoint to the job. They are compared
 * with the golden file and with docs/state.md.
 */
class OperatorIdsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/operator-ids.txt");
  private static final Path STATE_DOCUMENT = Path.of("docs/state.md");

  @TempDir static Path folder;
  private static StreamGraph fromKafka;
  private static StreamGraph fromFiles;

  @BeforeAll
  static void buildBothWirings() throws Exception {
    fromKafka = Wirings.ofKafka();
    fromFiles = Wirings.ofFiles(folder);
  }

  @Test
  void everyOperatorHasAUidOfTheListAndTheSameName() throws Exception {
    Collection<String> ids = idsOfTheList();
    for (StreamGraph graph : List.of(fromKafka, fromFiles)) {
      for (StreamNode node : graph.getStreamNodes()) {
        String uid = ownUid(node);
        assertThat(uid).as("uid of " + node.getOperatorName()).isIn(ids);
        assertThat(ownName(node)).as("name of " + uid).isEqualTo(uid);
      }
    }
  }

  @Test
  void everyUidOfTheListIsUsed() throws Exception {
    Collection<String> used = new TreeSet<>(uids(fromKafka));
    used.addAll(uids(fromFiles));
    assertThat(used).containsExactlyInAnyOrderElementsOf(idsOfTheList());
  }

  @Test
  void noUidIsUsedTwice() {
    for (StreamGraph graph : List.of(fromKafka, fromFiles)) {
      assertThat(graph.getStreamNodes().stream().map(StreamNode::getTransformationUID))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void bothWiringsKeepTheSameState() {
    Map<String, List<String>> kafka = states(fromKafka);
    Map<String, List<String>> files = states(fromFiles);
    assertThat(kafka.get(OperatorIds.GALLERY_MATCH)).contains("references");
    files.forEach(
        (uid, names) -> {
          if (kafka.containsKey(uid)) {
            assertThat(names).as(uid).isEqualTo(kafka.get(uid));
          } else {
            assertThat(names).as(uid).isEmpty();
          }
        });
  }

  @Test
  void uidsAndStateNamesAreThoseOfTheGoldenFile() throws IOException {
    List<String> golden =
        Files.readAllLines(GOLDEN).stream()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .toList();
    List<String> actual = new ArrayList<>();
    allStates()
        .forEach((uid, names) -> actual.add((uid + ": " + String.join(", ", names)).strip()));
    assertThat(actual).containsExactlyElementsOf(golden);
  }

  @Test
  void theStateDocumentListsExactlyTheStatesThereAre() throws IOException {
    List<String> documented =
        Files.readAllLines(STATE_DOCUMENT).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|", -1))
            .map(cells -> String.join("|", cells[1], cells[2], cells[3], cells[5]))
            .toList();
    List<String> actual = new ArrayList<>();
    for (StreamNode node : fromKafka.getStreamNodes()) {
      for (DeclaredState state : DeclaredState.of(node)) {
        actual.add(
            String.format(
                " `%s` | `%s` | `%s` | %s ",
                ownUid(node), state.name(), state.type(), growsAs(state.values())));
      }
    }
    assertThat(documented).containsExactlyInAnyOrderElementsOf(actual);
  }

  private static String growsAs(TypeSerializer<?> values) {
    TypeSerializer<?> each =
        values instanceof ListSerializer<?> list ? list.getElementSerializer() : values;
    return switch (each.getClass().getSimpleName()) {
      case "PojoSerializer" -> "POJO";
      case "RecordSerializer" -> "layout";
      case "ReferenceSerializer" -> "format";
      case "BooleanSerializer" -> "never";
      default -> throw new IllegalStateException("no rule for " + each);
    };
  }

  @Test
  void theMaximumParallelismIsThatOfTheShards() {
    for (StreamGraph graph : List.of(fromKafka, fromFiles)) {
      for (StreamNode node : graph.getStreamNodes()) {
        assertThat(Shards.MAX_PARALLELISM).isEqualTo(720);
        // -1: as the environment says.
        assertThat(node.getMaxParallelism()).as(node.getOperatorName()).isIn(720, -1);
      }
      assertThat(graph.getExecutionConfig().getMaxParallelism()).isEqualTo(720);
    }
  }

  private static Collection<String> idsOfTheList() throws IllegalAccessException {
    List<String> ids = new ArrayList<>();
    for (Field field : OperatorIds.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers()) && field.getType() == String.class) {
        ids.add((String) field.get(null));
      }
    }
    return ids;
  }

  private static Collection<String> uids(StreamGraph graph) {
    return graph.getStreamNodes().stream()
        .map(OperatorIdsTest::ownUid)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Flink makes two operators of a sink and derives the uid and name of the second. */
  private static String ownUid(StreamNode node) {
    String uid = node.getTransformationUID();
    return uid == null ? null : uid.replaceFirst("^Sink Committer: ", "");
  }

  private static String ownName(StreamNode node) {
    return node.getOperatorName()
        .replaceFirst("^Source: ", "")
        .replaceFirst(": (Writer|Committer)$", "");
  }

  private static Map<String, List<String>> allStates() {
    Map<String, List<String>> all = states(fromFiles);
    all.putAll(states(fromKafka));
    return all;
  }

  /** uid → names of the states that our own functions declare. */
  private static Map<String, List<String>> states(StreamGraph graph) {
    Map<String, List<String>> states = new TreeMap<>();
    for (StreamNode node : graph.getStreamNodes()) {
      List<String> names =
          DeclaredState.of(node).stream().map(DeclaredState::name).sorted().toList();
      states.merge(ownUid(node), names, (a, b) -> a.isEmpty() ? b : a);
    }
    return states;
  }
}
