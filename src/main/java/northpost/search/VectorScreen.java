package northpost.search;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel with the Vector API. The only class that needs the module jdk.incubator.vector: loaded
 * by name, by {@link ScreenKernels}.
 */
final class VectorScreen implements ScreenKernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final int LEAST_LANES = 8;
  private static final VectorSpecies<Byte> BYTES = bytes();

  /** From so many probes on, the codes are decoded once for all of them. */
  private static final int FEWEST_TO_DECODE = 3;

  VectorScreen() {
    if (LANES < LEAST_LANES) {
      throw new UnsupportedOperationException(
          "vectors of this processor: expected at least 256 bits, got " + FLOATS.vectorBitSize());
    }
  }

  private static VectorSpecies<Byte> bytes() {
    return VectorSpecies.of(
        byte.class, VectorShape.forBitSize(Math.max(LANES, LEAST_LANES) * Byte.SIZE));
  }

  @Override
  public String name() {
    return "Vector API, " + FLOATS.vectorBitSize() + " bits";
  }

  @Override
  public Scratch scratch(int probes, int columns) {
    return new Decoded(
        new float[probes < FEWEST_TO_DECODE ? 0 : columns * Block.ROWS], new float[LANES]);
  }

  @Override
  public void screen(
      Block block, float[] weights, float[] cuts, int probes, Scratch scratch, long[] survivors) {
    float[] lanes = ((Decoded) scratch).lanes();
    int columns = weights.length / cuts.length;
    Arrays.fill(survivors, 0, probes * Block.WORDS, 0);
    if (probes < FEWEST_TO_DECODE) {
      for (int p = 0; p < probes; p++) {
        fromCodes(block, weights, p, cuts[p], columns, survivors, lanes);
      }
      return;
    }
    float[] decoded = ((Decoded) scratch).columns();
    decode(block.codes(), decoded, columns * Block.ROWS);
    int p = 0;
    for (; p + 3 < probes; p += 4) {
      four(decoded, block.values(), weights, p, cuts, columns, survivors, lanes);
    }
    for (; p < probes; p++) {
      one(decoded, block.values(), weights, p, cuts[p], columns, survivors, lanes);
    }
  }

  private static void decode(byte[] codes, float[] decoded, int length) {
    for (int i = 0; i < length; i += LANES) {
      floats(codes, i).intoArray(decoded, i);
    }
  }

  private static FloatVector floats(byte[] codes, int at) {
    return (FloatVector)
        ByteVector.fromArray(BYTES, codes, at).convertShape(VectorOperators.B2F, FLOATS, 0);
  }

  private static void fromCodes(
      Block block,
      float[] weights,
      int probe,
      float cut,
      int columns,
      long[] survivors,
      float[] lanes) {
    byte[] codes = block.codes();
    float[] values = block.values();
    int first = probe * columns;
    for (int row = 0; row < Block.ROWS; row += 4 * LANES) {
      FloatVector a = FloatVector.fromArray(FLOATS, values, row);
      FloatVector b = FloatVector.fromArray(FLOATS, values, row + LANES);
      FloatVector c = FloatVector.fromArray(FLOATS, values, row + 2 * LANES);
      FloatVector d = FloatVector.fromArray(FLOATS, values, row + 3 * LANES);
      int at = row;
      for (int k = 0; k < columns; k++) {
        FloatVector weight = FloatVector.broadcast(FLOATS, weights[first + k]);
        a = floats(codes, at).fma(weight, a);
        b = floats(codes, at + LANES).fma(weight, b);
        c = floats(codes, at + 2 * LANES).fma(weight, c);
        d = floats(codes, at + 3 * LANES).fma(weight, d);
        at += Block.ROWS;
      }
      mark(a, cut, row, probe, survivors, lanes);
      mark(b, cut, row + LANES, probe, survivors, lanes);
      mark(c, cut, row + 2 * LANES, probe, survivors, lanes);
      mark(d, cut, row + 3 * LANES, probe, survivors, lanes);
    }
  }

  /** Four probes by two vectors of rows: eight sums, so that none waits for its last addition. */
  private static void four(
      float[] decoded,
      float[] values,
      float[] weights,
      int probe,
      float[] cuts,
      int columns,
      long[] survivors,
      float[] lanes) {
    int first = probe * columns;
    for (int row = 0; row < Block.ROWS; row += 2 * LANES) {
      FloatVector a0 = FloatVector.fromArray(FLOATS, values, row);
      FloatVector b0 = FloatVector.fromArray(FLOATS, values, row + LANES);
      FloatVector a1 = a0;
      FloatVector b1 = b0;
      FloatVector a2 = a0;
      FloatVector b2 = b0;
      FloatVector a3 = a0;
      FloatVector b3 = b0;
      int at = row;
      for (int k = 0; k < columns; k++) {
        FloatVector a = FloatVector.fromArray(FLOATS, decoded, at);
        FloatVector b = FloatVector.fromArray(FLOATS, decoded, at + LANES);
        FloatVector weight = FloatVector.broadcast(FLOATS, weights[first + k]);
        a0 = a.fma(weight, a0);
        b0 = b.fma(weight, b0);
        weight = FloatVector.broadcast(FLOATS, weights[first + columns + k]);
        a1 = a.fma(weight, a1);
        b1 = b.fma(weight, b1);
        weight = FloatVector.broadcast(FLOATS, weights[first + 2 * columns + k]);
        a2 = a.fma(weight, a2);
        b2 = b.fma(weight, b2);
        weight = FloatVector.broadcast(FLOATS, weights[first + 3 * columns + k]);
        a3 = a.fma(weight, a3);
        b3 = b.fma(weight, b3);
        at += Block.ROWS;
      }
      mark(a0, cuts[probe], row, probe, survivors, lanes);
      mark(b0, cuts[probe], row + LANES, probe, survivors, lanes);
      mark(a1, cuts[probe + 1], row, probe + 1, survivors, lanes);
      mark(b1, cuts[probe + 1], row + LANES, probe + 1, survivors, lanes);
      mark(a2, cuts[probe + 2], row, probe + 2, survivors, lanes);
      mark(b2, cuts[probe + 2], row + LANES, probe + 2, survivors, lanes);
      mark(a3, cuts[probe + 3], row, probe + 3, survivors, lanes);
      mark(b3, cuts[probe + 3], row + LANES, probe + 3, survivors, lanes);
    }
  }

  private static void one(
      float[] decoded,
      float[] values,
      float[] weights,
      int probe,
      float cut,
      int columns,
      long[] survivors,
      float[] lanes) {
    int first = probe * columns;
    for (int row = 0; row < Block.ROWS; row += 2 * LANES) {
      FloatVector a = FloatVector.fromArray(FLOATS, values, row);
      FloatVector b = FloatVector.fromArray(FLOATS, values, row + LANES);
      int at = row;
      for (int k = 0; k < columns; k++) {
        FloatVector weight = FloatVector.broadcast(FLOATS, weights[first + k]);
        a = FloatVector.fromArray(FLOATS, decoded, at).fma(weight, a);
        b = FloatVector.fromArray(FLOATS, decoded, at + LANES).fma(weight, b);
        at += Block.ROWS;
      }
      mark(a, cut, row, probe, survivors, lanes);
      mark(b, cut, row + LANES, probe, survivors, lanes);
    }
  }

  /** Seldom comes further than the first line, so that the rest need not be fast. */
  private static void mark(
      FloatVector sums, float cut, int row, int probe, long[] survivors, float[] lanes) {
    if (!sums.compare(VectorOperators.GE, cut).anyTrue()) {
      return;
    }
    sums.intoArray(lanes, 0);
    long marked = 0;
    for (int i = 0; i < LANES; i++) {
      if (lanes[i] >= cut) {
        marked |= 1L << i;
      }
    }
    survivors[probe * Block.WORDS + row / Long.SIZE] |= marked << row;
  }

  /** The codes of a block as floats, by column, and room for one vector. */
  private record Decoded(float[] columns, float[] lanes) implements Scratch {}
}
