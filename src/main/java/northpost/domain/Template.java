package northpost.domain;

/**
 * A face as a unit-length vector.
 *
 * @param vector length as the network's manifest says, Euclidean norm 1
 * @param modelId SHA-256 of the network that made it; templates of two networks never compare
 */
public record Template(float[] vector, String modelId) {}
