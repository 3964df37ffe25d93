package northpost.domain;

import java.time.Instant;

/**
 * A capture with its photo, on its way from the source to the face pipeline and nowhere else.
 *
 * @param image JPEG or PNG bytes; empty when the traveller opted out or {@code given} is in its
 *     place
 * @param receivedAt when the broker took it (for a file: the capture's own time)
 * @param given in place of a photo, in simulated traffic only; else null
 */
public record CapturedSample(
    Capture capture, byte[] image, SourcePosition position, Instant receivedAt, GivenFace given) {

  /** A capture with a photo. */
  public CapturedSample(
      Capture capture, byte[] image, SourcePosition position, Instant receivedAt) {
    this(capture, image, position, receivedAt, null);
  }
}
