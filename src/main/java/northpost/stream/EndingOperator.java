package northpost.stream;

import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/** Runs a function of one input whose states end by {@link Endings}. */
public final class EndingOperator<I, O> extends KeyedProcessOperator<String, I, O> {
  private static final long serialVersionUID = 1L;

  // -- runtime
  private transient Endings<?> endings;

  private EndingOperator(KeyedProcessFunction<String, I, O> function) {
    super(function);
  }

  /** The operator of a function. */
  public static <I, O, F extends KeyedProcessFunction<String, I, O> & Ending<?>>
      EndingOperator<I, O> of(F function) {
    return new EndingOperator<>(function);
  }

  @Override
  public void open() throws Exception {
    super.open();
    endings = Endings.start((Ending<?>) userFunction, getKeyedStateBackend());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    endings.advance(mark.getTimestamp());
  }
}
