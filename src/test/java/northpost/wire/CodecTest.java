package northpost.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import northpost.domain.CapturedSample;
import northpost.domain.Decision;
import northpost.domain.ReferenceUpdate;
import northpost.domain.RejectionReason;
import northpost.testing.Policies;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static final int HEADER_BYTES = 10;

  @Test
  void carriesACaptureOverTheWire() throws Exception {
    byte[] message = CaptureCodec.encode(Examples.capture(), Examples.PHOTO);
    CapturedSample read = CaptureCodec.decode(message, Examples.POSITION, Examples.NOON);
    assertThat(read.capture()).isEqualTo(Examples.capture());
    assertThat(read.image()).isEqualTo(Examples.PHOTO);
    assertThat(read.position()).isEqualTo(Examples.POSITION);
    assertThat(read.receivedAt()).isEqualTo(Examples.NOON);
  }

  @Test
  void dropsThePhotoOfATravellerWhoOptedOut() throws Exception {
    byte[] message = CaptureCodec.encode(Examples.optedOut(), Examples.PHOTO);
    CapturedSample read = CaptureCodec.decode(message, Examples.POSITION, Examples.NOON);
    assertThat(read.capture()).isEqualTo(Examples.optedOut());
    assertThat(read.image()).isEmpty();
  }

  @Test
  void carriesReferencesOverTheWire() throws Exception {
    for (ReferenceUpdate update :
        new ReferenceUpdate[] {Examples.photoReference(), Examples.templateReference()}) {
      ReferenceUpdate read =
          ReferenceCodec.decode(ReferenceCodec.encode(update), Examples.POSITION);
      assertThat(read).usingRecursiveComparison().isEqualTo(update);
    }
  }

  @Test
  void refusesToWriteAWithdrawalAsARecord() {
    assertThatThrownBy(
            () -> ReferenceCodec.encode(ReferenceUpdate.withdraw("ref-1", Examples.POSITION)))
        .hasMessageContaining("reference ref-1: got a withdrawal, expected an enrolment");
  }

  @Test
  void carriesPoliciesAdjudicationsAndDeadLettersOverTheWire() throws Exception {
    assertThat(PolicyCodec.decode(PolicyCodec.encode(Policies.system())))
        .isEqualTo(Policies.system());
    assertThat(PolicyCodec.decode(PolicyCodec.encode(Examples.policy())))
        .isEqualTo(Examples.policy());
    assertThat(AdjudicationCodec.decode(AdjudicationCodec.encode(Examples.adjudication())))
        .isEqualTo(Examples.adjudication());
    assertThat(DeadLetterCodec.decode(DeadLetterCodec.encode(Examples.deadLetter())))
        .usingRecursiveComparison()
        .isEqualTo(Examples.deadLetter());
  }

  @Test
  void carriesADecisionOverTheWireWithoutTheDigestOfThePhoto() throws Exception {
    Decision read = DecisionCodec.decode(DecisionCodec.encode(Examples.decision()));
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("imageDigest")
        .isEqualTo(Examples.decision());
    assertThat(read.imageDigest()).isNull();
  }

  @Test
  void theEnumsOfWireAndDomainHaveTheSameNames() {
    assertSameNames(Mode.values(), northpost.domain.Mode.values());
    assertSameNames(Zone.values(), northpost.domain.Zone.values());
    assertSameNames(TravellerClass.values(), northpost.domain.TravellerClass.values());
    assertSameNames(ReferenceSource.values(), northpost.domain.ReferenceSource.values());
    assertSameNames(PolicyScope.values(), northpost.domain.PolicyScope.values());
    assertSameNames(AdjudicationOutcome.values(), northpost.domain.AdjudicationOutcome.values());
    assertSameNames(ComparisonKind.values(), northpost.domain.ComparisonKind.values());
    assertSameNames(DecisionOutcome.values(), northpost.domain.Outcome.values());
  }

  private static void assertSameNames(Enum<?>[] wire, Enum<?>[] domain) {
    assertThat(Arrays.stream(wire).map(Enum::name))
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(domain).map(Enum::name).toList());
  }

  @Test
  void refusesToWriteARecordWithoutARequiredField() {
    assertThatThrownBy(
            () -> CaptureCodec.encode(Examples.capture(null, Examples.NOON), new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CaptureRecord: cannot be written")
        .hasMessageContaining("captureId");
  }

  @Test
  void tellsAnUnknownSchemaFromABrokenBody() throws Exception {
    byte[] unknown = message();
    unknown[5] ^= 0x55;
    assertRefused(unknown, RejectionReason.UNKNOWN_SCHEMA, "(no released schema)");
    assertRefused(
        AdjudicationCodec.encode(Examples.adjudication()),
        RejectionReason.UNKNOWN_SCHEMA,
        "(AdjudicationRecord v1), expected a released version of CaptureRecord");
    assertRefused(null, RejectionReason.MALFORMED_RECORD, "got no value");
    assertRefused(new byte[0], RejectionReason.MALFORMED_RECORD, "got 0 bytes");
    assertRefused(
        "{}".getBytes(StandardCharsets.UTF_8),
        RejectionReason.MALFORMED_RECORD,
        "do not start with C3 01");
    byte[] longer = Arrays.copyOf(message(), message().length + 1);
    assertRefused(longer, RejectionReason.MALFORMED_RECORD, "bytes are left after the end");
  }

  @Test
  void refusesAMessageThatIsCutOffAnywhere() throws Exception {
    byte[] message = message();
    for (int length = 0; length < message.length; length++) {
      assertRefused(Arrays.copyOf(message, length), RejectionReason.MALFORMED_RECORD, "expected");
    }
  }

  @Test
  void allocatesNothingForALengthThatCannotBe() throws Exception {
    // The first field claims two gigabytes; so does a gallery list, in a block with its byte size.
    assertRefused(
        body(CaptureRecord.getClassSchema(), e -> e.writeLong(Integer.MAX_VALUE - 8)),
        RejectionReason.MALFORMED_RECORD,
        "a length of 2147483639 in a body of 5 bytes");
    byte[] hugeList =
        body(
            ReferenceRecord.getClassSchema(),
            e -> {
              e.writeString("ref-1");
              e.writeString("sub-1");
              e.writeLong(-(Integer.MAX_VALUE - 8L));
              e.writeLong(1);
              e.writeLong(0);
            });
    assertThatThrownBy(() -> ReferenceCodec.decode(hugeList, Examples.POSITION))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("a length of 2147483639");
    byte[] negative = body(CaptureRecord.getClassSchema(), e -> e.writeLong(-7));
    assertRefused(negative, RejectionReason.MALFORMED_RECORD, "a length of -7");
  }

  @Test
  void readsAMessageOfANewerSchema() throws Exception {
    Schema newer = SchemaCompatibilityTest.captureV2();
    GenericRecord written = new GenericData.Record(newer);
    for (Schema.Field field : newer.getFields()) {
      if (field.schema().getType() == Schema.Type.STRING) {
        written.put(field.pos(), field.name());
      }
    }
    written.put("glare", 0.5);
    written.put("mode", new GenericData.EnumSymbol(newer.getField("mode").schema(), "BICYCLE"));
    written.put("zone", new GenericData.EnumSymbol(newer.getField("zone").schema(), "PRIMARY"));
    written.put("capturedAt", Examples.NOON.toEpochMilli());
    written.put("image", ByteBuffer.wrap(Examples.PHOTO));
    written.put(
        "travellerClass",
        new GenericData.EnumSymbol(newer.getField("travellerClass").schema(), "US_CITIZEN"));
    written.put("optedOut", false);
    ByteBuffer message =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), newer).encode(written);

    SchemaStore.Cache both = ReleasedSchemas.shipped().store("CaptureRecord");
    both.addSchema(newer);
    CaptureRecord read = new SingleObject<>(CaptureRecord.class, both).decode(Bytes.of(message));

    assertThat(read.getCaptureId()).isEqualTo("captureId");
    assertThat(read.getMode()).isEqualTo(Mode.UNKNOWN);
    assertThat(read.getZone()).isEqualTo(Zone.PRIMARY);
    assertThat(read.getCapturedAt()).isEqualTo(Examples.NOON);
    assertThat(read.getOccupantsPresent()).isNull();
    assertThat(Bytes.of(read.getImage())).isEqualTo(Examples.PHOTO);

    // And before the newer schema is known here, it is told apart from rubbish.
    assertRefused(Bytes.of(message), RejectionReason.UNKNOWN_SCHEMA, "no released schema");
  }

  @Test
  void anOlderReaderOfADeadLetterNamesTheReasonItDoesNotKnow() {
    DeadLetterRecord record =
        new DeadLetterRecord(
            "SPELLED_NEW", "m", "t", 0, 1L, null, null, ByteBuffer.allocate(0), 0L, Examples.NOON);
    byte[] message = SingleObject.of(DeadLetterRecord.class).encode(record);
    assertThatThrownBy(() -> DeadLetterCodec.decode(message))
        .hasMessageStartingWith("reason: got SPELLED_NEW, expected one of [MALFORMED_RECORD,");
  }

  private static byte[] message() {
    return CaptureCodec.encode(Examples.capture(), Examples.PHOTO);
  }

  private interface Body {
    void write(BinaryEncoder encoder) throws IOException;
  }

  private static byte[] body(Schema schema, Body body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(
        ByteBuffer.allocate(HEADER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0xC3)
            .put((byte) 0x01)
            .putLong(SchemaNormalization.parsingFingerprint64(schema))
            .array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    body.write(encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static void assertRefused(byte[] message, RejectionReason reason, String what) {
    assertThatThrownBy(() -> CaptureCodec.decode(message, Examples.POSITION, Examples.NOON))
        .hasMessageContaining(what)
        .asInstanceOf(type(WireException.class))
        .extracting(WireException::reason)
        .isEqualTo(reason);
  }
}
