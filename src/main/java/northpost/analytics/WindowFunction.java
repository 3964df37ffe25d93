package northpost.analytics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds records up in windows of event time, several windows a key. Runs in a {@link
 * WindowOperator}.
 *
 * <p>A window is written when event time passes its end and the time it is given to settle. What
 * comes later corrects it: it is written again, in full and with a higher version, when event time
 * passes the next full minute, so that corrections gather. When the lateness has passed after the
 * end, that is over, and records that come later are counted in a metric.
 *
 * <p>Windows that are being filled are on the heap, and go to state before each checkpoint barrier,
 * or when there are too many: a record costs no access to state, a window a few. Every window that
 * is not yet written is on the heap, so one that is not there and has not ended is new. Windows
 * leave the state within a day of the end of their lateness, when event time passes midnight (UTC).
 *
 * @param <I> the record counted
 * @param <C> the content of a window
 * @param <S> the content as a record of state
 * @param <O> the window written
 */
abstract class WindowFunction<I, C extends WindowContent<S>, S, O>
    extends KeyedProcessFunction<String, I, O> {
  /** How long after its end a window is corrected, where only captures may be late. */
  static final long LATENESS_MILLIS = 24 * 3_600_000L;

  private static final long DAY = 24 * 3_600_000L;

  /** Windows on the heap before they go to state without a barrier: some tens of megabytes. */
  private static final int HEAP_WINDOWS = 100_000;

  private final String stateName;
  private final Class<S> stateType;
  private final long settleMillis;
  private final long latenessMillis;

  // -- runtime
  private transient MapStateDescriptor<WindowSlot, S> descriptor;
  private transient MapState<WindowSlot, S> stored;
  private transient KeyedStateBackend<String> backend;
  private transient Map<String, Map<WindowSlot, Cell<C>>> heap;
  private transient int heapWindows;

  /** Windows that wait to be written, by the time from which they may be. */
  private transient NavigableMap<Long, List<Cell<C>>> due;

  private transient int storeAt;
  private transient long watermark;

  /** End of the last window that state held at the start, when event time was not yet known. */
  private transient long storedUpTo;

  private transient Counter tooLate;

  /**
   * @param settleMillis how long after its end a window waits for records that are on their way
   * @param latenessMillis how long after its end it is corrected
   */
  WindowFunction(String stateName, Class<S> stateType, long settleMillis, long latenessMillis) {
    this.stateName = stateName;
    this.stateType = stateType;
    this.settleMillis = settleMillis;
    this.latenessMillis = latenessMillis;
  }

  /** The windows that a record counts in, the shortest first. */
  abstract List<WindowSlot> slots(I record);

  /**
   * Counts a record.
   *
   * @param content null: nothing is counted yet
   */
  abstract C add(C content, WindowSlot slot, I record);

  abstract C fromState(S state);

  /**
   * Writes a window.
   *
   * @return the content from then on
   */
  abstract C write(String key, WindowSlot slot, C content, Collector<O> out);

  /** The metric that counts the records that came too late. */
  abstract Counter tooLate(MetricGroup northpost);

  @Override
  public void open(OpenContext context) throws Exception {
    descriptor =
        new MapStateDescriptor<>(
            stateName, TypeInformation.of(WindowSlot.class), TypeInformation.of(stateType));
    stored = getRuntimeContext().getMapState(descriptor);
    heap = new HashMap<>();
    due = new TreeMap<>();
    storeAt = HEAP_WINDOWS;
    watermark = Long.MIN_VALUE;
    storedUpTo = Long.MIN_VALUE;
    tooLate = tooLate(getRuntimeContext().getMetricGroup().addGroup("northpost"));
  }

  /** Takes the windows back that were not yet written when the job was stopped. */
  final void start(KeyedStateBackend<String> backend) throws Exception {
    this.backend = backend;
    eachKey(
        (key, windows) -> {
          for (Map.Entry<WindowSlot, S> entry : windows.entries()) {
            storedUpTo = Math.max(storedUpTo, entry.getKey().end());
            C content = fromState(entry.getValue());
            if (content.unwritten()) {
              keep(new Cell<>(key, entry.getKey(), content, true));
            }
          }
        });
  }

  @Override
  public final void processElement(I record, Context ctx, Collector<O> out) throws Exception {
    List<WindowSlot> slots = slots(record);
    if (slots.get(0).end() + latenessMillis <= watermark) {
      tooLate.inc();
      return;
    }
    String key = ctx.getCurrentKey();
    for (WindowSlot slot : slots) {
      Map<WindowSlot, Cell<C>> windows = heap.get(key);
      Cell<C> cell = windows == null ? null : windows.get(slot);
      if (cell == null) {
        boolean maybeStored = slot.end() <= Math.max(watermark, storedUpTo);
        S state = maybeStored ? stored.get(slot) : null;
        C before = state == null ? null : fromState(state);
        keep(new Cell<>(key, slot, add(before, slot, record), false));
      } else {
        cell.content = add(cell.content, slot, record);
        cell.inState = false;
        waitForItsTime(cell);
      }
    }
    if (heapWindows > storeAt) {
      store();
      storeAt = Math.max(HEAP_WINDOWS, 2 * heapWindows);
    }
  }

  private void keep(Cell<C> cell) {
    if (heap.computeIfAbsent(cell.key, k -> new HashMap<>()).put(cell.slot, cell) == null) {
      heapWindows++;
    }
    waitForItsTime(cell);
  }

  private void waitForItsTime(Cell<C> cell) {
    if (!cell.waits) {
      cell.waits = true;
      due.computeIfAbsent(cell.slot.end() + settleMillis, end -> new ArrayList<>()).add(cell);
    }
  }

  /** Writes all windows that are due; windows end, and corrections gather, at full minutes. */
  final void advance(long to, Collector<O> out) throws Exception {
    long from = watermark;
    watermark = to;
    if (passes(from, to, WindowSlot.MINUTE)) {
      NavigableMap<Long, List<Cell<C>>> ended = due.headMap(to, true);
      for (List<Cell<C>> cells : ended.values()) {
        for (Cell<C> cell : cells) {
          cell.waits = false;
          if (cell.content.unwritten()) {
            cell.content = write(cell.key, cell.slot, cell.content, out);
            cell.inState = false;
          }
        }
      }
      ended.clear();
    }
    if (passes(from, to, DAY)) {
      forgetEnded();
    }
  }

  private static boolean passes(long from, long to, long step) {
    return Math.floorDiv(from, step) < Math.floorDiv(to, step);
  }

  private void forgetEnded() throws Exception {
    store();
    eachKey(
        (key, windows) -> {
          List<WindowSlot> ended = new ArrayList<>();
          for (WindowSlot slot : windows.keys()) {
            if (slot.end() + settleMillis + latenessMillis <= watermark) {
              ended.add(slot);
            }
          }
          for (WindowSlot slot : ended) {
            windows.remove(slot);
          }
        });
  }

  /** Puts what is on the heap into state; what is written needs to be on the heap no longer. */
  final void store() throws Exception {
    String current = backend.getCurrentKey();
    for (Map.Entry<String, Map<WindowSlot, Cell<C>>> ofKey : heap.entrySet()) {
      backend.setCurrentKey(ofKey.getKey());
      Iterator<Map.Entry<WindowSlot, Cell<C>>> windows = ofKey.getValue().entrySet().iterator();
      while (windows.hasNext()) {
        Map.Entry<WindowSlot, Cell<C>> window = windows.next();
        Cell<C> cell = window.getValue();
        if (!cell.inState) {
          stored.put(window.getKey(), cell.content.toState());
          cell.inState = true;
        }
        if (!cell.content.unwritten()) {
          windows.remove();
          heapWindows--;
        }
      }
    }
    heap.values().removeIf(Map::isEmpty);
    if (current != null) {
      backend.setCurrentKey(current);
    }
  }

  private void eachKey(KeyVisitor<S> visitor) throws Exception {
    String current = backend.getCurrentKey();
    List<String> keys = new ArrayList<>();
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        descriptor,
        (key, state) -> keys.add(key));
    for (String key : keys) {
      backend.setCurrentKey(key);
      visitor.visit(key, stored);
    }
    if (current != null) {
      backend.setCurrentKey(current);
    }
  }

  private interface KeyVisitor<S> {
    void visit(String key, MapState<WindowSlot, S> windows) throws Exception;
  }

  /** A window on the heap. */
  private static final class Cell<C> {
    private final String key;
    private final WindowSlot slot;
    private C content;

    /** Whether it is among those that wait to be written. */
    private boolean waits;

    /** Whether state holds the same. */
    private boolean inState;

    Cell(String key, WindowSlot slot, C content, boolean inState) {
      this.key = key;
      this.slot = slot;
      this.content = content;
      this.inState = inState;
    }
  }
}
