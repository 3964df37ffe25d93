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
import northpost.stream.Notes.FirstNote;
import northpost.stream.Notes.Note;
import northpost.stream.Notes.SecondNote;
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
    assertThat(compatibility.isCompatibleAsIs()).isTrue();
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
    byte[] before = LayoutTest.bytes(new RecordSerializer<>(new FirstNote()), new Note("a", 0));
    TypeSerializer<Note> now = new RecordSerializer<>(new SecondNote());
    assertThat(LayoutTest.read(now, before)).isEqualTo(new Note("a", -1));
    byte[] after = LaterRelease.ofVersion(2, LayoutTest.bytes(now, new Note("b", 5)));
    assertThat(LayoutTest.read(now, after)).isEqualTo(new Note("b", 5));
  }

  @Test
  void leavesOutAFieldThatALaterReleaseAdded() throws Exception {
    TypeSerializer<Note> later = new RecordSerializer<>(new SecondNote());
    byte[] after = LaterRelease.ofVersion(2, LayoutTest.bytes(later, new Note("a", 5)));
    TypeSerializer<Note> now = new RecordSerializer<>(new FirstNote());
    assertThat(LayoutTest.read(now, after)).isEqualTo(new Note("a", 0));
  }

  @Test
  void refusesVersionNought() throws Exception {
    TypeSerializer<Note> now = new RecordSerializer<>(new FirstNote());
    byte[] damaged = LaterRelease.ofVersion(0, LayoutTest.bytes(now, new Note("a", 0)));
    assertThatThrownBy(() -> LayoutTest.read(now, damaged))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(Note.class.getName() + ": got version 0, expected 1 or higher");
  }

  @Test
  void refusesAnotherLayout() {
    var note = new RecordSerializerSnapshot<>(new SecondNote());
    assertThat(
            note.resolveSchemaCompatibility(new RecordSerializerSnapshot<>(new SecondNote()))
                .isCompatibleAsIs())
        .isTrue();
    assertThat(
            note.resolveSchemaCompatibility(new RecordSerializerSnapshot<>(new FirstNote()))
                .isIncompatible())
        .isTrue();
  }

  /** By which a later release says that this one must not read its records. */
  @Test
  void refusesALaterFormat() throws IOException {
    var snapshot = new RecordSerializerSnapshot<>(new CandidateListLayout());
    DataOutputSerializer out = new DataOutputSerializer(64);
    snapshot.writeSnapshot(out);
    int later = snapshot.getCurrentVersion() + 1;
    assertThatThrownBy(
            () ->
                new RecordSerializerSnapshot<>()
                    .readSnapshot(
                        later,
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        getClass().getClassLoader()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got format " + later + ", expected " + (later - 1) + " or lower")
        .hasMessageContaining("go back to a savepoint of before the upgrade");
  }

  @Test
  void saysWhichLayoutItMisses() throws IOException {
    byte[] known = written(new RecordSerializerSnapshot<>(new CandidateListLayout()));
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
}
