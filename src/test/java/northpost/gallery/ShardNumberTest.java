package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import northpost.domain.ReferenceUpdate;
import northpost.testing.References;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A gallery is found only under the number of shards with which it was stored. */
class ShardNumberTest {
  private static final int STORED = 12;
  private static final Shards KEYS = new Shards(STORED);
  private static final int REFERENCES = 50;

  static Stream<StateBackend> backends() {
    return Stream.of(new EmbeddedRocksDBStateBackend(true), new HashMapStateBackend());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void refusesAGalleryOfAnotherNumberOfShards(StateBackend backend) throws Exception {
    OperatorSubtaskState stored = stored(backend);
    // 36: the keys of the 12 are among its own, and only the references tell.
    for (int shards : new int[] {1, 6, 11, 13, 24, 36, Shards.MAX_PARALLELISM}) {
      try (var operator = operator(backend, shards)) {
        operator.initializeState(stored);
        assertThatThrownBy(operator::open)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("got reference r-")
            .hasMessageContaining("northpost.gallery.shards " + shards)
            .hasMessageContaining("gallery reshard");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void takesAGalleryOfItsOwnNumber(StateBackend backend) throws Exception {
    try (var operator = operator(backend, STORED)) {
      operator.initializeState(stored(backend));
      operator.open();
      MatchOperator match = (MatchOperator) operator.getOperator();
      assertThat(match.gallery().references()).isEqualTo(REFERENCES);
    }
  }

  private static OperatorSubtaskState stored(StateBackend backend) throws Exception {
    try (var operator = operator(backend, STORED)) {
      operator.open();
      for (int i = 0; i < REFERENCES; i++) {
        operator.processElement2(References.enrol(References.reference("r-" + i, i, 1)), 0);
      }
      return operator.snapshot(1, 1);
    }
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          Integer, ProbeQuery, ReferenceUpdate, ShardAnswer>
      operator(StateBackend backend, int shards) throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<
            Integer, ProbeQuery, ReferenceUpdate, ShardAnswer>(
            new MatchOperator(new MatchSettings(ProbeOrder.ARRIVAL, 1, 0, Long.MAX_VALUE, shards)),
            ProbeQuery::shardKey,
            update -> KEYS.keyOf(update.referenceId()),
            Types.INT,
            Shards.MAX_PARALLELISM,
            1,
            0);
    harness.setStateBackend(backend);
    return harness;
  }
}
