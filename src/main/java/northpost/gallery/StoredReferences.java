package northpost.gallery;

import java.io.IOException;
import java.util.List;
import northpost.domain.Reference;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.CompositeKeySerializationUtils;
import org.apache.flink.runtime.state.FullSnapshotResources;
import org.apache.flink.runtime.state.KeyValueStateIterator;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;

/**
 * All references in the state of a subtask, read as Flink reads state to write a savepoint: in one
 * pass, through a snapshot. The iterator of a map state begins anew after every 128 entries, which
 * takes RocksDB more time than the entries.
 *
 * <p>What is read is Flink's canonical format, which savepoints have: an entry's key is its key
 * group, the key of its shard and more; a map entry's value is a byte that says whether it is null,
 * then what its serializer wrote.
 */
final class StoredReferences {
  private static final String STATE = GalleryState.references().getName();

  private StoredReferences() {}

  /** Takes one reference after the other. */
  interface Reader {
    /** Takes a reference, and the Flink key of the shard under which it is stored. */
    void read(int shardKey, Reference reference);
  }

  /**
   * Reads them in the order of shards.
   *
   * @param keyGroups how many key groups the operator has in all of its subtasks
   * @throws IOException when an entry cannot be read
   */
  static void forEach(KeyedStateBackend<Integer> backend, int keyGroups, Reader reader)
      throws Exception {
    int prefix = CompositeKeySerializationUtils.computeRequiredBytesInKeyGroupPrefix(keyGroups);
    FullSnapshotResources<Integer> snapshot =
        ((CheckpointableKeyedStateBackend<Integer>) backend).savepoint().getSnapshotResources();
    try {
      int number = numberOfState(snapshot.getMetaInfoSnapshots());
      DataInputDeserializer key = new DataInputDeserializer();
      DataInputDeserializer in = new DataInputDeserializer();
      try (KeyValueStateIterator entries = snapshot.createKVStateIterator()) {
        for (; entries.isValid(); entries.next()) {
          if (entries.kvStateId() == number) {
            key.setBuffer(entries.key(), prefix, Integer.BYTES);
            in.setBuffer(entries.value());
            reader.read(key.readInt(), reference(in, entries.keyGroup()));
          }
        }
      }
    } finally {
      snapshot.release();
    }
  }

  /** A savepoint numbers states by their order in its description. */
  private static int numberOfState(List<StateMetaInfoSnapshot> states) {
    for (int i = 0; i < states.size(); i++) {
      StateMetaInfoSnapshot state = states.get(i);
      if (state.getBackendStateType() == BackendStateType.KEY_VALUE
          && state.getName().equals(STATE)) {
        return i;
      }
    }
    throw new IllegalStateException(
        "gallery-match: got states "
            + states.stream().map(StateMetaInfoSnapshot::getName).toList()
            + " in the state backend, expected one named "
            + STATE);
  }

  private static Reference reference(DataInputDeserializer in, int keyGroup) throws IOException {
    try {
      if (in.readBoolean()) {
        throw new IOException("got null, expected a reference");
      }
      return ReferenceSerializer.INSTANCE.deserialize(in);
    } catch (IOException e) {
      throw new IOException(
          "state "
              + STATE
              + " of gallery-match, key group "
              + keyGroup
              + ": an entry cannot be read: "
              + e.getMessage(),
          e);
    }
  }
}
