package northpost.gallery;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Probes on the heap that wait until the gallery is loaded. */
final class AwaitingGallery {
  /**
   * How long before its budget is spent a probe is given up, so that the reason arrives in time.
   */
  static final long RESERVE_MILLIS = 100;

  private final List<Asked> waiting = new ArrayList<>();

  void add(Asked asked) {
    waiting.add(asked);
  }

  /** When the next is to be given up; Long.MAX_VALUE when none is. */
  long nextEnd() {
    return waiting.stream().mapToLong(AwaitingGallery::end).min().orElse(Long.MAX_VALUE);
  }

  private static long end(Asked asked) {
    long answerBy = asked.query().answerBy();
    return answerBy == ShardMergeFunction.UNBOUNDED ? Long.MAX_VALUE : answerBy - RESERVE_MILLIS;
  }

  /** Takes away those whose time has come. */
  List<Asked> takeEnded(long now) {
    List<Asked> ended = new ArrayList<>();
    for (Iterator<Asked> each = waiting.iterator(); each.hasNext(); ) {
      Asked asked = each.next();
      if (end(asked) <= now) {
        ended.add(asked);
        each.remove();
      }
    }
    return ended;
  }

  /** Takes away all. */
  List<Asked> takeAll() {
    List<Asked> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }
}
