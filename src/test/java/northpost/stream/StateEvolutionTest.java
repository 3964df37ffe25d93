package northpost.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import northpost.gallery.CandidateListLayout;
import northpost.job.DeclaredState;
import northpost.job.NorthpostJob;
import northpost.job.NorthpostOptions;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each type of state may gain a field: what was written before it is read, with the field's
 * default. And the way back: an earlier release leaves out a field that it does not know.
 */
class StateEvolutionTest {
  private static final Path GOLDEN = Path.of("src/test/resources/state/records-v1.txt");
  private static final Map<String, PojoSerializer<?>> POJOS = new TreeMap<>();
  private static final Set<String> LAYOUTS = new TreeSet<>();
  private static final Set<String> OTHERS = new TreeSet<>();

  static {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    NorthpostJob.build(
        env,
        Configuration.fromMap(
            Map.of(
                NorthpostOptions.BOOTSTRAP_SERVERS.key(), "127.0.0.1:1",
                NorthpostOptions.ELASTICSEARCH_URLS.key(), "http://127.0.0.1:1")));
    for (StreamNode node : env.getStreamGraph().getStreamNodes()) {
      DeclaredState.of(node).forEach(state -> collect(state.values()));
    }
  }

  /** Those within it too. */
  private static void collect(TypeSerializer<?> serializer) {
    if (serializer instanceof ListSerializer<?> list) {
      collect(list.getElementSerializer());
    } else if (serializer instanceof RecordSerializer<?> record) {
      LAYOUTS.add(record.layout().getClass().getName());
    } else if (serializer instanceof PojoSerializer<?> pojo) {
      if (POJOS.put(DeclaredState.pojoClass(pojo).getName(), pojo) == null) {
        for (TypeSerializer<?> field : fieldSerializers(pojo)) {
          if (field instanceof ListSerializer || field instanceof PojoSerializer) {
            collect(field);
          }
        }
      }
    } else {
      OTHERS.add(serializer.getClass().getName());
    }
  }

  static Set<String> pojos() {
    return POJOS.keySet();
  }

  static Set<String> layouts() {
    return LAYOUTS;
  }

  /** The third kind has a test of its own, {@code ReferenceSerializerTest}. */
  @Test
  void everyStateIsOfAKindThatMayGrow() {
    assertThat(POJOS).isNotEmpty();
    assertThat(LAYOUTS).isNotEmpty();
    assertThat(OTHERS)
        .isSubsetOf("northpost.gallery.ReferenceSerializer", BooleanSerializer.class.getName());
  }

  @ParameterizedTest
  @MethodSource("pojos")
  <T> void aPojoThatGainsAFieldReadsWhatWasWrittenBefore(String name) throws Exception {
    PojoSerializer<T> now = pojo(name);
    T record = example(now);
    for (int added = 0; added < fields(now).length; added++) {
      PojoSerializer<T> before = without(now, added);
      byte[] bytes = LayoutTest.bytes(before, record);
      TypeSerializerSnapshot<T> old = read(written(before.snapshotConfiguration()));
      var found = now.snapshotConfiguration().resolveSchemaCompatibility(old);
      String field = name + "." + fields(now)[added].getName();
      assertThat(found.isIncompatible()).as(field).isFalse();
      T restored = LayoutTest.read(old.restoreSerializer(), bytes);
      assertThat(RecordContents.of(restored))
          .as(field)
          .isEqualTo(RecordContents.of(withDefault(record, fields(now)[added].getName())));
      assertThat(RecordContents.of(LayoutTest.read(now, LayoutTest.bytes(now, restored))))
          .as(field)
          .isEqualTo(RecordContents.of(restored));
    }
  }

  @ParameterizedTest
  @MethodSource("pojos")
  <T> void aPojoOneVersionBackDropsTheFieldThatItDoesNotKnow(String name) throws Exception {
    PojoSerializer<T> now = pojo(name);
    T record = example(now);
    for (Field field : fields(now)) {
      byte[] later = renamed(written(now.snapshotConfiguration()), field);
      TypeSerializerSnapshot<T> newer = read(later);
      assertThat(now.snapshotConfiguration().resolveSchemaCompatibility(newer).isIncompatible())
          .as(field.toString())
          .isFalse();
      T restored = LayoutTest.read(newer.restoreSerializer(), LayoutTest.bytes(now, record));
      assertThat(RecordContents.of(restored))
          .as(field.toString())
          .isEqualTo(RecordContents.of(withDefault(record, field.getName())));
    }
  }

  /**
   * Flink 2.3 leaves out a field by its place among those that were written, in the order of the
   * alphabet, where the components are in that order too, and fails where others come after it;
   * elsewhere it looks each field up by name. So a field that is added to one of these has a name
   * after all others. A record that is new here is to be listed.
   */
  @Test
  void whatIsAddedToAPojoInTheOrderOfTheAlphabetComesAfterItsFirstFields() throws Exception {
    Map<String, List<String>> firstFields =
        Map.of(
            "northpost.analytics.CameraMinuteFunction$CameraMinuteState",
            List.of("minute", "written"),
            "northpost.analytics.LatencyFunction$LatencyState",
            List.of("fresh", "written"),
            "northpost.anomaly.Figures",
            List.of("sums"),
            "northpost.domain.ErrorCounts",
            List.of(
                "matedCompared",
                "matedMissed",
                "matedNotAnswered",
                "nonMatedCompared",
                "nonMatedMatched",
                "nonMatedNotAnswered"),
            "northpost.domain.FailureToAcquire",
            List.of("cause", "message"),
            "northpost.domain.Moments",
            List.of("n", "sum", "sumOfSquares"),
            "northpost.domain.ReceivedAdjudication",
            List.of("adjudication", "position"));
    Map<String, List<String>> found = new TreeMap<>();
    for (String name : POJOS.keySet()) {
      Object record = example(pojo(name));
      if (inTheOrderOfTheAlphabet(record)) {
        found.put(name, names(record));
      }
    }
    assertThat(found.keySet()).isEqualTo(firstFields.keySet());
    firstFields.forEach(
        (name, first) -> assertThat(found.get(name)).startsWith(first.toArray(String[]::new)));
  }

  private static boolean inTheOrderOfTheAlphabet(Object record) {
    List<String> names = names(record);
    return names.equals(names.stream().sorted().toList());
  }

  private static List<String> names(Object record) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .map(RecordComponent::getName)
        .toList();
  }

  /** Flink describes an enum by all its constants, used or not. Never is one read as another. */
  @Test
  void aPojoOneVersionBackIsRefusedWhereAnEnumHasAConstantMore() throws Exception {
    int tried = 0;
    for (PojoSerializer<?> pojo : POJOS.values()) {
      String snapshot =
          new String(written(pojo.snapshotConfiguration()), StandardCharsets.ISO_8859_1);
      for (Field field : fields(pojo)) {
        if (field.getType().isEnum()) {
          Object[] constants = field.getType().getEnumConstants();
          String last = ((Enum<?>) constants[constants.length - 1]).name();
          assertThat(snapshot).contains(utf(last));
          byte[] later =
              snapshot
                  .replace(utf(last), utf("Z".repeat(last.length())))
                  .getBytes(StandardCharsets.ISO_8859_1);
          assertThatThrownBy(() -> read(later).restoreSerializer())
              .as(field.toString())
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("field serializer snapshots should be present");
          tried++;
        }
      }
    }
    assertThat(tried).isPositive();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  <T> void aLayoutThatGainsAFieldReadsTheBytesOfVersionOne(String name) throws Exception {
    String[] line =
        Files.readAllLines(GOLDEN).stream()
            .map(each -> each.split(" "))
            .filter(each -> each[0].equals(name))
            .findAny()
            .orElseThrow();
    byte[] bytes = HexFormat.of().parseHex(line[2]);
    RecordSerializerSnapshot<T> old =
        (RecordSerializerSnapshot<T>) StateEvolutionTest.<T>read(HexFormat.of().parseHex(line[1]));
    RecordSerializer<T> of1 = (RecordSerializer<T>) old.restoreSerializer();
    Grown<T> grown =
        LayoutTest.read(new RecordSerializer<>(new GrownLayout<>(of1.layout())), bytes);
    assertThat(RecordContents.of(grown.record()))
        .isEqualTo(RecordContents.of(LayoutTest.read(of1, bytes)));
    assertThat(grown.added()).isEqualTo(GrownLayout.DEFAULT);
    RecordSerializer<Grown<T>> of2 = new RecordSerializer<>(new GrownLayout<>(of1.layout()));
    byte[] filled = LayoutTest.bytes(of2, new Grown<>(grown.record(), 7));
    assertThat(LayoutTest.read(of2, LaterRelease.ofVersion(2, filled)).added()).isEqualTo(7);
  }

  /** A layout of a state, and one that is in it or is itself. */
  static List<Arguments> layoutsAndTheirParts() {
    return LAYOUTS.stream()
        .<Arguments>flatMap(
            state ->
                parts(layout(state)).stream()
                    .map(part -> Arguments.of(layout(state), part.getName())))
        .toList();
  }

  /** Each with itself and those within it. */
  private static Set<Class<?>> parts(Layout<?> layout) {
    Set<Class<?>> parts = new LinkedHashSet<>(Set.of(layout.getClass()));
    for (Field field : layout.getClass().getDeclaredFields()) {
      if (Layout.class.isAssignableFrom(field.getType())) {
        parts.addAll(parts(layout(field.getType().getName())));
      }
    }
    return parts;
  }

  @Test
  void layoutsHaveParts() {
    assertThat(parts(new CandidateListLayout()))
        .contains(CandidateListLayout.class, CandidateLayout.class, CaptureLayout.class);
  }

  @ParameterizedTest
  @MethodSource("layoutsAndTheirParts")
  <T> void aLayoutOneVersionBackLeavesOutTheFieldThatItDoesNotKnow(Layout<T> layout, String grown)
      throws Exception {
    TypeSerializer<T> later = new LaterRelease<>(layout, List.of(Class.forName(grown)));
    RecordSerializer<T> now = new RecordSerializer<>(layout);
    RandomRecords random = new RandomRecords(23, .2);
    int withTheField = 0;
    for (int i = 0; i < 100; i++) {
      T record = random.record(layout.type());
      byte[] bytes = LayoutTest.bytes(later, record);
      withTheField += bytes.length > LayoutTest.bytes(now, record).length ? 1 : 0;
      assertThat(RecordContents.of(LayoutTest.read(now, bytes)))
          .as("record %d", i)
          .isEqualTo(RecordContents.of(record));
    }
    assertThat(withTheField).as("records with the field").isPositive();
  }

  static List<Arguments> layoutsAndBackends() {
    return LAYOUTS.stream()
        .<Arguments>flatMap(
            layout ->
                Stream.of(new EmbeddedRocksDBStateBackend(false), new HashMapStateBackend())
                    .map(backend -> Arguments.of(layout(layout), backend)))
        .toList();
  }

  /** Also where it comes through a release that does not ask for the state. */
  @ParameterizedTest
  @MethodSource("layoutsAndBackends")
  <T> void flinkRestoresWhatALaterReleaseWrote(Layout<T> layout, StateBackend backend)
      throws Exception {
    List<T> records = new ArrayList<>();
    RandomRecords random = new RandomRecords(29, .2);
    for (int i = 0; i < 50; i++) {
      records.add(random.record(layout.type()));
    }
    OperatorSubtaskState written;
    TypeSerializer<T> later = new LaterRelease<>(layout, List.copyOf(parts(layout)));
    try (var harness = harness(backend, new Writing<>(later))) {
      harness.open();
      for (int i = 0; i < records.size(); i++) {
        harness.processElement(Entry.of(i, records.get(i)), 0);
      }
      written = harness.snapshot(1, 1);
    }
    OperatorSubtaskState passedOn;
    try (var harness = harness(backend, new AskingForNothing<T>())) {
      harness.initializeState(written);
      harness.open();
      passedOn = harness.snapshot(2, 2);
    }
    for (OperatorSubtaskState state : List.of(written, passedOn)) {
      OperatorSubtaskState rewritten;
      try (var harness = harness(backend, new Reading<>(new RecordSerializer<>(layout)))) {
        harness.initializeState(state);
        harness.open();
        assertReads(harness, records);
        rewritten = harness.snapshot(3, 3);
      }
      try (var harness = harness(backend, new Reading<>(new RecordSerializer<>(layout)))) {
        harness.initializeState(rewritten);
        harness.open();
        assertReads(harness, records);
      }
    }
  }

  private static <T> void assertReads(
      KeyedOneInputStreamOperatorTestHarness<Integer, Entry<T>, List<T>> harness, List<T> records)
      throws Exception {
    for (int i = 0; i < records.size(); i++) {
      harness.processElement(Entry.of(i, null), 0);
    }
    List<List<T>> read = harness.extractOutputValues();
    assertThat(read).hasSize(records.size());
    for (int i = 0; i < records.size(); i++) {
      T record = records.get(i);
      assertThat(RecordContents.of(read.get(i)))
          .as("record %d", i)
          .isEqualTo(RecordContents.of(List.of(record, record, record)));
    }
  }

  private static <T> KeyedOneInputStreamOperatorTestHarness<Integer, Entry<T>, List<T>> harness(
      StateBackend backend, KeyedProcessFunction<Integer, Entry<T>, List<T>> function)
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function), Entry::key, Types.INT);
    harness.setStateBackend(backend);
    return harness;
  }

  /** To be written under a key, or null to read what is there. */
  private record Entry<T>(int key, T record) {
    static <T> Entry<T> of(int key, T record) {
      return new Entry<>(key, record);
    }
  }

  /** Keeps a record as it is and in a list of a map, as states do. */
  private abstract static class Keeping<T>
      extends KeyedProcessFunction<Integer, Entry<T>, List<T>> {
    private static final long serialVersionUID = 1L;
    private final TypeSerializer<T> serializer;
    transient ValueState<T> value;
    transient MapState<Long, List<T>> lists;

    Keeping(TypeSerializer<T> serializer) {
      this.serializer = serializer;
    }

    @Override
    public void open(OpenContext context) {
      value = getRuntimeContext().getState(new ValueStateDescriptor<>("value", serializer));
      lists =
          getRuntimeContext()
              .getMapState(
                  new MapStateDescriptor<>(
                      "lists", LongSerializer.INSTANCE, new ListSerializer<>(serializer)));
    }
  }

  private static final class Writing<T> extends Keeping<T> {
    private static final long serialVersionUID = 1L;

    Writing(TypeSerializer<T> serializer) {
      super(serializer);
    }

    @Override
    public void processElement(Entry<T> entry, Context context, Collector<List<T>> out)
        throws Exception {
      value.update(entry.record());
      lists.put(7L, List.of(entry.record(), entry.record()));
    }
  }

  private static final class Reading<T> extends Keeping<T> {
    private static final long serialVersionUID = 1L;

    Reading(TypeSerializer<T> serializer) {
      super(serializer);
    }

    @Override
    public void processElement(Entry<T> entry, Context context, Collector<List<T>> out)
        throws Exception {
      List<T> all = new ArrayList<>(lists.get(7L));
      all.add(value.value());
      out.collect(all);
      // Half of them are written anew, the others stay as they were.
      if (entry.key() % 2 == 0) {
        value.update(value.value());
        lists.put(7L, lists.get(7L));
      }
    }
  }

  private static final class AskingForNothing<T>
      extends KeyedProcessFunction<Integer, Entry<T>, List<T>> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Entry<T> entry, Context context, Collector<List<T>> out) {}
  }

  @SuppressWarnings("unchecked")
  private static <T> Layout<T> layout(String name) {
    try {
      return (Layout<T>) Class.forName(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("making " + name, e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> PojoSerializer<T> pojo(String name) {
    return (PojoSerializer<T>) POJOS.get(name);
  }

  /** Read once, since Flink makes one NaN of all. */
  @SuppressWarnings("unchecked")
  private static <T> T example(PojoSerializer<T> serializer) throws IOException {
    Class<T> type = (Class<T>) DeclaredState.pojoClass(serializer);
    T random = new RandomRecords(17, 0).record(type);
    return LayoutTest.read(serializer, LayoutTest.bytes(serializer, random));
  }

  private static <T> PojoSerializer<T> without(PojoSerializer<T> all, int field) {
    List<Field> fields = new ArrayList<>(List.of(fields(all)));
    List<TypeSerializer<?>> serializers = new ArrayList<>(List.of(fieldSerializers(all)));
    fields.remove(field);
    serializers.remove(field);
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) DeclaredState.pojoClass(all);
    return new PojoSerializer<>(
        type,
        serializers.toArray(TypeSerializer<?>[]::new),
        fields.toArray(Field[]::new),
        new SerializerConfigImpl());
  }

  /** The record with null, 0 or false in a field. */
  @SuppressWarnings("unchecked")
  private static <T> T withDefault(T record, String field) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      Object value = RecordContents.get(components[i], record);
      values[i] = components[i].getName().equals(field) ? none(components[i].getType()) : value;
    }
    return (T) RecordContents.make(record.getClass(), values);
  }

  private static Object none(Class<?> type) {
    return type.isPrimitive()
        ? java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0)
        : null;
  }

  /** The same bytes with another field in the place of one of a class. */
  private static byte[] renamed(byte[] snapshot, Field field) {
    String type = utf(field.getDeclaringClass().getName());
    String text = new String(snapshot, StandardCharsets.ISO_8859_1);
    String known = type + utf(field.getName());
    assertThat(text).contains(known);
    return text.replace(known, type + utf("z".repeat(field.getName().length())))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** As it is written: its length before it. */
  private static String utf(String name) {
    return "" + (char) 0 + (char) name.length() + name;
  }

  private static Field[] fields(PojoSerializer<?> serializer) {
    return (Field[]) get(serializer, "fields");
  }

  private static TypeSerializer<?>[] fieldSerializers(PojoSerializer<?> serializer) {
    return (TypeSerializer<?>[]) get(serializer, "fieldSerializers");
  }

  private static Object get(PojoSerializer<?> serializer, String name) {
    try {
      Field field = PojoSerializer.class.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(serializer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("reading " + name + " of a PojoSerializer", e);
    }
  }

  private static byte[] written(TypeSerializerSnapshot<?> snapshot) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    return out.getCopyOfBuffer();
  }

  private static <T> TypeSerializerSnapshot<T> read(byte[] bytes) throws IOException {
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(bytes), StateEvolutionTest.class.getClassLoader());
  }

  /** A record of the next version: with a field more. */
  private record Grown<T>(T record, int added) {}

  private static final class GrownLayout<T> implements Layout<Grown<T>> {
    static final int DEFAULT = -1;
    private static final long serialVersionUID = 1L;

    private final Layout<T> before;

    GrownLayout(Layout<T> before) {
      this.before = before;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Class<Grown<T>> type() {
      return (Class) Grown.class;
    }

    @Override
    public void write(Grown<T> value, RecordOutput out) {
      before.write(value.record(), out);
      out.number(value.added());
    }

    @Override
    public Grown<T> read(RecordInput in) throws IOException {
      return new Grown<>(before.read(in), in.version() < 2 ? DEFAULT : in.smallNumber());
    }
  }
}
