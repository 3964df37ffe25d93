package northpost.savepoint;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Counts what passes. */
final class Tally<T> extends RichMapFunction<T, T> {
  private static final long serialVersionUID = 1;

  private final String name;

  // -- runtime
  private transient LongCounter counter;

  Tally(String name) {
    this.name = name;
  }

  @Override
  public void open(OpenContext context) {
    counter = getRuntimeContext().getLongCounter(name);
  }

  @Override
  public T map(T record) {
    counter.add(1);
    return record;
  }
}
