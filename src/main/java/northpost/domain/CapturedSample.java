package northpost.domain;

import java.time.Instant;

/**
 * A capture with its photo, on its way from the source to the face pipeline and nowhere else.
 *
 * @param image JPEG or PNG bytes; empty when the traveller opted out
 * @param receivedAt when the broker took it (for a file: the capture's own time)
 */
public record CapturedSample(
    Capture capture, byte[] image, SourcePosition position, Instant receivedAt) {}
