package northpost.savepoint;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import northpost.domain.DeadLetter;
import northpost.domain.RejectionReason;
import northpost.sink.json.DeadLetterJson;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Counts what is refused, by reason, and writes it as a line. */
final class Rejection extends RichMapFunction<DeadLetter, String> {
  private static final long serialVersionUID = 1;
  private static final String PREFIX = "rejected ";

  // -- runtime
  private transient Map<RejectionReason, LongCounter> counters;

  /** The counts of a job's accumulators, without those that are 0. */
  static Map<String, Long> counts(Map<String, ?> accumulators) {
    Map<String, Long> counts = new TreeMap<>();
    accumulators.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && (Long) value > 0) {
            counts.put(name.substring(PREFIX.length()), (Long) value);
          }
        });
    return counts;
  }

  @Override
  public void open(OpenContext context) {
    counters = new EnumMap<>(RejectionReason.class);
    for (RejectionReason reason : RejectionReason.values()) {
      counters.put(reason, getRuntimeContext().getLongCounter(PREFIX + reason));
    }
  }

  @Override
  public String map(DeadLetter letter) {
    counters.get(letter.reason()).add(1);
    return DeadLetterJson.write(letter);
  }
}
