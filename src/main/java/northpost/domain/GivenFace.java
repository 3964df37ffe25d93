package northpost.domain;

import java.util.List;

/**
 * What a simulation or a benchmark gives in place of a photo: what the face pipeline would have
 * made of it. Only a replay that is told so takes it; a live job makes every template itself.
 *
 * @param template null where a template could not be made
 * @param failure null where there is a template
 * @param quality the measures of the face; empty where none is given
 * @param imageDigest of the photo that it stands for, hexadecimal; null where none is given
 */
public record GivenFace(
    Template template, FailureToAcquire failure, List<QualityMeasure> quality, String imageDigest) {

  /** A template and nothing else. */
  public static GivenFace of(Template template) {
    return new GivenFace(template, null, List.of(), null);
  }
}
