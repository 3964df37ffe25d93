package northpost.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import northpost.domain.Capture;
import northpost.domain.PolicyScope;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import northpost.testing.Captures;
import northpost.testing.Photos;
import northpost.testing.Policies;
import northpost.testing.RenderedFacesFixture;
import northpost.testing.ReplayFiles;
import northpost.wire.json.CaptureJson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything a replay may be given that is not as it should be, between captures that are, in one
 * run that may not restart.
 */
class BadInputITCase {
  @RegisterExtension static final RenderedFacesFixture faces = new RenderedFacesFixture();
  @TempDir static Path folder;

  private static final String FILE = "captures.ndjson";

  /** captureId → person presented, of the captures that are as they should be. */
  private static final Map<String, String> GOOD = new LinkedHashMap<>();

  private static final Map<String, Integer> LINES = new LinkedHashMap<>();
  private static final Map<String, JsonNode> DECISIONS = new LinkedHashMap<>();
  private static final List<JsonNode> REJECTED = new ArrayList<>();
  private static ReplayFiles files;
  private static ReplaySummary summary;
  private static int captureLines;

  @BeforeAll
  static void replayGoodAndBadInputTogether() throws Exception {
    files = ReplayFiles.with(faces, folder.resolve("in"));
    good("good-1", 0, 0);
    image("truncated", Photos.truncated(faces.photo(1, 0)));
    image("no-image", "These bytes are a letter, not a photo.".getBytes(StandardCharsets.UTF_8));
    image("claims-60000", Photos.claiming(60_000));
    good("good-2", 1, 1);
    image("no-face", Photos.withoutFace());
    image("several-faces", Photos.sideBySide(faces.photo(1, 0), faces.photo(3, 0)));
    image("empty", new byte[0]);
    line("unknown-port", json("unknown-port").replace("\"0712\"", "\"9999\""));
    line(
        "in-2100",
        CaptureJson.write(
            capture("in-2100", 0).at(Instant.parse("2100-01-01T00:00:00Z")).build(),
            faces.photo(0, 0)));
    line("malformed", "{\"captureId\": \"malformed\", \"portCode\": ");
    line("no-text", "[1, 2, 3]");
    line("unknown-field", json("unknown-field").replace("\"laneId\"", "\"lane_id\""));
    line("bad-base64", json("bad-base64").replaceAll("\"image\":\"[^\"]*\"", "\"image\":\"%%%\""));
    good("good-3", 2, 0);
    LINES.put("duplicate", files.capture(capture("good-1", 0).build(), faces.photo(0, 0)));
    good("good-4", 3, 1);
    captureLines = good("good-5", 4, 0);
    files.reference(emptyReference());
    files.policy(
        Policies.policy("too-low", 1, PolicyScope.LANE, "0712-champlain-p1", Instant.EPOCH, 0.5));
    files.write();

    Path output = folder.resolve("out");
    summary = files.replay(output, 2, Map.of("restart-strategy.type", "none"));
    for (JsonNode decision : ReplayFiles.read(output.resolve("decisions.ndjson"))) {
      assertThat(DECISIONS.put(decision.get("captureId").asText(), decision)).isNull();
    }
    REJECTED.addAll(ReplayFiles.read(output.resolve("rejected.ndjson")));
  }

  private static Captures capture(String id, int person) {
    return Captures.capture(id).presenting("r-" + person);
  }

  private static int good(String id, int person, int moment) {
    GOOD.put(id, "r-" + person);
    return files.capture(capture(id, person).build(), faces.photo(person, moment));
  }

  private static void image(String id, byte[] image) {
    LINES.put(id, files.capture(capture(id, 0).build(), image));
  }

  private static void line(String name, String line) {
    LINES.put(name, files.captureLine(line));
  }

  private static String json(String id) {
    Capture capture = capture(id, 0).build();
    return CaptureJson.write(capture, faces.photo(0, 0));
  }

  private static ReferenceUpdate emptyReference() {
    ReferenceUpdate sound = faces.enrolment(0);
    Reference r = sound.reference();
    Reference other =
        new Reference(
            "r-empty",
            r.subjectId(),
            r.galleryIds(),
            r.source(),
            r.travellerClass(),
            null,
            null,
            null,
            null);
    return new ReferenceUpdate("r-empty", sound.kind(), other, new byte[0], sound.position());
  }

  @Test
  void aTruncatedJpegIsUnusable() {
    assertUnusable("truncated", "IMAGE_TRUNCATED", "expected data up to the end marker");
  }

  @Test
  void bytesThatAreNoImageAreUnusable() {
    assertUnusable("no-image", "IMAGE_NOT_RECOGNISED", "expected a JPEG");
  }

  @Test
  void aSmallFileThatClaimsAHugeImageIsUnusable() {
    assertUnusable("claims-60000", "IMAGE_TOO_LARGE", "claims 60000 x 60000 pixels");
  }

  @Test
  void aPhotoWithoutAFaceIsUnusable() {
    assertUnusable("no-face", "NO_FACE", "expected");
  }

  @Test
  void aPhotoWithSeveralFacesIsUnusable() {
    assertUnusable("several-faces", "SEVERAL_FACES", "expected");
  }

  @Test
  void aCaptureWithoutPhotoIsUnusable() {
    assertUnusable("empty", "IMAGE_EMPTY", "got 0 bytes");
  }

  @Test
  void anUnknownPortIsRefused() {
    assertRefused("unknown-port", "UNKNOWN_PORT", "9999");
    assertThat(refusedAt("unknown-port").get("portCode").asText()).isEqualTo("9999");
  }

  @Test
  void aCaptureDated2100IsRefused() {
    assertRefused("in-2100", "CAPTURED_IN_FUTURE", "2100-01-01T00:00:00Z");
  }

  @Test
  void aMalformedLineIsRefusedWithItsBytes() {
    assertRefused("malformed", "MALFORMED_RECORD", "expected one JSON object");
    byte[] content = Base64.getDecoder().decode(refusedAt("malformed").get("content").asText());
    assertThat(new String(content, StandardCharsets.UTF_8))
        .isEqualTo("{\"captureId\": \"malformed\", \"portCode\": ");
  }

  @Test
  void aLineThatIsNoObjectIsRefused() {
    assertRefused("no-text", "MALFORMED_RECORD", "got a list");
  }

  @Test
  void anUnknownFieldIsRefusedWithTheNearestKnown() {
    assertRefused("unknown-field", "INVALID_FIELD", "lane_id: unknown field, expected laneId");
    assertThat(refusedAt("unknown-field").get("content").asText()).isEmpty();
  }

  @Test
  void anImageThatIsNoBase64IsRefused() {
    assertRefused("bad-base64", "INVALID_FIELD", "expected base64");
  }

  @Test
  void aCaptureIdSeenBeforeIsRefusedWithBothPlaces() {
    assertRefused("duplicate", "DUPLICATE_CAPTURE", "seen before at " + FILE + "-0-1");
    assertThat(refusedAt("duplicate").get("recordId").asText()).isEqualTo("good-1");
  }

  @Test
  void anEmptyReferencePhotoIsRefusedAndNamed() {
    List<JsonNode> ofReferences =
        REJECTED.stream()
            .filter(letter -> letter.get("source").asText().equals("references.ndjson"))
            .toList();
    assertThat(ofReferences).hasSize(1);
    JsonNode letter = ofReferences.get(0);
    assertThat(letter.get("reason").asText()).isEqualTo("FAILURE_TO_ENROL");
    assertThat(letter.get("message").asText())
        .contains("references.ndjson-0-" + (RenderedFacesFixture.PEOPLE + 1), "got 0 bytes");
    assertThat(letter.get("recordId").asText()).isEqualTo("r-empty");
  }

  @Test
  void aPolicyOfTooHighAMeasuredFmrIsRefusedWithTheNumbers() {
    List<JsonNode> ofPolicies =
        REJECTED.stream()
            .filter(letter -> letter.get("source").asText().equals("policies.ndjson"))
            .toList();
    assertThat(ofPolicies).hasSize(1);
    assertThat(ofPolicies.get(0).get("reason").asText()).isEqualTo("POLICY_REFUSED");
    assertThat(ofPolicies.get(0).get("recordId").asText()).isEqualTo("too-low");
    assertThat(ofPolicies.get(0).get("message").asText())
        .contains("verificationThreshold: got 0.5", "0 of 425", "at least 0.8066");
    assertThat(DECISIONS.values())
        .noneMatch(decision -> decision.get("policyId").asText().equals("too-low"));
  }

  @Test
  void everyGoodCaptureIsMatchedAllTheSame() {
    GOOD.forEach(
        (id, referenceId) -> {
          JsonNode decision = DECISIONS.get(id);
          assertThat(decision.get("outcome").asText()).as(id).isEqualTo("MATCH");
          assertThat(decision.at("/candidates/0/referenceId").asText()).isEqualTo(referenceId);
        });
  }

  @Test
  void everyCaptureIsDecidedOrRefusedAndNoneIsBoth() {
    long refusedCaptures =
        REJECTED.stream().filter(letter -> letter.get("source").asText().equals(FILE)).count();
    assertThat(DECISIONS.size() + refusedCaptures).isEqualTo(captureLines);
    assertThat(DECISIONS).hasSize(GOOD.size() + 6);
    assertThat(summary.decisions()).isEqualTo(DECISIONS.size());
    assertThat(summary.rejected()).isEqualTo(REJECTED.size()).isEqualTo(refusedCaptures + 2);
  }

  private static void assertUnusable(String id, String reason, String detail) {
    JsonNode decision = DECISIONS.get(id);
    assertThat(decision).as("decision of " + id).isNotNull();
    assertThat(decision.get("outcome").asText()).isEqualTo("UNUSABLE");
    assertThat(decision.get("reason").asText()).isEqualTo(reason);
    assertThat(decision.get("reasonDetail").asText()).contains(detail);
    assertThat(decision.get("modelId")).isNull();
    assertThat(decision.get("candidates")).isEmpty();
  }

  private static void assertRefused(String name, String reason, String message) {
    JsonNode letter = refusedAt(name);
    assertThat(letter.get("reason").asText()).isEqualTo(reason);
    assertThat(letter.get("message").asText())
        .contains(FILE + "-0-" + LINES.get(name))
        .contains(message);
    assertThat(DECISIONS).doesNotContainKey(name);
  }

  /** The one dead letter of a line. */
  private static JsonNode refusedAt(String name) {
    List<JsonNode> letters =
        REJECTED.stream()
            .filter(letter -> letter.get("source").asText().equals(FILE))
            .filter(letter -> letter.get("offset").asInt() == LINES.get(name))
            .toList();
    assertThat(letters).as("dead letters of line " + LINES.get(name)).hasSize(1);
    return letters.get(0);
  }
}
