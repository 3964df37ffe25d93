package northpost.face;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import northpost.domain.QualityMeasure;

/**
 * The quality measures of a face in the order in which they are reported, named after ISO/IEC
 * 29794-5. The computations are this project's own approximations, not those of the standard or of
 * its reference implementation OFIQ, so values must not be compared with theirs.
 */
public enum Quality {
  INTER_EYE_DISTANCE(
      "InterEyeDistance", "pixels of the photo", 0, 8192, "between the means of six points an eye"),
  HEAD_POSE_YAW(
      "HeadPoseYaw",
      "degrees, without sign",
      0,
      180,
      "scaled orthographic fit of an average head to the landmarks"),
  HEAD_POSE_PITCH("HeadPosePitch", "degrees, without sign", 0, 90, "as HeadPoseYaw; least sure"),
  HEAD_POSE_ROLL("HeadPoseRoll", "degrees, without sign", 0, 180, "as HeadPoseYaw"),
  SHARPNESS(
      "Sharpness",
      "score",
      0,
      100,
      "share of fine detail (Laplacian) in the contrast of the aligned face, at the chip's scale"),
  LUMINANCE_MEAN("LuminanceMean", "grey level of the face", 0, 255, "mean luma"),
  UNDER_EXPOSURE_PREVENTION(
      "UnderExposurePrevention",
      "% of the face's pixels",
      0,
      100,
      "those of luma above " + Quality.DARK_LUMA),
  OVER_EXPOSURE_PREVENTION(
      "OverExposurePrevention",
      "% of the face's pixels",
      0,
      100,
      "those of luma below " + Quality.BRIGHT_LUMA),
  DYNAMIC_RANGE("DynamicRange", "score", 0, 100, "entropy of the luma histogram, 8 bits are 100"),
  SINGLE_FACE_PRESENT("SingleFacePresent", "score", 0, 100, "100 when one face stands out, else 0");

  static final int DARK_LUMA = 25;
  static final int BRIGHT_LUMA = 247;

  private final String measure;
  private final String unit;
  private final double minimum;
  private final double maximum;
  private final String method;

  Quality(String measure, String unit, double minimum, double maximum, String method) {
    this.measure = measure;
    this.unit = unit;
    this.minimum = minimum;
    this.maximum = maximum;
    this.method = method;
  }

  /** The name in a {@link QualityMeasure}. */
  public String measure() {
    return measure;
  }

  public String unit() {
    return unit;
  }

  public double minimum() {
    return minimum;
  }

  public double maximum() {
    return maximum;
  }

  /** How it is computed, in a few words. */
  public String method() {
    return method;
  }

  /** The value of this measure; empty where it is absent or not assessable. */
  public Optional<Double> of(Iterable<QualityMeasure> measures) {
    for (QualityMeasure candidate : measures) {
      if (candidate.measure().equals(measure)
          && candidate.value() != QualityMeasure.NOT_ASSESSABLE) {
        return Optional.of(candidate.value());
      }
    }
    return Optional.empty();
  }

  /** Every measure in order, not assessable where the map has no value. */
  static List<QualityMeasure> list(Map<Quality, Double> values) {
    return Arrays.stream(values())
        .map(
            quality ->
                new QualityMeasure(
                    quality.measure, values.getOrDefault(quality, QualityMeasure.NOT_ASSESSABLE)))
        .toList();
  }
}
