package northpost.upgrade;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.restore.FullSnapshotRestoreOperation;
import org.apache.flink.runtime.state.restore.KeyGroup;
import org.apache.flink.runtime.state.restore.KeyGroupEntry;
import org.apache.flink.runtime.state.restore.SavepointRestoreResult;
import org.apache.flink.runtime.state.restore.ThrowingIterator;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.runtime.SavepointLoader;

/** How many entries a savepoint in canonical format has of each state, without knowing its type. */
final class StoredStates {
  /** The uids and states that the job has now. */
  private static final Path STATES = Path.of("src/test/resources/operator-ids.txt");

  private StoredStates() {}

  /** "uid state" → entries, of every state that the job has now. */
  static Map<String, Integer> ofTheJob(Path savepoint) throws Exception {
    Map<String, Integer> all = new TreeMap<>();
    for (String line : Files.readAllLines(STATES)) {
      String[] parts = line.split(": ");
      if (!line.startsWith("#") && parts.length == 2) {
        Map<String, Integer> entries = of(savepoint, parts[0]);
        for (String state : parts[1].split(", ")) {
          all.put(parts[0] + " " + state, entries.getOrDefault(state, 0));
        }
      }
    }
    return all;
  }

  /** State name → entries, of one operator; none where the release does not have it. */
  private static Map<String, Integer> of(Path savepoint, String uid) throws Exception {
    OperatorID id = OperatorIdentifier.forUid(uid).getOperatorId();
    Map<String, Integer> entries = new TreeMap<>();
    for (OperatorState operator :
        SavepointLoader.loadSavepointMetadata(savepoint.toString()).getOperatorStates()) {
      if (operator.getOperatorID().equals(id)) {
        count(operator, entries);
      }
    }
    return entries;
  }

  private static void count(OperatorState operator, Map<String, Integer> entries) throws Exception {
    for (OperatorSubtaskState subtask : operator.getSubtaskStates().values()) {
      for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
        keyed((KeyGroupsStateHandle) handle, entries);
      }
      for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
        handle
            .getStateNameToPartitionOffsets()
            .forEach((name, info) -> entries.merge(name, info.getOffsets().length, Integer::sum));
      }
    }
  }

  private static void keyed(KeyGroupsStateHandle handle, Map<String, Integer> entries)
      throws Exception {
    ClassLoader loader = StoredStates.class.getClassLoader();
    KeyedBackendSerializationProxy<?> proxy = new KeyedBackendSerializationProxy<>(loader);
    try (InputStream in = handle.openInputStream()) {
      proxy.read(new DataInputViewStreamWrapper(in));
    }
    try (ThrowingIterator<SavepointRestoreResult> results =
        new FullSnapshotRestoreOperation<>(
                handle.getKeyGroupRange(),
                loader,
                List.of(handle),
                StateSerializerProvider.fromNewRegisteredSerializer(
                    proxy.getKeySerializerSnapshot().restoreSerializer()))
            .restore()) {
      while (results.hasNext()) {
        count(results.next(), entries);
      }
    }
  }

  private static void count(SavepointRestoreResult result, Map<String, Integer> entries)
      throws Exception {
    Map<Integer, String> names = new HashMap<>();
    List<StateMetaInfoSnapshot> states = result.getStateMetaInfoSnapshots();
    for (int i = 0; i < states.size(); i++) {
      names.put(i, states.get(i).getName());
    }
    try (ThrowingIterator<KeyGroup> groups = result.getRestoredKeyGroups()) {
      while (groups.hasNext()) {
        try (ThrowingIterator<KeyGroupEntry> all = groups.next().getKeyGroupEntries()) {
          while (all.hasNext()) {
            entries.merge(names.get(all.next().getKvStateId()), 1, Integer::sum);
          }
        }
      }
    }
  }
}
