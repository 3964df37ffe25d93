package northpost.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * References as unit-length vectors in numbered slots, searched exactly: the answer is what {@link
 * ReferenceDistance} gives against every reference, the same ones with the same distances.
 *
 * <p>A slot stays the reference's until it is removed; then the next reference may get it. Adding,
 * replacing and removing are O(1) amortised and seen by the next search. One thread may change the
 * index at a time, and none may search meanwhile; any number may search together.
 *
 * <p>It learns from its references which directions tell most (a {@link Screen}) when it has grown
 * to 1024, 4096, 16384 and 65536, which stops it for up to a tenth of a second or so, and when
 * {@link #learn} is called, as is right after a bulk load.
 */
public final class ExactIndex {
  /** How many references, by slot, each of the arrays of {@link #vectors} holds. */
  public static final int ROWS_OF_AN_ARRAY = Block.ROWS;

  private static final int FIRST_LEARNING = 1024;
  private static final int LAST_LEARNING = 65_536;
  private static final int LEARNING_GROWTH = 4;
  private static final int SAMPLE = 4096;
  private static final int MOST_DIMENSIONS = 65_536;

  /** More probes than this are searched in turns, so that what they share stays in the cache. */
  private static final int MOST_TOGETHER = 64;

  private final int dimension;
  private final ScreenKernel kernel;
  private final List<Block> blocks = new ArrayList<>();
  private int[] free = new int[16];
  private int freeCount;
  private int end;
  private int size;
  private int nextLearning = FIRST_LEARNING;

  /** Null while there are too few references to learn from. */
  private Screen screen;

  private ScreenBound bound;

  /**
   * An empty index.
   *
   * @param dimension length of every vector
   */
  public ExactIndex(int dimension) {
    this(dimension, ScreenKernels.chosen());
  }

  /** An empty index that uses plain Java only, whatever the JVM offers. */
  public static ExactIndex inPlainJava(int dimension) {
    return new ExactIndex(dimension, new PlainScreen());
  }

  ExactIndex(int dimension, ScreenKernel kernel) {
    if (dimension < 1 || dimension > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "dimension of the index: expected 1 to " + MOST_DIMENSIONS + ", got " + dimension);
    }
    this.dimension = dimension;
    this.kernel = kernel;
  }

  public int dimension() {
    return dimension;
  }

  /** References held. */
  public int size() {
    return size;
  }

  /** Which kernel searches, for logs and measurements. */
  public String kernel() {
    return kernel.name();
  }

  /** Memory of all arrays of the index, in bytes. */
  public long bytes() {
    long ofScreen = screen == null ? 0 : screen.bytes();
    // All blocks are alike: with codes when there is a screen, without when there is none.
    long ofBlocks = blocks.isEmpty() ? 0 : blocks.size() * blocks.get(0).bytes();
    return 4L * free.length + ofScreen + ofBlocks;
  }

  /**
   * Adds a reference.
   *
   * @return its slot: the one given up last, or else the next new one
   * @throws IllegalArgumentException when the vector has another length, is not finite or not of
   *     norm 1
   */
  public int add(float[] vector) {
    int slot = addInBulk(vector);
    if (size >= nextLearning) {
      learn();
    }
    return slot;
  }

  /**
   * Adds a reference as {@link #add} does, without learning on the way: for a bulk load, which ends
   * with {@link #learn}. Searches are right before that too, only slower.
   */
  public int addInBulk(float[] vector) {
    UnitVectors.check(vector, dimension, "reference to add");
    int slot = freeCount > 0 ? free[--freeCount] : end++;
    if (slot == blocks.size() * Block.ROWS) {
      blocks.add(newBlock());
    }
    size++;
    store(slot, vector);
    return slot;
  }

  /** Puts another vector in the place of a reference's. */
  public void replace(int slot, float[] vector) {
    requireTaken(slot);
    UnitVectors.check(vector, dimension, "reference in slot " + slot);
    store(slot, vector);
  }

  /** Removes a reference; its slot is given to another one later. */
  public void remove(int slot) {
    requireTaken(slot);
    block(slot).release(slot % Block.ROWS);
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = slot;
    size--;
  }

  public boolean contains(int slot) {
    return slot >= 0 && slot < end && block(slot).isTaken(slot % Block.ROWS);
  }

  /** A copy of the vector in a slot. */
  public float[] vector(int slot) {
    requireTaken(slot);
    int from = slot % Block.ROWS * dimension;
    return Arrays.copyOfRange(block(slot).vectors(), from, from + dimension);
  }

  /**
   * The index's own array of vectors, not a copy, to be read only: the ones of the slots from
   * {@code number} × {@link #ROWS_OF_AN_ARRAY} on, one after another; undefined where a slot holds
   * none. For work over all references of an index too large for two copies.
   */
  public float[] vectors(int number) {
    return blocks.get(number).vectors();
  }

  /** The squared distance of a probe to the reference in a slot (1:1). */
  public float squaredDistance(float[] probe, int slot) {
    UnitVectors.check(probe, dimension, "probe");
    requireTaken(slot);
    return ReferenceDistance.squared(
        probe, block(slot).vectors(), slot % Block.ROWS * dimension, Double.POSITIVE_INFINITY);
  }

  /**
   * The squared distance of a probe to the reference in a slot; or, where it is above the limit,
   * any value above the limit. For one probe against many slots: the probe is not looked at again.
   *
   * @param probe one that {@link #requireProbe} has passed
   */
  public float squaredDistance(float[] probe, int slot, double limit) {
    requireTaken(slot);
    return ReferenceDistance.squared(
        probe, block(slot).vectors(), slot % Block.ROWS * dimension, limit);
  }

  /**
   * Passes a probe that may be searched for.
   *
   * @throws IllegalArgumentException for another length, NaN, infinity, or a norm that is not 1
   */
  public void requireProbe(float[] probe) {
    UnitVectors.check(probe, dimension, "probe");
  }

  /**
   * Finds all references within a distance of a probe.
   *
   * @param maximumSquaredDistance inclusive; none is found when negative
   * @return how many references had to be compared, a measure of what the screen leaves
   */
  public long within(float[] probe, double maximumSquaredDistance, NeighbourVisitor visitor) {
    return within(new float[][] {probe}, new double[] {maximumSquaredDistance}, visitor);
  }

  /**
   * Finds all references within a distance of each of several probes, reading the index once. The
   * visitor is told of them in the order of slots for each probe; probes take turns.
   *
   * @param maximumSquaredDistances one a probe, inclusive
   * @return how many references had to be compared, over all probes
   */
  public long within(float[][] probes, double[] maximumSquaredDistances, NeighbourVisitor visitor) {
    if (probes.length != maximumSquaredDistances.length) {
      throw new IllegalArgumentException(
          "limits of the search: expected one for each of "
              + probes.length
              + " probes, got "
              + maximumSquaredDistances.length);
    }
    for (int p = 0; p < probes.length; p++) {
      if (Double.isNaN(maximumSquaredDistances[p])) {
        throw new IllegalArgumentException(
            "limit of probe " + p + ": expected a squared distance, got NaN");
      }
    }
    return scan(
        probes,
        new Answers() {
          @Override
          public double limit(int probe) {
            return maximumSquaredDistances[probe];
          }

          @Override
          public void offer(int probe, int slot, float squaredDistance) {
            visitor.found(probe, slot, squaredDistance);
          }
        });
  }

  /**
   * Offers to the answers of each of several probes all references within its limit, reading the
   * index once. Probes take turns, each in the order of slots.
   *
   * @return how many references had to be compared, over all probes
   */
  public long search(float[][] probes, Answers answers) {
    return scan(probes, answers);
  }

  /** Finds the nearest references of a probe, at most {@code count}. */
  public List<Neighbour> nearest(float[] probe, int count, SlotFilter filter) {
    return nearest(new float[][] {probe}, count, filter).get(0);
  }

  /**
   * Finds the nearest references of each of several probes, reading the index once.
   *
   * @param count at most so many a probe
   * @param filter which references may be found
   * @return one list a probe, nearest first, equal distances by slot
   */
  public List<List<Neighbour>> nearest(float[][] probes, int count, SlotFilter filter) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "number of nearest references: expected 1 or more, got " + count);
    }
    NearestList[] nearest = new NearestList[probes.length];
    Arrays.setAll(nearest, p -> new NearestList(count));
    scan(
        probes,
        new Answers() {
          @Override
          public double limit(int probe) {
            return nearest[probe].limit();
          }

          @Override
          public void offer(int probe, int slot, float squaredDistance) {
            if (filter.accepts(probe, slot)) {
              nearest[probe].offer(slot, squaredDistance);
            }
          }
        });
    return Arrays.stream(nearest).map(NearestList::toList).toList();
  }

  /**
   * Learns anew which directions tell most, from the references held, and codes all of them again.
   * Answers do not change, only how fast they come. Takes one to two microseconds a reference of
   * 128 dimensions.
   */
  public void learn() {
    if (size == 0) {
      return;
    }
    screen = Screen.learn(sample(), dimension);
    bound = new ScreenBound(dimension, screen.columns());
    for (Block block : blocks) {
      block.clearCodes(screen.columns(), screen.usualError());
      for (int row = 0; row < Block.ROWS; row++) {
        if (block.isTaken(row)) {
          screen.encode(block.vectors(), row * dimension, block, row);
        }
      }
    }
    while (nextLearning <= size) {
      nextLearning =
          nextLearning < LAST_LEARNING ? nextLearning * LEARNING_GROWTH : Integer.MAX_VALUE;
    }
  }

  /** References at equal steps through the slots. */
  private float[][] sample() {
    float[][] sample = new float[Math.min(size, SAMPLE)][];
    long seen = 0;
    int taken = 0;
    for (int slot = 0; slot < end && taken < sample.length; slot++) {
      if (contains(slot)) {
        if (seen * sample.length >= (long) taken * size) {
          sample[taken++] = vector(slot);
        }
        seen++;
      }
    }
    return sample;
  }

  private Block newBlock() {
    Block block = new Block(dimension);
    if (screen != null) {
      block.clearCodes(screen.columns(), screen.usualError());
    }
    return block;
  }

  private void store(int slot, float[] vector) {
    Block block = block(slot);
    int row = slot % Block.ROWS;
    if (screen != null && block.isEmpty()) {
      block.clearCodes(screen.columns(), screen.usualError());
    }
    block.take(row, vector);
    if (screen != null) {
      screen.encode(block.vectors(), row * dimension, block, row);
    }
  }

  private Block block(int slot) {
    return blocks.get(slot / Block.ROWS);
  }

  private void requireTaken(int slot) {
    if (!contains(slot)) {
      throw new IllegalArgumentException("slot " + slot + ": expected a reference there, got none");
    }
  }

  private long scan(float[][] probes, Answers answers) {
    for (int p = 0; p < probes.length; p++) {
      UnitVectors.check(probes[p], dimension, "probe " + p);
    }
    long compared = 0;
    for (int from = 0; from < probes.length; from += MOST_TOGETHER) {
      int to = Math.min(probes.length, from + MOST_TOGETHER);
      compared +=
          screen == null
              ? compareAll(probes, from, to, answers)
              : new ScreenedScan(screen, bound, kernel, probes, from, to, answers).over(blocks);
    }
    return compared;
  }

  private long compareAll(float[][] probes, int from, int to, Answers answers) {
    for (int slot = 0; slot < end; slot++) {
      if (!contains(slot)) {
        continue;
      }
      float[] vectors = block(slot).vectors();
      for (int p = from; p < to; p++) {
        double limit = answers.limit(p);
        float distance =
            ReferenceDistance.squared(probes[p], vectors, slot % Block.ROWS * dimension, limit);
        if (distance <= limit) {
          answers.offer(p, slot, distance);
        }
      }
    }
    return (long) size * (to - from);
  }
}
