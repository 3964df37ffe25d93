package northpost.domain;

import java.time.Instant;
import java.util.List;

/**
 * A capture after the face pipeline: with a template, or with the reason why there is none. Of the
 * photo only the digest is left.
 *
 * @param template null when the traveller opted out, the acquisition failed, or the time budget was
 *     spent before it began
 * @param failure null unless the acquisition failed
 * @param quality the measures of the face; empty where none was found
 * @param imageDigest SHA-256 of the photo, hexadecimal; null when the traveller opted out, no photo
 *     came, or the time budget was spent before it was looked at
 * @param acquiredAt when the face pipeline was done with it
 */
public record Probe(
    Capture capture,
    SourcePosition position,
    Instant receivedAt,
    Template template,
    FailureToAcquire failure,
    List<QualityMeasure> quality,
    String imageDigest,
    Instant acquiredAt) {

  /** The same probe for the way after the comparison, where no template may go. */
  public Probe withoutTemplate() {
    return new Probe(
        capture, position, receivedAt, null, failure, quality, imageDigest, acquiredAt);
  }
}
