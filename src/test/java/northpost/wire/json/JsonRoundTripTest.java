package northpost.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import northpost.domain.CapturedSample;
import northpost.domain.FailureToAcquire;
import northpost.domain.GivenFace;
import northpost.domain.PolicyUpdate;
import northpost.domain.QualityMeasure;
import northpost.domain.ReferenceUpdate;
import northpost.domain.RejectionReason;
import northpost.domain.Template;
import northpost.testing.Policies;
import northpost.wire.Examples;
import northpost.wire.WireException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRoundTripTest {
  private static final Instant LATER = Examples.NOON.plusSeconds(60);

  @TempDir Path dir;
  private ImageFolder folder;

  @BeforeEach
  void writePhotos() throws Exception {
    Path data = Files.createDirectories(dir.resolve("data/photos"));
    Files.write(data.resolve("a.jpg"), Examples.PHOTO);
    Files.write(dir.resolve("outside.jpg"), Examples.PHOTO);
    Files.write(data.resolve("big.jpg"), new byte[ImageFolder.MAX_IMAGE_BYTES + 1]);
    Files.createSymbolicLink(data.resolve("link.jpg"), dir.resolve("outside.jpg"));
    folder = new ImageFolder(dir.resolve("data"));
  }

  @Test
  void readsTheCaptureThatWasWritten() throws Exception {
    String line = CaptureJson.write(Examples.capture(), Examples.PHOTO);
    assertThat(line).doesNotContain("\n");
    CapturedSample read = read(line);
    assertThat(read.capture()).isEqualTo(Examples.capture());
    assertThat(read.image()).isEqualTo(Examples.PHOTO);
    assertThat(read.receivedAt()).isEqualTo(Examples.NOON);
  }

  @Test
  void readsThePhotoThatALineNames() throws Exception {
    CapturedSample read = read(CaptureJson.write(Examples.capture(), "photos/a.jpg"));
    assertThat(read.image()).isEqualTo(Examples.PHOTO);
  }

  @Test
  void doesNotReadThePhotoOfATravellerWhoOptedOut() throws Exception {
    assertThat(read(CaptureJson.write(Examples.optedOut(), (String) null)).capture())
        .isEqualTo(Examples.optedOut());
    // Neither would be readable.
    assertThat(read(CaptureJson.write(Examples.optedOut(), "photos/none.jpg")).image()).isEmpty();
    assertThat(read(with("optedOut", "true").replace("/9g", "?!")).image()).isEmpty();
  }

  @Test
  void readsTheFaceThatIsGivenInPlaceOfAPhoto() throws Exception {
    GivenFace given =
        new GivenFace(
            new Template(new float[] {.6f, -.8f}, "network"),
            null,
            List.of(new QualityMeasure("Sharpness", 61.5)),
            "00ff");
    CapturedSample read = read(CaptureJson.write(Examples.capture(), given));
    assertThat(read.given()).usingRecursiveComparison().isEqualTo(given);
    assertThat(read.image()).isEmpty();
    GivenFace failed =
        read(CaptureJson.write(
                Examples.capture(),
                new GivenFace(
                    null,
                    new FailureToAcquire(FailureToAcquire.Cause.NO_FACE, "dark"),
                    List.of(),
                    null)))
            .given();
    assertThat(failed.failure().cause()).isEqualTo(FailureToAcquire.Cause.NO_FACE);
    assertThat(failed.template()).isNull();
  }

  @Test
  void takesAnEmbeddingAsNumbersToo() throws Exception {
    String base64 =
        CaptureJson.write(
            Examples.capture(), GivenFace.of(new Template(new float[] {.5f}, "network")));
    assertThat(base64).contains("\"embedding\":\"AAAAPw==\"");
    assertThat(read(base64.replace("\"AAAAPw==\"", "[0.5]")).given().template().vector())
        .containsExactly(.5f);
    assertThatThrownBy(() -> read(base64.replace("AAAAPw==", "AAAA")))
        .hasMessage(
            "embedding: got 3 bytes, expected a list of numbers, or base64 of little-endian"
                + " float32");
  }

  @Test
  void takesTimesAsEpochMillisecondsToo() throws Exception {
    String line =
        line().replace("\"2026-07-01T16:00:00Z\"", Long.toString(Examples.NOON.toEpochMilli()));
    assertThat(line).doesNotContain("2026");
    assertThat(read(line).capture().capturedAt()).isEqualTo(Examples.NOON);
  }

  @Test
  void takesBase64ThatIsBrokenIntoLines() throws Exception {
    String line = line();
    int at = line.indexOf("\"image\":\"") + "\"image\":\"".length() + 4;
    String broken = line.substring(0, at) + "\\r\\n" + line.substring(at);
    assertThat(read(broken).image()).isEqualTo(Examples.PHOTO);
  }

  @Test
  void doesNotTakeACaptureOfTheFutureForReceived() throws Exception {
    CapturedSample read =
        read(CaptureJson.write(Examples.capture("c", LATER.plusSeconds(1)), "photos/a.jpg"));
    assertThat(read.receivedAt()).isEqualTo(LATER);
  }

  @Test
  void passesOverFieldsThatStartWithAnUnderscore() throws Exception {
    assertThat(read(line().replaceFirst("\\{", "{\"_note\":{\"a\":[1]},")).capture())
        .isEqualTo(Examples.capture());
  }

  @Test
  void readsTheReferencesThatWereWritten() throws Exception {
    for (ReferenceUpdate update :
        new ReferenceUpdate[] {
          Examples.photoReference(),
          Examples.templateReference(),
          ReferenceUpdate.withdraw("ref-1", Examples.POSITION)
        }) {
      assertThat(ReferenceJson.read(ReferenceJson.write(update), folder, Examples.POSITION))
          .usingRecursiveComparison()
          .isEqualTo(update);
    }
    assertThat(
            ReferenceJson.read(
                    ReferenceJson.write(Examples.photoReference(), "photos/a.jpg"),
                    folder,
                    Examples.POSITION)
                .image())
        .isEqualTo(Examples.PHOTO);
    assertThat(ReferenceJson.write(ReferenceUpdate.withdraw("x", null)))
        .isEqualTo("{\"referenceId\":\"x\",\"withdrawn\":true}");
  }

  @Test
  void keepsEveryBitOfATemplate() throws Exception {
    float[] vector = new float[1000];
    java.util.Random random = new java.util.Random(5);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    ReferenceUpdate update = Examples.reference(new Template(vector, "ab12"), null);
    assertThat(
            ReferenceJson.read(ReferenceJson.write(update), folder, Examples.POSITION)
                .reference()
                .template()
                .vector())
        .isEqualTo(vector);
  }

  @Test
  void readsTheAdjudicationsAndPoliciesThatWereWritten() throws Exception {
    assertThat(AdjudicationJson.read(AdjudicationJson.write(Examples.adjudication())))
        .isEqualTo(Examples.adjudication());
    assertThat(PolicyJson.read(PolicyJson.write(Policies.system())).policy())
        .isEqualTo(Policies.system());
    assertThat(PolicyJson.read(PolicyJson.write(Examples.policy())).policy())
        .isEqualTo(Examples.policy());
    assertThat(PolicyJson.read(PolicyJson.writeWithdrawn("pol-1")))
        .isEqualTo(PolicyUpdate.withdraw("pol-1"));
  }

  @ParameterizedTest(name = "{0} -> {1}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"captureId\" | \"captureID\" | INVALID_FIELD | captureID: unknown field, expected captureId or",
        "\"galleryId\" | \"gallery\" | INVALID_FIELD | gallery: unknown field, expected galleryId or",
        "\"VEHICLE\" | \"VEHICEL\" | INVALID_FIELD | mode: got VEHICEL, expected VEHICLE or another of",
        "\"cap-1\" | 5 | INVALID_FIELD | captureId: got 5, expected a text",
        "\"2026-07-01T16:00:00Z\" | \"yesterday\" | INVALID_FIELD | capturedAt: got yesterday, expected an ISO-8601",
        "\"2026-07-01T16:00:00Z\" | \"+1000000000-01-01T00:00:00Z\" | INVALID_FIELD | capturedAt: got +1000000000",
        "\"2026-07-01T16:00:00Z\" | 1.5 | INVALID_FIELD | capturedAt: got 1.5, expected an ISO-8601",
        "\"2026-07-01T16:00:00Z\" | 99999999999999999999 | INVALID_FIELD | capturedAt: got 9999",
        "Present\":4 | Present\":4.5 | INVALID_FIELD | occupantsPresent: got 4.5, expected a whole number",
        "Out\":false | Out\":\"no\" | INVALID_FIELD | optedOut: got \"no\", expected true or false",
        "/9gBAgM= | /9gBAg?= | INVALID_FIELD | image: got 8 characters (Illegal base64 character 3f), expected base64",
        "\"image\":\"/9gBAgM=\" | \"_x\":1 | MISSING_FIELD | image or imagePath: got nothing",
        "\"image\":\"/9gBAgM=\" | \"image\":\"/9gBAgM=\",\"imagePath\":\"photos/a.jpg\" | INVALID_FIELD | image: got image and imagePath",
        "\"image\":\"/9gBAgM=\" | \"imagePath\":\"photos/none.jpg\" | INVALID_FIELD | imagePath: got photos/none.jpg, expected a file below",
        "\"image\":\"/9gBAgM=\" | \"imagePath\":\"photos\" | INVALID_FIELD | imagePath: got photos, expected a file below",
        "\"image\":\"/9gBAgM=\" | \"imagePath\":\"../outside.jpg\" | INVALID_FIELD | without ..",
        "\"image\":\"/9gBAgM=\" | \"imagePath\":\"photos/../photos/a.jpg\" | INVALID_FIELD | without ..",
        "\"image\":\"/9gBAgM=\" | \"imagePath\":\"/etc/hostname\" | INVALID_FIELD | a path relative to the file's folder",
        "\"image\":\"/9gBAgM=\" | \"imagePath\":\"photos/link.jpg\" | INVALID_FIELD | this one leads out of it",
        "\"image\":\"/9gBAgM=\" | \"imagePath\":\"photos/big.jpg\" | INVALID_FIELD | of 2097153 bytes, expected at most 2097152",
        "\"image\":\"/9gBAgM=\" | \"imagePath\":\"a\\u0000b\" | INVALID_FIELD | expected a path below the file's folder",
        "\"image\" | \"captureId\":\"x\",\"image\" | MALFORMED_RECORD | Duplicate field 'captureId'",
      })
  void refusesAndSaysWhy(String good, String bad, RejectionReason reason, String message) {
    assertThat(line()).contains(good);
    assertThatThrownBy(() -> read(line().replace(good, bad)))
        .hasMessageContaining(message)
        .asInstanceOf(type(WireException.class))
        .extracting(WireException::reason)
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"captureId\": | column",
        "[1] | got a list, expected one JSON object",
        "null | got null, expected one JSON object",
        "{} {} | Trailing token",
        "nonsense | Unrecognized token",
      })
  void refusesWhatIsNotOneJsonObject(String line, String message) {
    assertThatThrownBy(() -> read(line))
        .hasMessageContaining(message)
        .asInstanceOf(type(WireException.class))
        .extracting(WireException::reason)
        .isEqualTo(RejectionReason.MALFORMED_RECORD);
  }

  @Test
  void namesTheRecordAndThePortOfWhatItRefuses() {
    assertThatThrownBy(() -> read(with("occupantsPresent", "\"few\"")))
        .asInstanceOf(type(WireException.class))
        .returns("cap-1", WireException::recordId)
        .returns("0712", WireException::portCode);
  }

  @Test
  void neverRepeatsAPhotoInAnError() {
    String photo = "A".repeat(100_000);
    assertThatThrownBy(() -> read(with("occupantsPresent", "\"" + photo + "\"")))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    assertThatThrownBy(() -> read(line().replace("VEHICLE", photo)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void refusesAnAdjudicationWithoutAnOutcome() {
    String line = AdjudicationJson.write(Examples.adjudication()).replace("\"outcome\"", "\"_o\"");
    assertThatThrownBy(() -> AdjudicationJson.read(line))
        .hasMessage("outcome: got nothing, expected a value");
  }

  @Test
  void refusesAPolicyWithoutAThreshold() {
    String line = PolicyJson.write(Examples.policy()).replace("\"margin\"", "\"_m\"");
    assertThatThrownBy(() -> PolicyJson.read(line))
        .hasMessage("margin: got nothing, expected a value");
  }

  private static String line() {
    return CaptureJson.write(Examples.capture(), Examples.PHOTO);
  }

  private static String with(String field, String value) {
    return line().replaceFirst("\"" + field + "\":[^,}]*", "\"" + field + "\":" + value);
  }

  private CapturedSample read(String line) throws WireException {
    return CaptureJson.read(line, folder, Examples.POSITION, LATER);
  }
}
