package northpost.wire.json;

import java.time.Instant;
import java.util.List;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.GivenFace;
import northpost.domain.Mode;
import northpost.domain.SeededProbe;
import northpost.domain.SourcePosition;
import northpost.domain.TravellerClass;
import northpost.domain.Zone;
import northpost.wire.WireException;

/** Captures as lines of JSON. */
public final class CaptureJson {
  private static final byte[] NO_IMAGE = new byte[0];
  private static final List<String> FIELDS =
      List.of(
          "captureId",
          "encounterId",
          "conveyanceId",
          "portCode",
          "crossingId",
          "laneId",
          "cameraId",
          "mode",
          "zone",
          "capturedAt",
          "image",
          "imagePath",
          "presentedReferenceId",
          "galleryId",
          "occupantsPresent",
          "travellerClass",
          "optedOut",
          "seededProbe",
          "receivedAt",
          "embedding",
          "modelId",
          "failure",
          "quality",
          "imageDigest");

  private CaptureJson() {}

  /** A line with the photo in it. */
  public static String write(Capture capture, byte[] image) {
    return line(capture).put("image", ImageFolder.toBase64(image)).toString();
  }

  /**
   * A line that names the photo.
   *
   * @param imagePath relative to the file the line is for; null for a traveller who opted out
   */
  public static String write(Capture capture, String imagePath) {
    return line(capture).put("imagePath", imagePath).toString();
  }

  /** A line with a face given in place of a photo. */
  public static String write(Capture capture, GivenFace given) {
    return GivenFaceJson.write(line(capture), given).toString();
  }

  /**
   * A line with a photo that it names, a given face, or neither; when the capture came in is told
   * where that is not its own time.
   *
   * @param imagePath relative to the file the line is for; null where there is none
   */
  public static String write(CapturedSample sample, String imagePath) {
    boolean late = !sample.receivedAt().equals(sample.capture().capturedAt());
    JsonLine line =
        line(sample.capture())
            .put("receivedAt", late ? sample.receivedAt() : null)
            .put("imagePath", imagePath);
    return (sample.given() == null ? line : GivenFaceJson.write(line, sample.given())).toString();
  }

  private static JsonLine line(Capture c) {
    return start(c)
        .put("capturedAt", c.capturedAt())
        .put("presentedReferenceId", c.presentedReferenceId())
        .put("galleryId", c.galleryId())
        .put("occupantsPresent", c.occupantsPresent())
        .put("travellerClass", c.travellerClass())
        .put("optedOut", c.optedOut())
        .put("seededProbe", c.seededProbe());
  }

  /** The start of any line that is about a capture: its ids, its place and how it was made. */
  public static JsonLine start(Capture c) {
    return new JsonLine()
        .put("captureId", c.captureId())
        .put("encounterId", c.encounterId())
        .put("conveyanceId", c.conveyanceId())
        .put("portCode", c.portCode())
        .put("crossingId", c.crossingId())
        .put("laneId", c.laneId())
        .put("cameraId", c.cameraId())
        .put("mode", c.mode())
        .put("zone", c.zone());
  }

  /**
   * The capture of a line. What it contains is not checked beyond its kind; a required field that
   * is absent reads as null. The photo of a traveller who opted out, or what is given in its place,
   * is not read at all.
   *
   * @param folder where {@code imagePath} starts
   * @param now caps the receipt time, which is that of {@code receivedAt}, or else the capture's
   *     own
   * @throws WireException when the line cannot be read
   */
  public static CapturedSample read(
      String line, ImageFolder folder, SourcePosition position, Instant now) throws WireException {
    JsonRecord r = JsonRecord.parse(line, "captureId", FIELDS);
    Capture capture =
        new Capture(
            r.text("captureId"),
            r.text("encounterId"),
            r.text("conveyanceId"),
            r.text("portCode"),
            r.text("crossingId"),
            r.text("laneId"),
            r.text("cameraId"),
            r.constant("mode", Mode.class, null),
            r.constant("zone", Zone.class, null),
            r.instant("capturedAt"),
            r.text("presentedReferenceId"),
            r.text("galleryId"),
            r.integer("occupantsPresent"),
            r.constant("travellerClass", TravellerClass.class, TravellerClass.UNKNOWN),
            r.flag("optedOut", false),
            r.constant("seededProbe", SeededProbe.class, null));
    byte[] image = capture.optedOut() ? NO_IMAGE : r.image(folder);
    GivenFace given = capture.optedOut() ? null : GivenFaceJson.read(r);
    if (image == null && given == null) {
      throw r.missing("image or imagePath");
    }
    Instant received = r.instant("receivedAt");
    return new CapturedSample(
        capture,
        image == null ? NO_IMAGE : image,
        position,
        receivedAt(received == null ? capture.capturedAt() : received, now),
        given);
  }

  /** A file has no broker that saw the capture come in: its own time, but never a future one. */
  public static Instant receivedAt(Instant capturedAt, Instant now) {
    return capturedAt == null || capturedAt.isAfter(now) ? now : capturedAt;
  }
}
