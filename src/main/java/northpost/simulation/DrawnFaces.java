package northpost.simulation;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import northpost.domain.CapturedSample;
import northpost.domain.ComparisonScore;
import northpost.domain.GivenFace;
import northpost.domain.Policy;
import northpost.domain.QualityMeasure;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.domain.Template;
import northpost.face.Quality;
import northpost.synthetic.FaceLikeVectors;

/**
 * Templates and quality measures drawn at random in place of photos, as a network would make them
 * of people who are well apart: mated scores lie about {@link #MATED_SCORE}, and only few people in
 * a hundred thousand reach the threshold of another.
 */
final class DrawnFaces implements ScenarioFaces {
  /** Names the network that does not exist, so that no template of a real one is compared. */
  static final String MODEL = "simulated-faces";

  static final String OTHER_MODEL = "simulated-faces-of-another-network";

  private static final byte[] NO_PHOTO = {};
  private static final int DIMENSION = 128;
  private static final double MEAN_LENGTH = .77;
  private static final double MATED_DISTANCE = .27;
  private static final double NON_MATED_DISTANCE = .9;

  /** Typical comparison score of two photos of a person. */
  static final double MATED_SCORE = ComparisonScore.fromDistance(MATED_DISTANCE);

  private static final double FOG_SHARPNESS = .8;
  private static final double LEAST_SPREAD_SQUARED = .05;
  private static final long QUALITY = 31;
  private static final long DIGEST = 32;
  private static final long VECTORS = 33;

  private final FaceLikeVectors vectors;
  private final double unusable;

  /**
   * @param unusable share of photos that come out too blurred to be used
   */
  DrawnFaces(long seed, double unusable) {
    vectors =
        new FaceLikeVectors(
            DIMENSION,
            Chance.derived(seed, VECTORS),
            MEAN_LENGTH,
            MATED_DISTANCE,
            NON_MATED_DISTANCE);
    this.unusable = unusable;
  }

  @Override
  public ReferenceUpdate enrolment(Traveller traveller, SourcePosition position) {
    return new ReferenceUpdate(
        traveller.reference().referenceId(),
        ReferenceUpdate.Kind.ENROL,
        traveller.reference().withTemplate(reference(traveller)),
        null,
        position);
  }

  @Override
  public CapturedSample sample(Staged s, SourcePosition position) {
    return new CapturedSample(
        s.capture(), NO_PHOTO, position, s.receivedAt(), s.capture().optedOut() ? null : face(s));
  }

  /** As the system decides where nothing else is said. */
  @Override
  public List<Policy> policies() {
    return List.of();
  }

  @Override
  public String inPhotosOf(String subjectId) {
    return subjectId;
  }

  /** What is on file about a person, by papers: two papers of one person are two photos. */
  private Template reference(Traveller traveller) {
    long photo = traveller.reference().referenceId().hashCode();
    return new Template(vectors.vector(traveller.number(), photo), MODEL);
  }

  private GivenFace face(Staged s) {
    float[] vector = vectors.vector(s.face().number(), s.photoSeed(), spread(s.lens().scoreLoss()));
    return new GivenFace(
        new Template(vector, s.otherModel() ? OTHER_MODEL : MODEL),
        null,
        quality(s),
        digest(s.photoSeed()));
  }

  /** How much farther photos must lie from the person for mated scores to be so much lower. */
  private static double spread(double scoreLoss) {
    if (scoreLoss == 0) {
      return 1;
    }
    // The reference stays as it was: of the squared distance only the photo's half changes.
    double ratio = 1 + ComparisonScore.toDistance(1 - scoreLoss) / MATED_DISTANCE;
    return Math.sqrt(Math.max(LEAST_SPREAD_SQUARED, 2 * ratio * ratio - 1));
  }

  private List<QualityMeasure> quality(Staged s) {
    Chance chance = s.chance(QUALITY);
    boolean blurred = chance.happens(unusable); // as in blurred(Staged, double)
    double sharpness = blurred ? chance.between(5, 20) : bell(chance, 58, 8);
    double fogged = sharpness * (1 - FOG_SHARPNESS * Math.min(1, s.lens().fog()));
    List<QualityMeasure> measures = new ArrayList<>();
    add(measures, Quality.INTER_EYE_DISTANCE, bell(chance, 80, 10));
    add(measures, Quality.HEAD_POSE_YAW, Math.abs(bell(chance, 0, 7)));
    add(measures, Quality.SHARPNESS, fogged);
    add(measures, Quality.LUMINANCE_MEAN, bell(chance, 125, 14));
    return measures;
  }

  /**
   * Whether chance spoils this photo, drawn or not.
   *
   * @param unusable share of photos that it does
   */
  static boolean blurred(Staged s, double unusable) {
    return s.chance(QUALITY).happens(unusable);
  }

  private static void add(List<QualityMeasure> measures, Quality quality, double value) {
    double inRange = Math.max(quality.minimum(), Math.min(quality.maximum(), value));
    measures.add(new QualityMeasure(quality.measure(), Math.round(inRange * 100) / 100.0));
  }

  /** Near enough to a normal one: bounded, the sum of twelve even ones. */
  private static double bell(Chance chance, double mean, double deviation) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += chance.share();
    }
    return mean + deviation * sum;
  }

  /** The same photo has the same digest, no other has. */
  private static String digest(long photoSeed) {
    StringBuilder digest = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      digest.append(
          HexFormat.of().toHexDigits(Chance.derived(Chance.derived(photoSeed, DIGEST), i)));
    }
    return digest.toString();
  }
}
