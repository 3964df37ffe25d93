package northpost.savepoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import northpost.gallery.GalleryState;
import northpost.job.OperatorIds;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.runtime.SavepointLoader;

/**
 * A savepoint, or retained checkpoint, that holds a gallery.
 *
 * @param location folder, as a URI
 * @param metadata what its file {@code _metadata} says
 */
record GallerySavepoint(String location, CheckpointMetadata metadata) {
  static final OperatorIdentifier GALLERY = OperatorIdentifier.forUid(OperatorIds.GALLERY_MATCH);
  static final OperatorIdentifier MERGE = OperatorIdentifier.forUid(OperatorIds.SHARD_MERGE);

  /**
   * Reads what is in a savepoint, not yet the state itself.
   *
   * @param folder path, or URI of a file system that Flink knows
   * @throws SavepointRefusedException when it is no savepoint or holds no gallery
   */
  static GallerySavepoint open(String folder) {
    String location = location(folder);
    CheckpointMetadata metadata;
    try {
      metadata = SavepointLoader.loadSavepointMetadata(location);
    } catch (FileNotFoundException e) {
      throw noSavepoint(folder, "no file _metadata there", null);
    } catch (IOException | RuntimeException e) {
      throw noSavepoint(folder, e.getMessage(), e);
    }
    GallerySavepoint savepoint = new GallerySavepoint(location, metadata);
    String state = GalleryState.references().getName();
    if (!savepoint.states(GALLERY).contains(state)) {
      throw new SavepointRefusedException(
          "savepoint "
              + folder
              + ": got one without the state "
              + state
              + " of operator "
              + OperatorIds.GALLERY_MATCH
              + ", expected a savepoint of the job or of gallery bootstrap");
    }
    return savepoint;
  }

  private static SavepointRefusedException noSavepoint(String folder, String why, Exception e) {
    return new SavepointRefusedException(
        "savepoint "
            + folder
            + ": got no savepoint ("
            + why
            + "), expected a folder with a file _metadata",
        e);
  }

  /** A path or URI as a URI. */
  static String location(String folder) {
    return folder.contains("://") ? folder : Path.of(folder).toUri().toString();
  }

  private Optional<OperatorState> operator(OperatorIdentifier id) {
    return metadata.getOperatorStates().stream()
        .filter(state -> state.getOperatorID().equals(id.getOperatorId()))
        .findFirst();
  }

  /** The names of an operator's keyed states. */
  Set<String> states(OperatorIdentifier id) {
    Set<String> names = new TreeSet<>();
    operator(id).stream()
        .flatMap(state -> state.getStates().stream())
        .flatMap(subtask -> subtask.getManagedKeyedState().stream())
        .forEach(handle -> names.addAll(states(handle)));
    return names;
  }

  private Set<String> states(KeyedStateHandle handle) {
    KeyedBackendSerializationProxy<?> head =
        new KeyedBackendSerializationProxy<>(GallerySavepoint.class.getClassLoader());
    try (FSDataInputStream in = head(handle)) {
      head.read(new DataInputViewStreamWrapper(in));
    } catch (IOException e) {
      throw new SavepointRefusedException(
          "savepoint " + location + ": got state that cannot be read (" + e.getMessage() + ")", e);
    }
    return head.getStateMetaInfoSnapshots().stream()
        .map(StateMetaInfoSnapshot::getName)
        .collect(Collectors.toSet());
  }

  /** The names of an operator's states that are not of a key. */
  Set<String> operatorStates(OperatorIdentifier id) {
    Set<String> names = new TreeSet<>();
    operator(id).stream()
        .flatMap(state -> state.getStates().stream())
        .flatMap(subtask -> subtask.getManagedOperatorState().stream())
        .forEach(handle -> names.addAll(handle.getStateNameToPartitionOffsets().keySet()));
    return names;
  }

  /** Where the state begins with its description: canonical, or native of RocksDB. */
  private FSDataInputStream head(KeyedStateHandle handle) throws IOException {
    if (handle instanceof KeyGroupsStateHandle canonical) {
      return canonical.openInputStream();
    }
    if (handle instanceof IncrementalRemoteKeyedStateHandle rocks) {
      return rocks.getMetaDataStateHandle().openInputStream();
    }
    throw new SavepointRefusedException(
        "savepoint "
            + location
            + ": got state as "
            + handle.getClass().getSimpleName()
            + ", expected state of the RocksDB backend");
  }

  /** Bytes of the gallery's state. */
  long galleryBytes() {
    return operator(GALLERY).map(OperatorState::getStateSize).orElse(0L);
  }

  /** Bytes of the state of all operators. */
  long totalBytes() {
    return metadata.getOperatorStates().stream().mapToLong(OperatorState::getStateSize).sum();
  }

  int maxParallelism() {
    return operator(GALLERY).map(OperatorState::getMaxParallelism).orElse(0);
  }

  /** Whether all keyed state is in files of its own, in Flink's canonical format. */
  boolean canonical() {
    return metadata.getOperatorStates().stream()
        .flatMap(state -> state.getStates().stream())
        .flatMap(subtask -> subtask.getManagedKeyedState().stream())
        .allMatch(KeyGroupsStateHandle.class::isInstance);
  }
}
