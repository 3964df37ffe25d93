package northpost.evaluation;

/** The bounds of a 95 % interval. */
public record Interval(double lower, double upper) {}
