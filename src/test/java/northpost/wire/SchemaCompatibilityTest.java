package northpost.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCompatibilityTest {
  private static final ReleasedSchemas RELEASED = ReleasedSchemas.shipped();
  private static final Map<String, Schema> CURRENT =
      Map.of(
          "AdjudicationRecord", AdjudicationRecord.getClassSchema(),
          "CaptureRecord", CaptureRecord.getClassSchema(),
          "DeadLetterRecord", DeadLetterRecord.getClassSchema(),
          "DecisionRecord", DecisionRecord.getClassSchema(),
          "PolicyRecord", PolicyRecord.getClassSchema(),
          "ReferenceRecord", ReferenceRecord.getClassSchema());
  private static final SchemaValidator BOTH_WAYS =
      new SchemaValidatorBuilder().mutualReadStrategy().validateAll();

  static Stream<String> records() {
    return CURRENT.keySet().stream().sorted();
  }

  @Test
  void releasesEveryRecordOfATopic() {
    assertThat(RELEASED.records()).containsExactlyInAnyOrderElementsOf(CURRENT.keySet());
  }

  @ParameterizedTest
  @MethodSource("records")
  void theCurrentSchemaIsTheNewestReleasedOne(String record) {
    List<Schema> versions = RELEASED.versions(record);
    assertThat(plain(CURRENT.get(record)))
        .as(
            "src/main/avro differs from schemas/%s/v%d.avsc, which is released and never changes."
                + " To release the change: add schemas/%s/v%d.avsc with this content and set"
                + " %s=%d in schemas/index.properties:%n%s",
            record,
            versions.size(),
            record,
            versions.size() + 1,
            record,
            versions.size() + 1,
            plain(CURRENT.get(record)).toString(true))
        .isEqualTo(versions.get(versions.size() - 1));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyTwoReleasedVersionsReadEachOther(String record) {
    List<Schema> versions = RELEASED.versions(record);
    for (Schema version : versions) {
      assertThatCode(() -> BOTH_WAYS.validate(version, versions)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void noTwoVersionsShareAFingerprint(String record) {
    assertThat(RELEASED.versions(record).stream().map(SchemaNormalization::parsingFingerprint64))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A new field without a default, a changed type, a lost field without a default.
        "{'name': 'a', 'type': 'string'}, {'name': 'b', 'type': 'string'}",
        "{'name': 'a', 'type': 'long'}",
        "{'name': 'c', 'type': 'int', 'default': 0}",
      })
  void aChangeThatIsNotCompatibleIsCaught(String fields) {
    Schema before = record("{'name': 'a', 'type': 'string'}");
    assertThatThrownBy(() -> BOTH_WAYS.validate(record(fields), List.of(before)))
        .isInstanceOf(SchemaValidationException.class);
  }

  @Test
  void theChangeOfTheFixtureIsCompatible() throws IOException {
    assertThatCode(() -> BOTH_WAYS.validate(captureV2(), RELEASED.versions("CaptureRecord")))
        .doesNotThrowAnyException();
  }

  @Test
  void namesTheRecordsThereAre() {
    assertThatThrownBy(() -> RELEASED.versions("CaptureRecrod"))
        .hasMessageContaining("got CaptureRecrod, expected one of [AdjudicationRecord,");
  }

  /** A captures schema of the future: a field more, a field less, and one mode more. */
  static Schema captureV2() throws IOException {
    return new Schema.Parser()
        .parse(Files.readString(Path.of("src/test/resources/schemas/CaptureRecord-v2.avsc")));
  }

  private static Schema record(String fields) {
    return new Schema.Parser()
        .parse(("{'type': 'record', 'name': 'R', 'fields': [" + fields + "]}").replace('\'', '"'));
  }

  /** Without the marks that the code generator adds for Java strings. */
  private static Schema plain(Schema schema) {
    return new Schema.Parser()
        .parse(
            schema
                .toString()
                .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\""));
  }
}
