package northpost.stream;

import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * A function whose state of a key ends at a time that the state itself tells. It runs in an
 * operator that keeps {@link Endings}.
 *
 * @param <S> the state of a key
 */
public interface Ending<S> {
  /** The state that ends. */
  ValueStateDescriptor<S> ending();

  /**
   * When a state ends, in milliseconds of event time; Long.MAX_VALUE where a timer sees to it.
   * Between its end and the time at which it goes the function takes it for gone.
   */
  long endOf(S state);

  /** Hands over what is told of each state that ends without a timer, before anything comes. */
  void start(Endings<S> endings);
}
