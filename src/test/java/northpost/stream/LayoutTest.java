package northpost.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.Decision;
import northpost.gallery.ShardAnswer;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layout must do. */
class LayoutTest {
  private static final int RECORDS = 500;

  static List<Layout<?>> layouts() {
    return Layouts.all();
  }

  @Test
  void findsTheLayouts() {
    List<Class<?>> types = new ArrayList<>();
    layouts().forEach(layout -> types.add(layout.type()));
    assertThat(types)
        .contains(Decision.class, ShardAnswer.class, Candidate.class)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  <T> void readsWhatItWrote(Layout<T> layout) throws IOException {
    TypeSerializer<T> serializer = serializer(layout);
    for (double nulls : new double[] {0, .2, 1}) {
      RandomRecords random = new RandomRecords(7, nulls);
      for (int i = 0; i < RECORDS; i++) {
        T record = random.record(layout.type());
        assertThat(RecordContents.of(read(serializer, bytes(serializer, record))))
            .as("record %d with a share of nulls of %s", i, nulls)
            .isEqualTo(RecordContents.of(record));
      }
    }
  }

  /** A component that the layout does not know comes back as null, 0 or false. */
  @ParameterizedTest
  @MethodSource("layouts")
  <T> void knowsEveryComponent(Layout<T> layout) throws IOException {
    TypeSerializer<T> serializer = serializer(layout);
    RecordComponent[] components = layout.type().getRecordComponents();
    Object nothing = RecordContents.of(serializer.createInstance());
    for (int i = 0; i < components.length; i++) {
      RandomRecords random = new RandomRecords(i, 0);
      T record;
      do {
        Object[] values =
            Arrays.stream(components)
                .map(component -> RecordContents.get(component, serializer.createInstance()))
                .toArray();
        values[i] = random.value(components[i]);
        record = RecordContents.make(layout.type(), values);
      } while (RecordContents.of(record).equals(nothing));
      assertThat(RecordContents.of(read(serializer, bytes(serializer, record))))
          .as(components[i].getName())
          .isEqualTo(RecordContents.of(record));
    }
  }

  /** What is cut off or followed by more is refused, and never read as something else. */
  @ParameterizedTest
  @MethodSource("layouts")
  <T> void refusesAnotherSize(Layout<T> layout) throws IOException {
    TypeSerializer<T> serializer = serializer(layout);
    byte[] whole = bytes(serializer, new RandomRecords(3, .1).record(layout.type()));
    for (int size = 0; size <= whole.length - Integer.BYTES; size++) {
      byte[] other = Arrays.copyOf(whole, whole.length + 1);
      DataOutputSerializer header = new DataOutputSerializer(Integer.BYTES);
      header.writeInt(size == whole.length - Integer.BYTES ? size + 1 : size);
      System.arraycopy(header.getSharedBuffer(), 0, other, 0, Integer.BYTES);
      assertThatThrownBy(() -> read(serializer, other))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(layout.type().getName())
          .hasMessageContaining("expected");
    }
  }

  /** A byte that was changed may give another record, but no other failure. */
  @ParameterizedTest
  @MethodSource("layouts")
  <T> void failsInOneWayOnly(Layout<T> layout) throws IOException {
    TypeSerializer<T> serializer = serializer(layout);
    byte[] whole = bytes(serializer, new RandomRecords(5, .1).record(layout.type()));
    for (int i = Integer.BYTES; i < whole.length; i++) {
      for (int flip : new int[] {1, 0x80, 0xff}) {
        byte[] changed = whole.clone();
        changed[i] ^= (byte) flip;
        try {
          read(serializer, changed);
        } catch (IOException e) {
          assertThat(e).hasMessageContaining(layout.type().getName());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("layouts")
  <T> void givesListsThatCannotBeChanged(Layout<T> layout) throws IOException {
    TypeSerializer<T> serializer = serializer(layout);
    RandomRecords random = new RandomRecords(11, 0);
    for (int i = 0; i < RECORDS; i++) {
      T read = read(serializer, bytes(serializer, random.record(layout.type())));
      for (RecordComponent component : layout.type().getRecordComponents()) {
        if (component.getType() == List.class) {
          assertThat((List<?>) RecordContents.get(component, read)).isUnmodifiable();
        }
      }
    }
  }

  @Test
  void nothingIsLeftOfARecordThatCouldNotBeWritten() throws IOException {
    TypeSerializer<Decision> serializer = serializer(new DecisionLayout());
    Decision sound = new RandomRecords(19, 0).record(Decision.class);
    Object[] values =
        Arrays.stream(Decision.class.getRecordComponents())
            .map(component -> RecordContents.get(component, sound))
            .toArray();
    values[5] = Arrays.asList((Candidate) null);
    Decision broken = RecordContents.make(Decision.class, values);
    assertThatThrownBy(() -> bytes(serializer, broken)).isInstanceOf(NullPointerException.class);
    assertThat(RecordContents.of(read(serializer, bytes(serializer, sound))))
        .isEqualTo(RecordContents.of(sound));
  }

  static <T> TypeSerializer<T> serializer(Layout<T> layout) {
    return new RecordSerializer<>(layout);
  }

  static <T> byte[] bytes(TypeSerializer<T> serializer, T record) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    return out.getCopyOfBuffer();
  }

  static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
    return serializer.deserialize(new DataInputDeserializer(bytes));
  }
}
