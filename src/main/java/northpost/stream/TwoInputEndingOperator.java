package northpost.stream;

import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/** Runs a function of two inputs whose states end by {@link Endings}. */
public final class TwoInputEndingOperator<I1, I2, O>
    extends KeyedCoProcessOperator<String, I1, I2, O> {
  private static final long serialVersionUID = 1L;

  // -- runtime
  private transient Endings<?> endings;

  private TwoInputEndingOperator(KeyedCoProcessFunction<String, I1, I2, O> function) {
    super(function);
  }

  /** The operator of a function. */
  public static <I1, I2, O, F extends KeyedCoProcessFunction<String, I1, I2, O> & Ending<?>>
      TwoInputEndingOperator<I1, I2, O> of(F function) {
    return new TwoInputEndingOperator<>(function);
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
