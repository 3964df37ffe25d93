package northpost.face;

import java.util.Optional;

/** Turns a chip into a vector of unit length. */
final class FaceEmbedder implements AutoCloseable {
  private final SquareInput input;
  private final OnnxNetwork.Session session;

  FaceEmbedder(OnnxNetwork network) {
    this.input = new SquareInput(network.manifest().input(), network.manifest().input().size());
    this.session = network.open();
  }

  /** The vector; empty when the network's output has no direction (not finite, or all zero). */
  Optional<float[]> embed(FaceChip chip) {
    float[] vector = session.run(input.of(chip.pixels()))[0];
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    if (!Double.isFinite(length) || length == 0) {
      return Optional.empty();
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return Optional.of(unit);
  }

  @Override
  public void close() {
    session.close();
  }
}
