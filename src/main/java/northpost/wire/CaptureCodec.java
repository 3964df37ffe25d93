package northpost.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.SourcePosition;

/** Captures to and from {@link CaptureRecord}. */
public final class CaptureCodec {
  private static final SingleObject<CaptureRecord> WIRE = SingleObject.of(CaptureRecord.class);
  private static final byte[] NO_IMAGE = new byte[0];

  private CaptureCodec() {}

  /** The message of a capture with its photo. */
  public static byte[] encode(Capture capture, byte[] image) {
    return WIRE.encode(toRecord(capture, image));
  }

  /**
   * The capture of a message. The photo of a traveller who opted out is dropped here.
   *
   * @throws WireException when it cannot be read
   */
  public static CapturedSample decode(byte[] message, SourcePosition position, Instant receivedAt)
      throws WireException {
    return fromRecord(WIRE.decode(message), position, receivedAt);
  }

  static CaptureRecord toRecord(Capture c, byte[] image) {
    CaptureRecord r = new CaptureRecord();
    r.setCaptureId(c.captureId());
    r.setEncounterId(c.encounterId());
    r.setConveyanceId(c.conveyanceId());
    r.setPortCode(c.portCode());
    r.setCrossingId(c.crossingId());
    r.setLaneId(c.laneId());
    r.setCameraId(c.cameraId());
    r.setMode(EnumNames.to(Mode.class, c.mode()));
    r.setZone(EnumNames.to(Zone.class, c.zone()));
    r.setCapturedAt(c.capturedAt());
    r.setImage(ByteBuffer.wrap(image));
    r.setPresentedReferenceId(c.presentedReferenceId());
    r.setGalleryId(c.galleryId());
    r.setOccupantsPresent(c.occupantsPresent());
    r.setTravellerClass(EnumNames.to(TravellerClass.class, c.travellerClass()));
    r.setOptedOut(c.optedOut());
    r.setSeededProbe(EnumNames.to(SeededProbe.class, c.seededProbe()));
    return r;
  }

  /** The capture of a record that was read by other means, e.g. from an Avro file. */
  public static CapturedSample fromRecord(
      CaptureRecord r, SourcePosition position, Instant receivedAt) {
    Capture capture =
        new Capture(
            r.getCaptureId(),
            r.getEncounterId(),
            r.getConveyanceId(),
            r.getPortCode(),
            r.getCrossingId(),
            r.getLaneId(),
            r.getCameraId(),
            EnumNames.to(northpost.domain.Mode.class, r.getMode()),
            EnumNames.to(northpost.domain.Zone.class, r.getZone()),
            r.getCapturedAt(),
            r.getPresentedReferenceId(),
            r.getGalleryId(),
            r.getOccupantsPresent(),
            EnumNames.to(northpost.domain.TravellerClass.class, r.getTravellerClass()),
            r.getOptedOut(),
            EnumNames.to(northpost.domain.SeededProbe.class, r.getSeededProbe()));
    byte[] image = r.getOptedOut() ? NO_IMAGE : Bytes.of(r.getImage());
    return new CapturedSample(capture, image, position, receivedAt);
  }
}
