package northpost.face;

import java.util.List;
import northpost.domain.FailureToAcquire;
import northpost.domain.QualityMeasure;
import northpost.domain.Template;

/**
 * What became of a photo: exactly one of a template and a failure.
 *
 * @param template null when there is a failure
 * @param failure null when there is a template
 * @param quality every measure of {@link Quality}, in its order
 * @param imageDigest SHA-256 of the image's bytes, lower-case hex; null where there are none
 */
public record Extraction(
    Template template, FailureToAcquire failure, List<QualityMeasure> quality, String imageDigest) {
  public Extraction {
    if ((template == null) == (failure == null)) {
      throw new IllegalArgumentException(
          "got template " + template + " and failure " + failure + ", expected exactly one");
    }
  }
}
