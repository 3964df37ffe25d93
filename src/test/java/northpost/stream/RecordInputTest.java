package northpost.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import northpost.stream.Notes.FirstNote;
import northpost.stream.Notes.Note;
import northpost.stream.Notes.StarredNote;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Fields as bytes: what they take and what they refuse. */
class RecordInputTest {
  @Test
  void smallNumbersTakeOneByte() throws IOException {
    for (long small : new long[] {0, -1, 1, 63, -64}) {
      assertThat(size(out -> out.number(small))).as("%d", small).isEqualTo(1);
    }
    for (long any :
        new long[] {
          64, -65, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
        }) {
      assertThat(written(out -> out.number(any)).number()).isEqualTo(any);
    }
  }

  @Test
  void refusesANumberThatDoesNotFit() throws IOException {
    RecordInput in = written(out -> out.number(1L << 31));
    assertThatThrownBy(in::smallNumber).hasMessageContaining("got 2147483648");
    assertThat(written(out -> out.number(Integer.MIN_VALUE)).smallNumber())
        .isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void keepsNumbersOfAnySize() throws IOException {
    int[] numbers = {0, -1, 64, Integer.MIN_VALUE, Integer.MAX_VALUE};
    assertThat(written(out -> out.numbers(numbers)).numbers()).isEqualTo(numbers);
    assertThat(written(out -> out.numbers(new int[0])).numbers()).isEmpty();
    assertThat(written(out -> out.numbers(null)).numbers()).isNull();
  }

  @Test
  void aStringTakesAByteForEachLatinCharacterElseTwo() {
    assertThat(size(out -> out.string(null))).isEqualTo(1);
    assertThat(size(out -> out.string("Trois-Rivières"))).isEqualTo(1 + 14);
    assertThat(size(out -> out.string("Trois-Rivièreş"))).isEqualTo(1 + 2 * 14);
  }

  @Test
  void keepsLongStrings() throws IOException {
    String latin = "é".repeat(1_000_000);
    String wide = latin + "ş";
    RecordInput in =
        written(
            out -> {
              out.string(latin);
              out.string(wide);
              out.string(latin);
            });
    assertThat(in.string()).isEqualTo(latin);
    assertThat(in.knownString()).isEqualTo(wide);
    assertThat(in.knownString()).isEqualTo(latin);
  }

  @Test
  void aStringReadBeforeIsTheSameObject() throws IOException {
    for (String few : new String[] {"0712", "0712-champlain-p1-c1", "a".repeat(128)}) {
      RecordInput in =
          written(
              out -> {
                out.string(few);
                out.string(few);
              });
      assertThat(in.knownString()).isEqualTo(few).isSameAs(in.knownString());
    }
  }

  @Test
  void neverTakesAStringForAnother() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<String> strings =
        random
            .ints(20_000, 0, 2_000)
            .mapToObj(n -> "lane-" + "x".repeat(n % 150) + n + "-of-a-port")
            .toList();
    RecordInput in = written(out -> strings.forEach(out::string));
    for (String string : strings) {
      assertThat(in.knownString()).isEqualTo(string);
    }
  }

  @Test
  void refusesALengthThatIsNotThereBeforeItTakesMemoryForIt() throws IOException {
    for (long length : new long[] {Integer.MAX_VALUE, 1L << 40, Long.MIN_VALUE}) {
      // A number is written as twice its value: so a length and its bit for wide characters.
      Consumer<RecordOutput> header = out -> out.number(length);
      assertThatThrownBy(written(header)::string).hasMessageContaining("got a length of");
      assertThatThrownBy(written(header)::bytes).hasMessageContaining("expected at most 0");
      assertThatThrownBy(written(header)::floats).hasMessageContaining("expected at most 0");
      assertThatThrownBy(written(header)::numbers).hasMessageContaining("expected at most 0");
      assertThatThrownBy(written(header)::strings).hasMessageContaining("expected at most 0");
    }
  }

  @Test
  void refusesANumberWithoutEnd() throws IOException {
    RecordInput endless = new RecordInput();
    DataOutputSerializer bytes = new DataOutputSerializer(32);
    bytes.writeInt(11);
    for (int i = 0; i < 11; i++) {
      bytes.writeByte(0xff);
    }
    endless.fill(new DataInputDeserializer(bytes.getCopyOfBuffer()));
    assertThatThrownBy(endless::number).hasMessageContaining("more than 10 bytes");
  }

  /** By which an earlier release finds the end of fields that it does not know. */
  @Test
  void aRecordWithinAnotherTakesItsSizeAndNullFourBytes() throws IOException {
    assertThat(size(out -> out.record(null, new FirstNote()))).isEqualTo(4);
    assertThat(size(out -> out.record(new Note("ab", 0), new FirstNote()))).isEqualTo(4 + 3);
    List<Note> two = List.of(new Note("a", 0), new Note("bc", 0));
    assertThat(size(out -> out.list(two, new FirstNote()))).isEqualTo(1 + (4 + 2) + (4 + 3));
    assertThat(written(out -> out.list(two, new FirstNote())).list(new FirstNote())).isEqualTo(two);
  }

  @Test
  void readsNoFurtherThanTheEndOfARecordWithinAnother() throws IOException {
    for (boolean inList : new boolean[] {false, true}) {
      RecordInput in =
          written(
              out -> {
                if (inList) {
                  out.list(List.of(new Note("a", 0)), new FirstNote());
                } else {
                  out.record(new Note("a", 0), new FirstNote());
                }
                out.number(5);
              });
      // Reads stars, of which there are none: the 5 behind is not of this record.
      Layout<Note> withStars = new StarredNote();
      assertThatThrownBy(() -> read(in, withStars, inList))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("got the end of the record")
          .hasMessageContaining("expected 1 bytes");
    }
  }

  @Test
  void refusesARecordWithinAnotherThatIsNotReadToItsEnd() throws IOException {
    for (boolean inList : new boolean[] {false, true}) {
      RecordInput in =
          written(
              out -> {
                if (inList) {
                  out.list(List.of(new Note("a", 5)), new StarredNote());
                } else {
                  out.record(new Note("a", 5), new StarredNote());
                }
              });
      assertThatThrownBy(() -> read(in, new FirstNote(), inList))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("read Note up to")
          .hasMessageContaining("expected to the end");
    }
  }

  @Test
  void refusesARecordWithinAnotherThatIsLongerThanIt() throws IOException {
    for (int size : new int[] {-1, 100, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      // A real is 8 bytes as they are: a size, and what is taken for the first fields.
      RecordInput in = written(out -> out.real(Double.longBitsToDouble((long) size << 32)));
      assertThatThrownBy(() -> in.record(new FirstNote()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("got a length of")
          .hasMessageContaining("expected at most 4");
    }
  }

  private static void read(RecordInput in, Layout<Note> layout, boolean inList) throws IOException {
    if (inList) {
      in.list(layout);
    } else {
      in.record(layout);
    }
  }

  private static int size(Consumer<RecordOutput> fields) {
    return bytes(fields).length - Integer.BYTES - 1;
  }

  private static RecordInput written(Consumer<RecordOutput> fields) throws IOException {
    RecordInput in = new RecordInput();
    in.fill(new DataInputDeserializer(bytes(fields)));
    in.readVersion();
    return in;
  }

  private static byte[] bytes(Consumer<RecordOutput> fields) {
    try {
      RecordOutput out = new RecordOutput();
      fields.accept(out);
      DataOutputSerializer target = new DataOutputSerializer(64);
      out.drainTo(target);
      return target.getCopyOfBuffer();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
