package northpost.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import northpost.domain.DeclaredTraits;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.Template;
import northpost.domain.TravellerClass;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
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

  /** FULL as the first release wrote it: every later version must read this. */
  private static final String FORMAT_1 =
      "0104722d3104732de9010000000209657870656374656404627573055649534111464f52"
          + "4549474e5f4e4154494f4e414c01024601000007bc000100000000687286800000000101"
          + "ffffffffffffffff0000000001086d6f64656c2d61000000023f19999abf4ccccd";

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
  void refusesAFormatItDoesNotKnow() throws IOException {
    byte[] newer = written(FULL);
    newer[0] = 2;
    assertThatThrownBy(() -> read(newer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got format 2, expected 1");
  }

  @Test
  void refusesTheStateOfANewerVersionWhenTheJobStarts() throws IOException {
    var same = ReferenceSerializer.INSTANCE.snapshotConfiguration();
    assertThat(same.resolveSchemaCompatibility(snapshot(1)).isCompatibleAsIs()).isTrue();
    assertThat(same.resolveSchemaCompatibility(snapshot(2)).isIncompatible()).isTrue();
  }

  private static TypeSerializerSnapshot<Reference> snapshot(int format) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(4);
    out.writeInt(format);
    ReferenceSerializerSnapshot snapshot = new ReferenceSerializerSnapshot();
    snapshot.readSnapshot(
        snapshot.getCurrentVersion(),
        new DataInputDeserializer(out.getCopyOfBuffer()),
        ReferenceSerializerTest.class.getClassLoader());
    return snapshot;
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
