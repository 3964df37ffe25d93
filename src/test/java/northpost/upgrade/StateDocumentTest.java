package northpost.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Since when docs/state.md says that there is a state, and what the savepoints of releases have.
 */
class StateDocumentTest {
  private static final Path DOCUMENT = Path.of("docs/state.md");

  @Test
  void aStateIsThereSinceTheFirstReleaseThatHasItInItsSavepoints() throws Exception {
    Map<String, String> released = new TreeMap<>();
    for (ReleasedSavepoints release : ReleasedSavepoints.all()) {
      release.states().keySet().forEach(state -> released.putIfAbsent(state, release.version()));
    }
    Map<String, String> documented = new TreeMap<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("| `")) {
        List<String> cells = List.of(line.replace("`", "").split(" *\\| *"));
        documented.put(cells.get(1) + " " + cells.get(2), cells.get(4));
      }
    }
    // What no release has yet may say the one to come.
    documented.keySet().retainAll(released.keySet());
    assertThat(documented).isEqualTo(released);
  }
}
