package northpost.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * The keys whose state ends, by the minute of event time. Nearly every key of a stream of captures
 * comes once, and its state only has to go some hours later: a timer of its own would cost more
 * than all else that is done for it, since timers are kept sorted, each by itself.
 *
 * <p>On the heap, and made anew from the state at the start. A state goes up to a minute after its
 * end; so whoever reads one looks at its end first.
 */
public final class Endings<S> {
  private static final long GRAIN = 60_000;

  private final Ending<S> function;
  private final KeyedStateBackend<String> backend;
  private final ValueState<S> state;
  private final NavigableMap<Long, List<String>> keys = new TreeMap<>();

  private Endings(Ending<S> function, KeyedStateBackend<String> backend, ValueState<S> state) {
    this.function = function;
    this.backend = backend;
    this.state = state;
  }

  /** Hands a function its endings, with those of the state that it was restored with. */
  static <S> Endings<S> start(Ending<S> function, KeyedStateBackend<String> backend)
      throws Exception {
    ValueStateDescriptor<S> descriptor = function.ending();
    Endings<S> endings =
        new Endings<>(
            function,
            backend,
            backend.getPartitionedState(
                VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor));
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        descriptor,
        (key, state) -> endings.add(key, function.endOf(state.value())));
    function.start(endings);
    return endings;
  }

  /**
   * Sees to it that the state of a key goes. To be called whenever its end is set or moved.
   *
   * @param end as of {@link Ending#endOf}
   */
  public void add(String key, long end) {
    if (end < Long.MAX_VALUE) {
      keys.computeIfAbsent(endOfMinute(end), minute -> new ArrayList<>()).add(key);
    }
  }

  /** A time at a full minute is its own. */
  private static long endOfMinute(long millis) {
    long minute = -Math.floorDiv(-millis, GRAIN);
    return minute > Long.MAX_VALUE / GRAIN ? Long.MAX_VALUE : minute * GRAIN;
  }

  /** Lets go the states that end in the minutes that event time has passed. */
  void advance(long eventTime) throws Exception {
    while (!keys.isEmpty() && keys.firstKey() <= eventTime) {
      for (String key : keys.pollFirstEntry().getValue()) {
        backend.setCurrentKey(key);
        S last = state.value();
        // One that has moved, or is now a timer's, is told of again or goes by that.
        if (last != null && function.endOf(last) <= eventTime) {
          state.clear();
        }
      }
    }
  }
}
