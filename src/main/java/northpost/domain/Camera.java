package northpost.domain;

import java.io.Serializable;

/**
 * A camera of a lane.
 *
 * @param cameraId e.g. {@code 0712-champlain-v1-c1}
 * @param zone where in the inspection it looks
 */
public record Camera(String cameraId, Zone zone) implements Serializable {}
