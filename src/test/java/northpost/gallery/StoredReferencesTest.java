package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import northpost.domain.Reference;
import northpost.testing.Captures;
import northpost.testing.References;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredReferencesTest {
  private static final Shards SHARDS = new Shards(12);

  static Stream<StateBackend> backends() {
    return Stream.of(
        new EmbeddedRocksDBStateBackend(true),
        new EmbeddedRocksDBStateBackend(false),
        new HashMapStateBackend());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void readsEachReferenceOnceAsItWasWrittenAndNothingElse(StateBackend backend) throws Exception {
    Map<String, String> written = new TreeMap<>();
    OperatorSubtaskState snapshot;
    try (var harness = harness(backend, new Keeping())) {
      harness.open();
      for (int i = 0; i < 500; i++) {
        Reference reference = reference(i);
        harness.processElement(reference, 0);
        written.put(reference.referenceId(), bytes(reference));
      }
      // Also what is in the backend and not yet in a snapshot.
      assertThat(read(backend(harness))).isEqualTo(written);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = harness(backend, new Keeping())) {
      harness.initializeState(snapshot);
      harness.open();
      assertThat(read(backend(harness))).isEqualTo(written);
      harness.processElement(reference(3, "moved"), 0);
      written.put("r-3", bytes(reference(3, "moved")));
      assertThat(read(backend(harness))).isEqualTo(written);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void readsNothingWhereNothingIs(StateBackend backend) throws Exception {
    try (var harness = harness(backend, new Keeping())) {
      harness.open();
      assertThat(read(backend(harness))).isEmpty();
    }
  }

  @Test
  void saysWhereAnEntryCannotBeRead() throws Exception {
    try (var harness = harness(new EmbeddedRocksDBStateBackend(), new KeepingTexts())) {
      harness.open();
      harness.processElement(reference(1), 0);
      assertThatThrownBy(() -> read(backend(harness)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("state references of gallery-match, key group ")
          .hasMessageContaining("expected 0 to");
    }
  }

  @Test
  void saysWhichStatesThereAreWhenItsOwnIsNot() throws Exception {
    try (var harness = harness(new EmbeddedRocksDBStateBackend(), new KeepingNone())) {
      harness.open();
      assertThatThrownBy(() -> read(backend(harness)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("other")
          .hasMessageContaining("expected one named references");
    }
  }

  private static Map<String, String> read(KeyedStateBackend<Integer> backend) throws Exception {
    Map<String, String> read = new TreeMap<>();
    StoredReferences.forEach(
        backend,
        reference ->
            assertThat(read.put(reference.referenceId(), bytes(reference)))
                .as("read twice")
                .isNull());
    return read;
  }

  private static Reference reference(int i) {
    return reference(i, References.GALLERY);
  }

  private static Reference reference(int i, String galleryId) {
    Instant end = i % 3 == 0 ? Instant.ofEpochMilli(1_000 + i) : null;
    Reference one =
        References.reference("r-" + i, "s-" + i, Captures.MODEL, end, 1, i, -i, 2, i * i);
    return new Reference(
        one.referenceId(),
        one.subjectId(),
        i % 2 == 0 ? List.of(galleryId) : List.of(galleryId, "g-" + i),
        one.source(),
        one.travellerClass(),
        null,
        one.validFrom(),
        one.expiresAt(),
        one.template());
  }

  private static String bytes(Reference reference) {
    DataOutputSerializer out = new DataOutputSerializer(64);
    try {
      ReferenceSerializer.INSTANCE.serialize(reference, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return HexFormat.of().formatHex(out.getCopyOfBuffer());
  }

  private static KeyedStateBackend<Integer> backend(
      KeyedOneInputStreamOperatorTestHarness<Integer, Reference, String> harness) {
    return ((KeyedProcessOperator<Integer, Reference, String>) harness.getOperator())
        .getKeyedStateBackend();
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, Reference, String> harness(
      StateBackend backend, KeyedProcessFunction<Integer, Reference, String> function)
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function),
            reference -> SHARDS.keyOf(reference.referenceId()),
            Types.INT,
            Shards.MAX_PARALLELISM,
            1,
            0);
    harness.setStateBackend(backend);
    return harness;
  }

  /** Keeps references as gallery-match does, between states and timers of other names. */
  private static class Keeping extends KeyedProcessFunction<Integer, Reference, String> {
    private static final long serialVersionUID = 1L;
    private transient MapState<String, String> before;
    private transient MapState<String, Reference> references;
    private transient MapState<String, String> after;

    @Override
    public void open(OpenContext context) {
      before = texts("a-state-before");
      references = getRuntimeContext().getMapState(GalleryState.references());
      after = texts("other");
    }

    final MapState<String, String> texts(String name) {
      return getRuntimeContext()
          .getMapState(new MapStateDescriptor<>(name, Types.STRING, Types.STRING));
    }

    @Override
    public void processElement(Reference reference, Context ctx, Collector<String> out)
        throws Exception {
      before.put(reference.referenceId(), "before");
      references.put(reference.referenceId(), reference);
      after.put(reference.referenceId(), "after");
      if (reference.expiresAt() != null) {
        ctx.timerService().registerEventTimeTimer(reference.expiresAt().toEpochMilli());
      }
    }
  }

  /** Has something else under the name of the references. */
  private static final class KeepingTexts extends Keeping {
    private static final long serialVersionUID = 1L;
    private transient MapState<String, String> texts;

    @Override
    public void open(OpenContext context) {
      texts = texts(GalleryState.references().getName());
    }

    @Override
    public void processElement(Reference reference, Context ctx, Collector<String> out)
        throws Exception {
      texts.put(reference.referenceId(), "no reference");
    }
  }

  private static final class KeepingNone extends Keeping {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(OpenContext context) {
      texts("other");
    }
  }
}
