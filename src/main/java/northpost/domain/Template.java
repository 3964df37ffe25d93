package northpost.domain;

/**
 * A face as a unit-length vector.
 *
 * @param vector length as the network's manifest says, Euclidean norm 1
 * @param modelId SHA-256 of the network that made it; templates of two networks never compare
 */
public record Template(float[] vector, String modelId) {

  /** Whether the two may be compared: made by one network, and so of one length. */
  public boolean comparableTo(Template other) {
    return modelId.equals(other.modelId) && vector.length == other.vector.length;
  }
}
