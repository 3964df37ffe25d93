package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import northpost.domain.DeclaredTraits;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.Template;
import northpost.domain.TravellerClass;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ReferenceSerializerTest {
  private static final Reference FULL =
      new Reference(
          "r-1",
          "s-\u00e9",
          List.of("expected", "bus"),
          ReferenceSource.VISA,
          TravellerClass.FOREIGN_NATIONAL,
          new DeclaredTraits("F", 1980, null),
          Instant.parse("2025-07-12T16:00:00.000000001Z"),
          Instant.parse("1969-12-31T23:59:59Z"),
          new Template(new float[] {0.6f, -0.8f}, "model-a"));

  private static final int HEADER = 5;

  /** FULL as the first release wrote it: every later version must read this. */
  private static final String FORMAT_1 =
      "010000006804722d3104732de90100000002096578706563746564046275730556495341"
          + "11464f524549474e5f4e4154494f4e414c01024601000007bc0001000000006872868000"
          + "00000101ffffffffffffffff0000000001086d6f64656c2d61000000023f19999abf4ccc"
          + "cd";

  @Test
  void givesBackWhatWasWritten() throws IOException {
    assertSame(read(written(FULL)));
  }

  @Test
  void readsWhatTheFirstFormatWrote() throws IOException {
    assertSame(read(HexFormat.of().parseHex(FORMAT_1)));
  }

  @Test
  void leavesOutWhatIsNotThere() throws IOException {
    Reference bare = new Reference("r-1", "s-1", List.of(), null, null, null, null, null, null);
    assertThat(read(written(bare))).isEqualTo(bare);
    Reference traits =
        new Reference(
            "r-1",
            "s-1",
            List.of(),
            null,
            null,
            new DeclaredTraits(null, null, "north"),
            null,
            null,
            null);
    assertThat(read(written(traits))).isEqualTo(traits);
  }

  @Test
  void copiesTheBytesOfOneReferenceAndNoMore() throws IOException {
    DataOutputSerializer two = new DataOutputSerializer(64);
    ReferenceSerializer.INSTANCE.serialize(FULL, two);
    ReferenceSerializer.INSTANCE.serialize(FULL, two);
    DataOutputSerializer one = new DataOutputSerializer(64);
    ReferenceSerializer.INSTANCE.copy(new DataInputDeserializer(two.getCopyOfBuffer()), one);
    assertThat(one.getCopyOfBuffer()).isEqualTo(written(FULL));
  }

  @Test
  void leavesOutWhatALaterFormatAdded() throws IOException {
    DataOutputSerializer two = new DataOutputSerializer(64);
    two.write(later(written(FULL), "added"));
    two.write(later(written(FULL), ""));
    DataInputDeserializer in = new DataInputDeserializer(two.getCopyOfBuffer());
    assertSame(ReferenceSerializer.INSTANCE.deserialize(in));
    assertSame(ReferenceSerializer.INSTANCE.deserialize(in));
    assertThat(in.available()).isZero();
  }

  @Test
  void copiesWhatALaterFormatAdded() throws IOException {
    byte[] later = later(written(FULL), "added");
    DataOutputSerializer copy = new DataOutputSerializer(64);
    ReferenceSerializer.INSTANCE.copy(new DataInputDeserializer(later), copy);
    assertThat(copy.getCopyOfBuffer()).isEqualTo(later);
  }

  @Test
  void refusesMoreThanItsFormatHas() throws IOException {
    byte[] more = later(written(FULL), "added");
    more[0] = ReferenceSerializer.FORMAT;
    assertThatThrownBy(() -> read(more))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bytes of format 1, expected ")
        .hasMessageContaining("the state is damaged");
  }

  @Test
  void refusesWhatIsDamaged() throws IOException {
    byte[] noFormat = written(FULL);
    noFormat[0] = 0;
    assertThatThrownBy(() -> read(noFormat))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got format 0, expected 1 or higher");
    byte[] endless = written(FULL);
    endless[1] = 0x7f;
    assertThatThrownBy(() -> read(endless))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got a size of 21")
        .hasMessageContaining("expected 0 to 16777216");
    byte[] whole = written(FULL);
    for (int size = 0; size < whole.length - HEADER; size++) {
      byte[] cut = whole.clone();
      cut[4] = (byte) size;
      assertThatThrownBy(() -> read(cut))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("expected")
          .hasMessageContaining("the state is damaged");
    }
  }

  @Test
  void namesAConstantThatOnlyALaterReleaseHas() throws IOException {
    byte[] later =
        new String(written(FULL), StandardCharsets.ISO_8859_1)
            .replace("VISA", "SEAL")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(later))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got northpost.domain.ReferenceSource SEAL, expected one of")
        .hasMessageContaining("VISA")
        .hasMessageContaining("go back to a savepoint of before the upgrade");
  }

  @Test
  void takesTheStateOfEveryReleaseAsItIs() {
    var same = ReferenceSerializer.INSTANCE.snapshotConfiguration();
    assertThat(
            same.resolveSchemaCompatibility(new ReferenceSerializerSnapshot()).isCompatibleAsIs())
        .isTrue();
  }

  /** By which a later release says that this one must not read its references. */
  @Test
  void refusesALaterSnapshot() {
    ReferenceSerializerSnapshot snapshot = new ReferenceSerializerSnapshot();
    int later = snapshot.getCurrentVersion() + 1;
    assertThatThrownBy(
            () ->
                snapshot.readSnapshot(
                    later,
                    new DataInputDeserializer(new byte[0]),
                    ReferenceSerializerTest.class.getClassLoader()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got version " + later + ", expected " + (later - 1) + " or lower")
        .hasMessageContaining("go back to a savepoint of before the upgrade");
  }

  /** With a field more at the end. */
  private static byte[] later(byte[] reference, String field) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeByte(ReferenceSerializer.FORMAT + 1);
    out.writeInt(reference.length - HEADER + field.length());
    out.write(reference, HEADER, reference.length - HEADER);
    out.write(field.getBytes(StandardCharsets.ISO_8859_1));
    return out.getCopyOfBuffer();
  }

  private static void assertSame(Reference read) {
    assertThat(read).usingRecursiveComparison().isEqualTo(FULL);
  }

  private static byte[] written(Reference reference) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    ReferenceSerializer.INSTANCE.serialize(reference, out);
    return out.getCopyOfBuffer();
  }

  private static Reference read(byte[] bytes) throws IOException {
    return ReferenceSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
  }
}
