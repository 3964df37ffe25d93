package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.DeadLetter;
import northpost.domain.GivenFace;
import northpost.domain.Mode;
import northpost.domain.RejectionReason;
import northpost.domain.Template;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;
import northpost.wire.Examples;
import northpost.wire.json.ImageFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureValidationTest {
  private static final CaptureValidation VALIDATION =
      new CaptureValidation(PortRegistryYaml.shipped(), CaptureValidation.DEFAULT_MAX_CLOCK_SKEW);
  private static final Instant NOW = Examples.NOON.plusSeconds(1);

  /** A capture's fields, to change one at a time. */
  private static final class Fields {
    String captureId = "cap-1";
    String encounterId = "enc-1";
    String conveyanceId;
    String portCode = "0712";
    String crossingId = "champlain";
    String laneId = "0712-champlain-v1";
    String cameraId = "0712-champlain-v1-c1";
    Mode mode = Mode.VEHICLE;
    Zone zone = Zone.PRIMARY;
    Instant capturedAt = Examples.NOON;
    String presentedReferenceId;
    String galleryId;
    Integer occupantsPresent;
    TravellerClass travellerClass = TravellerClass.UNKNOWN;
    boolean optedOut;
    byte[] image = Examples.PHOTO;
    GivenFace given;

    CapturedSample sample() {
      Capture capture =
          new Capture(
              captureId,
              encounterId,
              conveyanceId,
              portCode,
              crossingId,
              laneId,
              cameraId,
              mode,
              zone,
              capturedAt,
              presentedReferenceId,
              galleryId,
              occupantsPresent,
              travellerClass,
              optedOut);
      return new CapturedSample(capture, image, Examples.POSITION, Examples.NOON, given);
    }
  }

  private static CaptureArrival validate(Consumer<Fields> change) {
    Fields fields = new Fields();
    change.accept(fields);
    return VALIDATION.validate(fields.sample(), 77, NOW);
  }

  private static void assertRefused(
      RejectionReason reason, String message, Consumer<Fields> change) {
    CaptureArrival arrival = validate(change);
    assertThat(arrival.sample()).isNull();
    assertThat(arrival.rejection().message()).isEqualTo("northpost.captures.0712-3-42: " + message);
    assertThat(arrival.rejection().reason()).isEqualTo(reason);
  }

  @Test
  void passesAValidCapture() {
    CaptureArrival arrival = validate(f -> {});
    assertThat(arrival.rejection()).isNull();
    assertThat(arrival.sample()).usingRecursiveComparison().isEqualTo(new Fields().sample());
  }

  @Test
  void refusesATemplateInPlaceOfAPhoto() {
    assertRefused(
        RejectionReason.TEMPLATE_REFUSED,
        "embedding: got a face without its photo, expected a photo; only a replay of simulated"
            + " traffic may take templates from outside",
        f -> giveFace(f, 1));
  }

  @Test
  void takesATemplateInPlaceOfAPhotoWhereItIsToldSo() {
    assertThat(ofSimulation(f -> giveFace(f, 1)).sample().given().template().vector())
        .containsExactly(1, 0);
    assertThat(ofSimulation(f -> giveFace(f, 2)).rejection().message())
        .endsWith("embedding: got a vector of length 2.0, expected length 1 within 0.001");
    assertThat(
            ofSimulation(
                    f -> {
                      giveFace(f, 1);
                      f.image = Examples.PHOTO;
                    })
                .rejection()
                .message())
        .endsWith("image and embedding: got both, expected one of the two");
    assertThat(
            ofSimulation(
                    f -> {
                      giveFace(f, 1);
                      f.optedOut = true;
                    })
                .sample()
                .given())
        .isNull();
  }

  private static void giveFace(Fields fields, float length) {
    fields.image = new byte[0];
    fields.given = GivenFace.of(new Template(new float[] {length, 0}, "network"));
  }

  private static CaptureArrival ofSimulation(Consumer<Fields> change) {
    Fields fields = new Fields();
    change.accept(fields);
    return new CaptureValidation(
            PortRegistryYaml.shipped(), CaptureValidation.DEFAULT_MAX_CLOCK_SKEW, true)
        .validate(fields.sample(), 77, NOW);
  }

  @Test
  void passesACaptureThatNamesNothingToCompareWith() {
    assertThat(
            validate(
                    f -> {
                      f.presentedReferenceId = null;
                      f.galleryId = null;
                    })
                .sample())
        .isNotNull();
  }

  @Test
  void leavesAnEmptyPhotoToTheFacePipeline() {
    CaptureArrival arrival = validate(f -> f.image = new byte[0]);
    assertThat(arrival.sample().image()).isEmpty();
  }

  @Test
  void dropsThePhotoOfATravellerWhoOptedOutUnread() {
    CaptureArrival arrival =
        validate(
            f -> {
              f.optedOut = true;
              f.image = new byte[ImageFolder.MAX_IMAGE_BYTES + 1];
            });
    assertThat(arrival.sample().image()).isEmpty();
  }

  @Test
  void describesTheRejectionWithoutThePhoto() {
    DeadLetter rejection = validate(f -> f.portCode = "0799").rejection();
    assertThat(rejection.recordId()).isEqualTo("cap-1");
    assertThat(rejection.portCode()).isEqualTo("0799");
    assertThat(rejection.position()).isEqualTo(Examples.POSITION);
    assertThat(rejection.content()).isEmpty();
    assertThat(rejection.contentBytes()).isEqualTo(77);
    assertThat(rejection.rejectedAt()).isEqualTo(NOW);
  }

  @Test
  void refusesAPlaceThatDoesNotExist() {
    assertRefused(
        RejectionReason.UNKNOWN_PORT,
        "portCode: got 0799, expected one: [0701, 0704, 0706, 0708, 0712, 0715, 0901]",
        f -> f.portCode = "0799");
    assertRefused(
        RejectionReason.UNKNOWN_CROSSING,
        "crossingId: got peace-bridge, expected one of port 0712:"
            + " [champlain, overton-corners, rouses-point]",
        f -> f.crossingId = "peace-bridge");
    assertRefused(
        RejectionReason.UNKNOWN_LANE,
        "laneId: got 0712-rouses-point-v1, expected one of crossing champlain: ["
            + "0712-champlain-b1, 0712-champlain-p1, 0712-champlain-t1, 0712-champlain-v1,"
            + " 0712-champlain-v2, 0712-champlain-v3]",
        f -> f.laneId = "0712-rouses-point-v1");
    assertRefused(
        RejectionReason.UNKNOWN_CAMERA,
        "cameraId: got c9, expected one of lane 0712-champlain-v1:"
            + " [0712-champlain-v1-c1, 0712-champlain-v1-c2]",
        f -> f.cameraId = "c9");
  }

  @Test
  void refusesACaptureOfTheYear2100() {
    assertRefused(
        RejectionReason.CAPTURED_IN_FUTURE,
        "capturedAt: got 2100-01-01T00:00:00Z, expected at most PT5M after its receipt at"
            + " 2026-07-01T16:00:00Z",
        f -> f.capturedAt = Instant.parse("2100-01-01T00:00:00Z"));
  }

  @Test
  void allowsAClockThatIsAheadByTheSkewAndNoMore() {
    assertThat(validate(f -> f.capturedAt = Examples.NOON.plusSeconds(300)).sample()).isNotNull();
    assertRefused(
        RejectionReason.CAPTURED_IN_FUTURE,
        "capturedAt: got 2026-07-01T16:05:00.001Z, expected at most PT5M after its receipt at"
            + " 2026-07-01T16:00:00Z",
        f -> f.capturedAt = Examples.NOON.plusSeconds(300).plusMillis(1));
  }

  @Test
  void takesACaptureOfAnOutageOfDaysAndNoneOlder() {
    CaptureValidation aged =
        new CaptureValidation(
            PortRegistryYaml.shipped(),
            CaptureValidation.DEFAULT_MAX_CLOCK_SKEW,
            Duration.ofDays(7));
    Fields fields = new Fields();
    fields.capturedAt = Examples.NOON.minus(Duration.ofDays(7));
    assertThat(aged.validate(fields.sample(), 77, NOW).sample()).isNotNull();
    fields.capturedAt = fields.capturedAt.minusMillis(1);
    DeadLetter rejection = aged.validate(fields.sample(), 77, NOW).rejection();
    assertThat(rejection.reason()).isEqualTo(RejectionReason.CAPTURED_TOO_LONG_AGO);
    assertThat(rejection.message())
        .endsWith(
            "capturedAt: got 2026-06-24T15:59:59.999Z, expected at most PT168H before its receipt"
                + " at 2026-07-01T16:00:00Z");
    assertThat(validate(f -> f.capturedAt = fields.capturedAt).sample())
        .as("without a limit, as in a replay")
        .isNotNull();
  }

  @Test
  void refusesACaptureOfAClockThatWasNeverSet() {
    assertRefused(
        RejectionReason.INVALID_FIELD,
        "capturedAt: got 1970-01-01T00:00:00Z, expected a time from 2000-01-01T00:00:00Z on",
        f -> f.capturedAt = Instant.EPOCH);
  }

  @Test
  void refusesAPhotoOfMoreThan2MiB() {
    assertRefused(
        RejectionReason.INVALID_FIELD,
        "image: got 2097153 bytes, expected at most 2097152 bytes",
        f -> f.image = new byte[ImageFolder.MAX_IMAGE_BYTES + 1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 101, Integer.MAX_VALUE})
  void refusesACountOfOccupantsThatCannotBe(int occupants) {
    assertRefused(
        RejectionReason.INVALID_FIELD,
        "occupantsPresent: got " + occupants + ", expected 1 to 100",
        f -> f.occupantsPresent = occupants);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a|b", "a\tb", "a\u00e9", "a\nb"})
  void refusesAnIdWithACharacterThatIdsDoNotHave(String id) {
    for (Consumer<Fields> change : idFields(id)) {
      assertThat(validate(change).rejection().reason()).isEqualTo(RejectionReason.INVALID_FIELD);
    }
  }

  @Test
  void refusesAnIdOfMoreThan128CharactersAndKeepsItsRejectionSmall() {
    for (Consumer<Fields> change : idFields("x".repeat(100_000))) {
      DeadLetter rejection = validate(change).rejection();
      assertThat(rejection.reason()).isEqualTo(RejectionReason.INVALID_FIELD);
      assertThat(rejection.message()).hasSizeLessThanOrEqualTo(1000);
      assertThat(rejection.recordId()).hasSizeLessThanOrEqualTo(256);
    }
    for (Consumer<Fields> change : idFields("x".repeat(129))) {
      assertThat(validate(change).rejection().reason()).isEqualTo(RejectionReason.INVALID_FIELD);
    }
    for (Consumer<Fields> change : idFields("x".repeat(128))) {
      assertThat(validate(change).sample()).isNotNull();
    }
  }

  private static Iterable<Consumer<Fields>> idFields(String id) {
    return List.of(
        f -> f.captureId = id,
        f -> f.encounterId = id,
        f -> f.conveyanceId = id,
        f -> f.presentedReferenceId = id,
        f -> f.galleryId = id);
  }

  @Test
  void namesTheFieldThatIsMissing() {
    assertMissing("captureId", f -> f.captureId = null);
    assertMissing("captureId", f -> f.captureId = "");
    assertMissing("encounterId", f -> f.encounterId = " ");
    assertMissing("portCode", f -> f.portCode = null);
    assertMissing("crossingId", f -> f.crossingId = "");
    assertMissing("laneId", f -> f.laneId = null);
    assertMissing("cameraId", f -> f.cameraId = null);
    assertMissing("mode", f -> f.mode = null);
    assertMissing("zone", f -> f.zone = null);
    assertMissing("capturedAt", f -> f.capturedAt = null);
  }

  private static void assertMissing(String field, Consumer<Fields> change) {
    assertRefused(RejectionReason.MISSING_FIELD, field + ": got nothing, expected a value", change);
  }
}
