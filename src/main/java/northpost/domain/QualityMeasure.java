package northpost.domain;

/**
 * One quality measure of a face, named after ISO/IEC 29794-5.
 *
 * @param measure e.g. {@code InterEyeDistance}; docs/metrics.md gives unit and range of each
 * @param value in the measure's unit; {@value #NOT_ASSESSABLE} where it could not be computed
 */
public record QualityMeasure(String measure, double value) {
  public static final double NOT_ASSESSABLE = -1;
}
