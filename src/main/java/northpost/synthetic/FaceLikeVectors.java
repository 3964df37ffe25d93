package northpost.synthetic;

import java.util.SplittableRandom;

/**
 * Draws unit vectors that lie as the templates of the face network do: a narrow cone about one
 * direction, in which people differ along few directions, and photos of one person along other few.
 *
 * <p>The shape is that of 700 rendered people and 250 captures of them: the k-th principal
 * component of the people has variance in proportion to exp(−k/14), of one person's photos
 * exp(−k/18). The size is that of real photos: mean vector .92 long, median distance .58 between
 * people and .27 within one. Components turn against the axes by seeded reflections.
 *
 * <p>The same seed, person and photo give the same vector, on every machine.
 */
public final class FaceLikeVectors {
  private static final double MEAN_LENGTH = .915;
  private static final double MATED_DISTANCE = .27;
  private static final double NON_MATED_DISTANCE = .58;
  private static final double PEOPLE_DECAY = 14;
  private static final double PHOTOS_DECAY = 18;
  private static final int REFLECTIONS = 6;

  private final int dimension;
  private final long seed;
  private final double[] mean;
  private final double[] personDeviations;
  private final double[] photoDeviations;
  private final double[][] personMirrors;
  private final double[][] photoMirrors;

  /** Vectors of the size of real photos. */
  public FaceLikeVectors(int dimension, long seed) {
    this(dimension, seed, MEAN_LENGTH, MATED_DISTANCE, NON_MATED_DISTANCE);
  }

  /**
   * Vectors of another size.
   *
   * @param meanLength of the mean of all vectors, 0 to 1
   * @param matedDistance typical one of two photos of a person
   * @param nonMatedDistance typical one of photos of two people; at most what the mean's length
   *     leaves room for, √(2 − 2·meanLength²)
   */
  public FaceLikeVectors(
      int dimension, long seed, double meanLength, double matedDistance, double nonMatedDistance) {
    this.dimension = dimension;
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    mean = direction(random);
    for (int i = 0; i < dimension; i++) {
      mean[i] *= meanLength;
    }
    double photos = matedDistance * matedDistance / 2;
    double people = nonMatedDistance * nonMatedDistance / 2 - photos;
    personDeviations = deviations(people, PEOPLE_DECAY);
    photoDeviations = deviations(photos, PHOTOS_DECAY);
    personMirrors = mirrors(random);
    photoMirrors = mirrors(random);
  }

  private double[] deviations(double variance, double decay) {
    double[] deviations = new double[dimension];
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      // StrictMath, so that every machine gives the same bits.
      deviations[k] = StrictMath.exp(-k / decay);
      sum += deviations[k];
    }
    for (int k = 0; k < dimension; k++) {
      deviations[k] = Math.sqrt(variance * deviations[k] / sum);
    }
    return deviations;
  }

  private double[][] mirrors(SplittableRandom random) {
    double[][] mirrors = new double[REFLECTIONS][];
    for (int m = 0; m < REFLECTIONS; m++) {
      mirrors[m] = direction(random);
    }
    return mirrors;
  }

  private double[] direction(SplittableRandom random) {
    double[] direction = new double[dimension];
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      direction[i] = random.nextGaussian();
      sum += direction[i] * direction[i];
    }
    for (int i = 0; i < dimension; i++) {
      direction[i] /= Math.sqrt(sum);
    }
    return direction;
  }

  /** Photo {@code photo} of person {@code person}. */
  public float[] vector(long person, long photo) {
    return vector(person, photo, 1);
  }

  /**
   * Photo {@code photo} of person {@code person}, worse or better than others.
   *
   * @param spread how far it lies from the person's others, as a multiple of the usual
   */
  public float[] vector(long person, long photo, double spread) {
    SplittableRandom ofPerson = ofPerson(person);
    double[] vector = deviation(ofPerson, personDeviations, personMirrors);
    double[] change = change(ofPerson.nextLong() + photo * 0xC2B2AE3D27D4EB4FL);
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      vector[i] += spread * change[i] + mean[i];
      sum += vector[i] * vector[i];
    }
    double scale = 1 / Math.sqrt(sum);
    float[] unit = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      unit[i] = (float) (vector[i] * scale);
    }
    return unit;
  }

  /** What all photos of a person have in common: not of unit length. */
  public float[] person(long person) {
    double[] vector = deviation(ofPerson(person), personDeviations, personMirrors);
    float[] common = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      common[i] = (float) (vector[i] + mean[i]);
    }
    return common;
  }

  /** What one photo adds, of whomever it is. */
  public float[] photo(long photo) {
    double[] change = change(seed - photo * 0xC2B2AE3D27D4EB4FL);
    float[] added = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      added[i] = (float) change[i];
    }
    return added;
  }

  /** The template of a photo of a person, from what {@link #person} and {@link #photo} gave. */
  public static float[] template(float[] person, float[] photo) {
    float[] unit = new float[person.length];
    float sum = 0;
    for (int i = 0; i < unit.length; i++) {
      unit[i] = person[i] + photo[i];
      sum += unit[i] * unit[i];
    }
    float scale = (float) (1 / Math.sqrt(sum));
    for (int i = 0; i < unit.length; i++) {
      unit[i] *= scale;
    }
    return unit;
  }

  private SplittableRandom ofPerson(long person) {
    return new SplittableRandom(seed ^ (person + 1) * 0x9E3779B97F4A7C15L);
  }

  private double[] change(long photoSeed) {
    return deviation(new SplittableRandom(photoSeed), photoDeviations, photoMirrors);
  }

  private double[] deviation(SplittableRandom random, double[] deviations, double[][] mirrors) {
    double[] deviation = new double[dimension];
    for (int k = 0; k < dimension; k++) {
      deviation[k] = random.nextGaussian() * deviations[k];
    }
    for (double[] mirror : mirrors) {
      double dot = 0;
      for (int i = 0; i < dimension; i++) {
        dot += deviation[i] * mirror[i];
      }
      for (int i = 0; i < dimension; i++) {
        deviation[i] -= 2 * dot * mirror[i];
      }
    }
    return deviation;
  }
}
