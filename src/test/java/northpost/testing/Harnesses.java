package northpost.testing;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Operators keyed by a string, alone. */
public final class Harnesses {
  private Harnesses() {}

  /** An operator that has begun anew. */
  public static <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> open(
      OneInputStreamOperator<I, O> operator, KeySelector<I, String> key) throws Exception {
    return open(operator, key, null);
  }

  /**
   * An operator that has begun.
   *
   * @param state what it goes on from; null: anew
   */
  public static <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> open(
      OneInputStreamOperator<I, O> operator, KeySelector<I, String> key, OperatorSubtaskState state)
      throws Exception {
    var harness = new KeyedOneInputStreamOperatorTestHarness<>(operator, key, Types.STRING);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
