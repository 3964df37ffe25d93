package northpost.gallery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;

/** The captures of which not all answers have come. */
interface OpenCaptures {
  /** What has been heard of a capture, or null. */
  MergeState get(String captureId) throws Exception;

  void put(String captureId, MergeState heard) throws Exception;

  void remove(String captureId) throws Exception;

  /** Makes the state say what there is, before a checkpoint. */
  void store() throws Exception;

  /** In state: they may be many and wait for long. They have no budget that is looked at. */
  final class InState implements OpenCaptures {
    private final ValueState<MergeState> state;

    InState(ValueState<MergeState> state) {
      this.state = state;
    }

    @Override
    public MergeState get(String captureId) throws Exception {
      return state.value();
    }

    @Override
    public void put(String captureId, MergeState heard) throws Exception {
      state.update(heard);
    }

    @Override
    public void remove(String captureId) {
      state.clear();
    }

    @Override
    public void store() {}
  }

  /** On the heap: few, for a moment. */
  final class OnHeap implements OpenCaptures {
    private final KeyedStateBackend<String> backend;
    private final ValueState<MergeState> state;
    private final Map<String, MergeState> byCapture = new HashMap<>();
    private final Set<String> stored = new HashSet<>();

    private OnHeap(KeyedStateBackend<String> backend, ValueState<MergeState> state) {
      this.backend = backend;
      this.state = state;
    }

    /** With what a checkpoint kept. */
    static OnHeap restored(KeyedStateBackend<String> backend, ValueState<MergeState> state)
        throws Exception {
      OnHeap open = new OnHeap(backend, state);
      List<String> keys;
      try (Stream<String> all =
          backend.getKeys(MergeState.descriptor().getName(), VoidNamespace.INSTANCE)) {
        keys = all.toList();
      }
      for (String captureId : keys) {
        backend.setCurrentKey(captureId);
        open.byCapture.put(captureId, state.value());
        open.stored.add(captureId);
      }
      return open;
    }

    @Override
    public MergeState get(String captureId) {
      return byCapture.get(captureId);
    }

    @Override
    public void put(String captureId, MergeState heard) {
      byCapture.put(captureId, heard);
    }

    @Override
    public void remove(String captureId) {
      byCapture.remove(captureId);
    }

    boolean isEmpty() {
      return byCapture.isEmpty();
    }

    /** Puts another in the place of each, or removes it where there is none. */
    void replaceEach(UnaryOperator<MergeState> change) {
      Iterator<Map.Entry<String, MergeState>> entries = byCapture.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<String, MergeState> entry = entries.next();
        MergeState changed = change.apply(entry.getValue());
        if (changed == null) {
          entries.remove();
        } else {
          entry.setValue(changed);
        }
      }
    }

    @Override
    public void store() throws Exception {
      for (String captureId : stored) {
        if (!byCapture.containsKey(captureId)) {
          backend.setCurrentKey(captureId);
          state.clear();
        }
      }
      stored.clear();
      for (Map.Entry<String, MergeState> each : byCapture.entrySet()) {
        backend.setCurrentKey(each.getKey());
        state.update(each.getValue());
        stored.add(each.getKey());
      }
    }
  }
}
