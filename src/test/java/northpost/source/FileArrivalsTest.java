package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import northpost.domain.Capture;
import northpost.domain.DeadLetter;
import northpost.domain.PolicyUpdate;
import northpost.domain.PortRegistry;
import northpost.domain.ReferenceUpdate;
import northpost.domain.RejectionReason;
import northpost.domain.SourcePosition;
import northpost.testing.Policies;
import northpost.wire.CaptureRecord;
import northpost.wire.Examples;
import northpost.wire.Mode;
import northpost.wire.ReferenceRecord;
import northpost.wire.TravellerClass;
import northpost.wire.Zone;
import northpost.wire.json.CaptureJson;
import northpost.wire.json.PolicyJson;
import northpost.wire.json.ReferenceJson;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArrivalsTest {
  private static final PortRegistry PORTS = PortRegistryYaml.shipped();
  private static final CaptureValidation VALIDATION =
      new CaptureValidation(PORTS, CaptureValidation.DEFAULT_MAX_CLOCK_SKEW);
  private static final Instant NOW = Examples.NOON.plusSeconds(3600);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static final int FUZZ_CASES = 10_000;

  @TempDir Path dir;

  @Test
  void readsCapturesInTheOrderOfTheFileAndGoesOnAfterABadLine() throws Exception {
    List<CaptureArrival> arrivals =
        captures(
            line("cap-1"),
            "{\"captureId\":\"cap-2\",\"portCode\":\"0712\",\"cameraID\":\"x\"}",
            "",
            "no json",
            line("cap-3").replace("0712\"", "0799\""),
            line("cap-4"));
    assertThat(arrivals).hasSize(5);
    assertThat(arrivals.get(0).sample().capture()).isEqualTo(capture("cap-1"));
    assertThat(arrivals.get(0).sample().position())
        .isEqualTo(new SourcePosition("captures.ndjson", 0, 1));

    DeadLetter typo = arrivals.get(1).rejection();
    assertThat(typo.reason()).isEqualTo(RejectionReason.INVALID_FIELD);
    assertThat(typo.message())
        .startsWith("captures.ndjson-0-2: cameraID: unknown field, expected cameraId or another");
    assertThat(typo.recordId()).isEqualTo("cap-2");
    assertThat(typo.portCode()).isEqualTo("0712");
    assertThat(typo.content()).isEmpty();

    DeadLetter broken = arrivals.get(2).rejection();
    assertThat(broken.reason()).isEqualTo(RejectionReason.MALFORMED_RECORD);
    assertThat(broken.position().offset()).isEqualTo(4);
    assertThat(new String(broken.content(), StandardCharsets.UTF_8)).isEqualTo("no json");

    assertThat(arrivals.get(3).rejection().reason()).isEqualTo(RejectionReason.UNKNOWN_PORT);
    assertThat(arrivals.get(3).rejection().portCode()).isEqualTo("0799");
    assertThat(arrivals.get(4).sample().capture()).isEqualTo(capture("cap-4"));
  }

  @Test
  void rejectsACaptureOfTheYear2100() throws Exception {
    CaptureArrival arrival = captures(line("cap-1").replace("2026-07-01", "2100-01-01")).get(0);
    assertThat(arrival.rejection().reason()).isEqualTo(RejectionReason.CAPTURED_IN_FUTURE);
  }

  @Test
  void takesACaptureOfThePastForReceivedWhenItWasMade() throws Exception {
    assertThat(captures(line("cap-1")).get(0).sample().receivedAt()).isEqualTo(Examples.NOON);
  }

  @Test
  void readsWindowsLineEndsAndAByteOrderMark() throws Exception {
    assertThat(captures("\uFEFF" + line("cap-1") + "\r", "\r", line("cap-2") + "\r"))
        .extracting(a -> a.sample().capture().captureId())
        .containsExactly("cap-1", "cap-2");
  }

  @Test
  void rejectsALineThatIsNotUtf8() throws Exception {
    Path file = dir.resolve("captures.ndjson");
    Files.write(file, new byte[] {'"', (byte) 0xFF, '"', '\n'});
    assertThat(all(FileArrivals.openCaptures(file, VALIDATION, CLOCK)).get(0).rejection().message())
        .isEqualTo("captures.ndjson-0-1: got bytes that are no UTF-8, expected one JSON object");
  }

  @Test
  void rejectsALineThatIsTooLongAndGoesOn() throws Exception {
    String tooLong = "x".repeat(NdjsonReader.MAX_LINE_BYTES + 1);
    List<CaptureArrival> arrivals = captures(tooLong, line("cap-2"));
    assertThat(arrivals.get(0).rejection().message())
        .isEqualTo("captures.ndjson-0-1: got 8388609 bytes, expected at most 8388608");
    assertThat(arrivals.get(0).rejection().content()).hasSize(64 * 1024);
    assertThat(arrivals.get(1).sample()).isNotNull();
  }

  @Test
  void readsThePhotoBesideTheFileAndNoOther() throws Exception {
    Files.createDirectory(dir.resolve("images"));
    Files.write(dir.resolve("images/1.jpg"), Examples.PHOTO);
    List<CaptureArrival> arrivals =
        captures(
            CaptureJson.write(capture("cap-1"), "images/1.jpg"),
            CaptureJson.write(capture("cap-2"), "images/2.jpg"),
            CaptureJson.write(capture("cap-3"), "../secret.jpg"));
    assertThat(arrivals.get(0).sample().image()).isEqualTo(Examples.PHOTO);
    assertThat(arrivals.get(1).rejection().message())
        .contains("imagePath: got images/2.jpg, expected a file below");
    assertThat(arrivals.get(2).rejection().message()).contains("without ..");
  }

  @Test
  void readsReferencesAndWithdrawals() throws Exception {
    Path file = dir.resolve("references.ndjson");
    Files.write(
        file,
        List.of(
            ReferenceJson.write(Examples.templateReference()),
            "{\"referenceId\":\"ref-1\",\"withdrawn\":true}",
            ReferenceJson.write(Examples.reference(null, new byte[0])),
            "{\"withdrawn\":true}"));
    List<ReferenceArrival> arrivals = all(FileArrivals.openReferences(file, CLOCK));
    assertThat(arrivals.get(0).update().reference().template().vector())
        .containsExactly(0.6f, -0.8f, 0f);
    assertThat(arrivals.get(1).update().kind()).isEqualTo(ReferenceUpdate.Kind.WITHDRAW);
    assertThat(arrivals.get(2).rejection().reason()).isEqualTo(RejectionReason.FAILURE_TO_ENROL);
    assertThat(arrivals.get(3).rejection().reason()).isEqualTo(RejectionReason.MISSING_FIELD);
  }

  @Test
  void readsPoliciesAndWithdrawals() throws Exception {
    Path file = dir.resolve("policies.ndjson");
    Files.write(
        file,
        List.of(
            PolicyJson.write(Examples.policy()),
            PolicyJson.writeWithdrawn("pol-1"),
            "{\"policyId\":\"pol-1\",\"version\":2,\"withdrawn\":true}",
            PolicyJson.write(Examples.policy()).replace("b.two", "a.one")));
    List<PolicyArrival> arrivals =
        all(FileArrivals.openPolicies(file, new PolicyValidation(PORTS, Policies.ANY_FMR), CLOCK));
    assertThat(arrivals.get(0).update().policy()).isEqualTo(Examples.policy());
    assertThat(arrivals.get(1).update()).isEqualTo(PolicyUpdate.withdraw("pol-1"));
    assertThat(arrivals.get(2).update()).isEqualTo(PolicyUpdate.withdraw("pol-1", 2));
    assertThat(arrivals.get(3).rejection().reason()).isEqualTo(RejectionReason.POLICY_REFUSED);
  }

  @Test
  void readsCapturesOfAnAvroFile() throws Exception {
    Path file = avroCaptures(5);
    List<CaptureArrival> arrivals = all(FileArrivals.openCaptures(file, VALIDATION, CLOCK));
    assertThat(arrivals)
        .extracting(a -> a.sample().capture().captureId())
        .containsExactly("cap-0", "cap-1", "cap-2", "cap-3", "cap-4");
    assertThat(arrivals.get(4).sample().position())
        .isEqualTo(new SourcePosition("captures.avro", 0, 5));
    assertThat(arrivals.get(0).sample().image()).isEqualTo(Examples.PHOTO);
  }

  @Test
  void readsReferencesOfAnAvroFile() throws Exception {
    Path file = dir.resolve("references.avro");
    ReferenceRecord record =
        ReferenceRecord.newBuilder()
            .setReferenceId("ref-1")
            .setSubjectId("sub-1")
            .setTemplate(List.of(1f, 0f))
            .setModelId("ab12")
            .build();
    write(file, ReferenceRecord.class, List.of(record), 10);
    assertThat(all(FileArrivals.openReferences(file, CLOCK)).get(0).update().referenceId())
        .isEqualTo("ref-1");
  }

  @Test
  void passesOverABrokenBlockOfAnAvroFile() throws Exception {
    // Blocks of one record each; the length of the first field of the third is made absurd.
    Path file = avroCaptures(5);
    byte[] bytes = Files.readAllBytes(file);
    int third = indexOf(bytes, "cap-2");
    bytes[third - 1] = (byte) 0x7E;
    Files.write(file, bytes);
    List<CaptureArrival> arrivals = all(FileArrivals.openCaptures(file, VALIDATION, CLOCK));
    assertThat(arrivals).hasSize(5);
    assertThat(arrivals.get(2).rejection().reason()).isEqualTo(RejectionReason.MALFORMED_RECORD);
    assertThat(arrivals.get(2).rejection().message())
        .startsWith("captures.avro-0-3: got ")
        .contains("passed over");
    assertThat(arrivals.get(3).sample().capture().captureId()).isEqualTo("cap-3");
    assertThat(arrivals.get(4).sample().capture().captureId()).isEqualTo("cap-4");
  }

  @Test
  void endsATruncatedAvroFileWithARejection() throws Exception {
    Path file = avroCaptures(3);
    try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "rw")) {
      whole.setLength(indexOf(Files.readAllBytes(file), "cap-2") + 9L);
    }
    List<CaptureArrival> arrivals = all(FileArrivals.openCaptures(file, VALIDATION, CLOCK));
    assertThat(arrivals).hasSize(3);
    assertThat(arrivals.get(2).rejection().reason()).isEqualTo(RejectionReason.MALFORMED_RECORD);
  }

  @Test
  void survivesAnyByteOfAnAvroFileBeingWrong() throws Exception {
    Path file = avroCaptures(3);
    byte[] sound = Files.readAllBytes(file);
    int start = indexOf(sound, "cap-0") - 4;
    for (int i = start; i < sound.length; i++) {
      byte[] bytes = sound.clone();
      bytes[i] ^= 0x5A;
      Files.write(file, bytes);
      assertThat(all(FileArrivals.openCaptures(file, VALIDATION, CLOCK)))
          .as("byte %d", i)
          .hasSizeBetween(1, 4);
    }
  }

  @Test
  void saysBeforeTheJobStartsThatAFileIsMissing() throws Exception {
    assertThatThrownBy(() -> FileArrivals.captures(dir.resolve("none.ndjson"), VALIDATION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            dir.resolve("none.ndjson")
                + ": got nothing, expected a file of NDJSON or Avro (.avro)");
    Path noAvro = Files.writeString(dir.resolve("captures.avro"), "no avro");
    assertThatThrownBy(() -> FileArrivals.captures(noAvro, VALIDATION))
        .hasMessageStartingWith(noAvro + ": got a file that does not open (Not an Avro data file")
        .hasMessageEndingWith("expected a file of NDJSON or Avro (.avro)");
    assertThatThrownBy(() -> FileArrivals.references(dir))
        .hasMessageContaining(": got no readable file, expected a file of NDJSON");
  }

  @Test
  void neverThrowsWhateverTheLine() throws Exception {
    Random random = new Random(20260701);
    byte[][] sound = {
      line("cap-1").getBytes(StandardCharsets.UTF_8),
      CaptureJson.write(capture("cap-1"), "images/1.jpg").getBytes(StandardCharsets.UTF_8),
      ReferenceJson.write(Examples.templateReference()).getBytes(StandardCharsets.UTF_8),
      PolicyJson.write(Examples.policy()).getBytes(StandardCharsets.UTF_8)
    };
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int i = 0; i < FUZZ_CASES; i++) {
      byte[] line = sound[random.nextInt(sound.length)].clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        line[random.nextInt(line.length)] = (byte) random.nextInt();
      }
      for (byte b : line) {
        lines.write(b == '\n' ? ' ' : b);
      }
      lines.write('\n');
    }
    Path file = dir.resolve("captures.ndjson");
    Files.write(file, lines.toByteArray());
    assertThat(all(FileArrivals.openCaptures(file, VALIDATION, CLOCK)))
        .hasSize(FUZZ_CASES)
        .allMatch(a -> (a.sample() == null) != (a.rejection() == null));
    assertThat(all(FileArrivals.openReferences(file, CLOCK)))
        .hasSize(FUZZ_CASES)
        .allMatch(a -> (a.update() == null) != (a.rejection() == null));
    assertThat(
            all(
                FileArrivals.openPolicies(
                    file, new PolicyValidation(PORTS, Policies.ANY_FMR), CLOCK)))
        .hasSize(FUZZ_CASES)
        .allMatch(a -> (a.update() == null) == (a.rejection() != null));
  }

  @Test
  void goesOnAfterARestartWhereItWas() throws Exception {
    Path file = dir.resolve("captures.ndjson");
    Files.write(file, List.of(line("cap-1"), "", "no json", line("cap-3"), line("cap-4")));
    ArrivalFormat<CaptureArrival> format =
        new ArrivalFormat<>(
            path -> FileArrivals.openCaptures(path, VALIDATION, CLOCK),
            TypeInformation.of(CaptureArrival.class));
    CheckpointedPosition taken = null;
    try (BulkFormat.Reader<CaptureArrival> reader =
        format.createReader(new Configuration(), split(file, null))) {
      for (int i = 0; i < 2; i++) {
        RecordAndPosition<CaptureArrival> read = reader.readBatch().next();
        taken = new CheckpointedPosition(read.getOffset(), read.getRecordSkipCount());
      }
    }
    assertThat(idsFrom(format.restoreReader(new Configuration(), split(file, taken))))
        .containsExactly("cap-3", "cap-4");

    Files.write(file, List.of(line("cap-1")));
    FileSourceSplit shorter = split(file, taken);
    assertThatThrownBy(() -> format.restoreReader(new Configuration(), shorter))
        .hasMessageContaining("captures.ndjson: got 1 records, expected the 2 taken before");
  }

  private static List<String> idsFrom(BulkFormat.Reader<CaptureArrival> reader) throws IOException {
    List<String> ids = new ArrayList<>();
    try (reader) {
      for (var batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
        ids.add(batch.next().getRecord().sample().capture().captureId());
        assertThat(batch.next()).isNull();
      }
    }
    return ids;
  }

  private static FileSourceSplit split(Path file, CheckpointedPosition position)
      throws IOException {
    return new FileSourceSplit(
        "1",
        org.apache.flink.core.fs.Path.fromLocalFile(file.toFile()),
        0,
        Files.size(file),
        0,
        Files.size(file),
        new String[0],
        position);
  }

  private List<CaptureArrival> captures(String... lines) throws IOException {
    Path file = dir.resolve("captures.ndjson");
    Files.writeString(file, String.join("\n", lines));
    return all(FileArrivals.openCaptures(file, VALIDATION, CLOCK));
  }

  private static <T> List<T> all(ArrivalReader<T> reader) throws IOException {
    List<T> arrivals = new ArrayList<>();
    try (reader) {
      for (T next = reader.next(); next != null; next = reader.next()) {
        arrivals.add(next);
      }
    }
    return arrivals;
  }

  private static Capture capture(String id) {
    return Examples.capture(id, Examples.NOON);
  }

  private static String line(String id) {
    return CaptureJson.write(capture(id), Examples.PHOTO);
  }

  private Path avroCaptures(int count) throws IOException {
    List<CaptureRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(
          CaptureRecord.newBuilder()
              .setCaptureId("cap-" + i)
              .setEncounterId("enc-" + i)
              .setPortCode("0712")
              .setCrossingId("champlain")
              .setLaneId("0712-champlain-v1")
              .setCameraId("0712-champlain-v1-c1")
              .setMode(Mode.VEHICLE)
              .setZone(Zone.PRIMARY)
              .setTravellerClass(TravellerClass.UNKNOWN)
              .setCapturedAt(Examples.NOON)
              .setImage(ByteBuffer.wrap(Examples.PHOTO))
              .build());
    }
    Path file = dir.resolve("captures.avro");
    write(file, CaptureRecord.class, records, 1);
    return file;
  }

  private static <R extends SpecificRecord> void write(
      Path file, Class<R> type, List<R> records, int perBlock) throws IOException {
    SpecificData model = SpecificData.getForClass(type);
    @SuppressWarnings("unchecked")
    DatumWriter<R> writer = (DatumWriter<R>) model.createDatumWriter(model.getSchema(type));
    try (DataFileWriter<R> out = new DataFileWriter<>(writer)) {
      out.create(model.getSchema(type), file.toFile());
      for (int i = 0; i < records.size(); i++) {
        out.append(records.get(i));
        if ((i + 1) % perBlock == 0) {
          out.sync();
        }
      }
    }
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
