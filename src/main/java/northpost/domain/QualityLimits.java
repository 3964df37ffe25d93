package northpost.domain;

import java.io.Serializable;

/**
 * What a face must have to be compared; a measure that is not assessable does not fail.
 *
 * @param minimumInterEyeDistance pixels
 * @param minimumSharpness 0 to 100
 * @param maximumHeadPoseYaw degrees
 * @param minimumExposure mean luminance of the face, 0 to 255
 * @param maximumExposure mean luminance of the face, 0 to 255
 */
public record QualityLimits(
    double minimumInterEyeDistance,
    double minimumSharpness,
    double maximumHeadPoseYaw,
    double minimumExposure,
    double maximumExposure)
    implements Serializable {}
