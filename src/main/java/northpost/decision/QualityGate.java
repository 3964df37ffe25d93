package northpost.decision;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import northpost.domain.QualityLimits;
import northpost.domain.QualityMeasure;

/** Holds the quality measures of a face against the policy's limits. */
final class QualityGate {
  private QualityGate() {}

  /** The first measure out of its limit, with value and limit; empty when all are kept. */
  static Optional<String> failedMeasure(List<QualityMeasure> quality, QualityLimits limits) {
    if (quality == null || limits == null) {
      return Optional.empty();
    }
    for (QualityMeasure measure : quality) {
      if (measure.value() == QualityMeasure.NOT_ASSESSABLE) {
        continue;
      }
      Optional<String> failed =
          switch (measure.measure()) {
            case "InterEyeDistance" -> below(measure, limits.minimumInterEyeDistance());
            case "Sharpness" -> below(measure, limits.minimumSharpness());
            case "HeadPoseYaw" -> beyond(measure, limits.maximumHeadPoseYaw());
            case "LuminanceMean" ->
                below(measure, limits.minimumExposure())
                    .or(() -> beyond(measure, limits.maximumExposure()));
            default -> Optional.empty();
          };
      if (failed.isPresent()) {
        return failed;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> below(QualityMeasure measure, double minimum) {
    return measure.value() >= minimum
        ? Optional.empty()
        : Optional.of(text(measure, "at least", minimum));
  }

  private static Optional<String> beyond(QualityMeasure measure, double maximum) {
    return Math.abs(measure.value()) <= maximum
        ? Optional.empty()
        : Optional.of(text(measure, "at most", maximum));
  }

  private static String text(QualityMeasure measure, String bound, double limit) {
    return String.format(
        Locale.ROOT, "%s %.1f, expected %s %.1f", measure.measure(), measure.value(), bound, limit);
  }
}
