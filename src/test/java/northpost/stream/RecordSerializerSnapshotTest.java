package northpost.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import northpost.gallery.CandidateListLayout;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** State of an earlier version is read by this one. */
class RecordSerializerSnapshotTest {
  private static final Path GOLDEN = Path.of("src/test/resources/state/records-v1.txt");

  /** A line for each layout: its class, what a state says of its serializer, and a record. */
  @Test
  void readsTheBytesOfVersionOne() throws Exception {
    Map<String, String[]> lines =
        Files.readAllLines(GOLDEN).stream()
            .map(line -> line.split(" "))
            .collect(Collectors.toMap(line -> line[0], line -> line));
    List<String> missing = new ArrayList<>();
    for (Layout<?> layout : Layouts.all()) {
      String[] line = lines.get(layout.getClass().getName());
      if (line == null) {
        missing.add(line(layout));
      } else {
        assertReads(layout, line[1], line[2]);
      }
    }
    assertThat(missing).as("lines to add to " + GOLDEN).isEmpty();
  }

  private static <T> void assertReads(Layout<T> layout, String snapshot, String record)
      throws IOException {
    TypeSerializerSnapshot<T> restored = read(HexFormat.of().parseHex(snapshot));
    TypeSerializer<T> serializer = restored.restoreSerializer();
    assertThat(RecordContents.of(LayoutTest.read(serializer, HexFormat.of().parseHex(record))))
        .as(layout.type().getName())
        .isEqualTo(RecordContents.of(example(layout)));
    var compatibility =
        new RecordTypeInfo<>(layout)
            .createSerializer(null)
            .snapshotConfiguration()
            .resolveSchemaCompatibility(restored);
    assertThat(compatibility.isIncompatible()).isFalse();
  }

  private static <T> T example(Layout<T> layout) {
    return new RandomRecords(17, .2).record(layout.type());
  }

  private static <T> String line(Layout<T> layout) throws IOException {
    TypeSerializer<T> serializer = new RecordTypeInfo<>(layout).createSerializer(null);
    return layout.getClass().getName()
        + " "
        + HexFormat.of().formatHex(written(serializer.snapshotConfiguration()))
        + " "
        + HexFormat.of().formatHex(LayoutTest.bytes(serializer, example(layout)));
  }

  @Test
  void givesAFieldThatWasAddedItsDefault() throws Exception {
    byte[] before = LayoutTest.bytes(new RecordSerializer<>(new FirstNote(), 1), new Note("a", 0));
    TypeSerializer<Note> of1 =
        new RecordSerializerSnapshot<>(new SecondNote(), 1).restoreSerializer();
    assertThat(LayoutTest.read(of1, before)).isEqualTo(new Note("a", -1));
    // What it writes is of the new version, as Flink's migration wants it.
    TypeSerializer<Note> of2 = new RecordSerializer<>(new SecondNote(), 2);
    assertThat(LayoutTest.read(of2, LayoutTest.bytes(of1, new Note("b", 5))))
        .isEqualTo(new Note("b", 5));
  }

  @Test
  void anEarlierVersionIsRewrittenAndALaterOneRefused() {
    var v1 = new RecordSerializerSnapshot<>(new SecondNote(), 1);
    var v2 = new RecordSerializerSnapshot<>(new SecondNote(), 2);
    assertThat(v2.resolveSchemaCompatibility(v1).isCompatibleAfterMigration()).isTrue();
    assertThat(v1.resolveSchemaCompatibility(v2).isIncompatible()).isTrue();
    assertThat(v2.resolveSchemaCompatibility(v2).isCompatibleAsIs()).isTrue();
    assertThat(
            v2.resolveSchemaCompatibility(new RecordSerializerSnapshot<>(new FirstNote(), 1))
                .isIncompatible())
        .as("another layout")
        .isTrue();
  }

  @Test
  void saysWhichLayoutItMisses() throws IOException {
    byte[] known = written(new RecordSerializerSnapshot<>(new CandidateListLayout(), 1));
    String text = new String(known, StandardCharsets.ISO_8859_1);
    byte[] unknown =
        text.replace("CandidateListLayout", "CandidateLostLayout")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(unknown))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got layout northpost.gallery.CandidateLostLayout");
  }

  private static byte[] written(TypeSerializerSnapshot<?> snapshot) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    return out.getCopyOfBuffer();
  }

  private static <T> TypeSerializerSnapshot<T> read(byte[] bytes) throws IOException {
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(bytes), RecordSerializerSnapshotTest.class.getClassLoader());
  }

  record Note(String text, int stars) {}

  /** Before a note had stars. */
  static final class FirstNote implements Layout<Note> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<Note> type() {
      return Note.class;
    }

    @Override
    public void write(Note value, RecordOutput out) {
      out.string(value.text());
    }

    @Override
    public Note read(RecordInput in) throws IOException {
      return new Note(in.string(), 0);
    }
  }

  /** Stars were added in version 2; -1 stands for none. */
  static final class SecondNote implements Layout<Note> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<Note> type() {
      return Note.class;
    }

    @Override
    public void write(Note value, RecordOutput out) {
      out.string(value.text());
      out.number(value.stars());
    }

    @Override
    public Note read(RecordInput in) throws IOException {
      return new Note(in.string(), in.version() < 2 ? -1 : in.smallNumber());
    }
  }
}
