package northpost.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What an engine found for some probes: the references of each, and their distances. */
public final class Answers {
  private final List<long[]> perProbe;

  private Answers(List<long[]> perProbe) {
    this.perProbe = perProbe;
  }

  /** Asks an engine for the first probes, in its batches. */
  public static Answers of(SearchEngine engine, float[][] probes, double maximumSquaredDistance) {
    List<long[]> all = new ArrayList<>();
    for (int from = 0; from < probes.length; from += engine.batch()) {
      float[][] batch =
          Arrays.copyOfRange(probes, from, Math.min(probes.length, from + engine.batch()));
      Growing[] found = new Growing[batch.length];
      Arrays.setAll(found, p -> new Growing());
      engine.search(
          batch,
          maximumSquaredDistance,
          (p, reference, distance) ->
              found[p].add((long) reference << 32 | Float.floatToIntBits(distance) & 0xFFFFFFFFL));
      for (Growing list : found) {
        all.add(list.sorted());
      }
    }
    return new Answers(all);
  }

  /** The name of the file that {@link #write} writes for a distance. */
  static String fileOf(double distance) {
    return "truth-" + distance + ".i32";
  }

  /** Writes the references of the first probes as little-endian ints, before each how many. */
  void write(Path directory, double distance, int probes) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(directory.resolve(fileOf(distance))))) {
      for (long[] found : perProbe.subList(0, Math.min(probes, perProbe.size()))) {
        out.write(one.putInt(0, found.length).array());
        for (long entry : found) {
          out.write(one.putInt(0, (int) (entry >> 32)).array());
        }
      }
    }
  }

  int probes() {
    return perProbe.size();
  }

  /** References found, over the first probes. */
  long found(int probes) {
    return perProbe.stream().limit(probes).mapToLong(a -> a.length).sum();
  }

  /** Compares with the truth, over the probes that these answers are of. */
  Comparison against(Answers truth) {
    long missing = 0;
    long added = 0;
    long otherDistance = 0;
    for (int p = 0; p < perProbe.size(); p++) {
      long[] mine = perProbe.get(p);
      long[] right = truth.perProbe.get(p);
      int i = 0;
      int j = 0;
      while (i < mine.length || j < right.length) {
        long a = i < mine.length ? mine[i] >> 32 : Long.MAX_VALUE;
        long b = j < right.length ? right[j] >> 32 : Long.MAX_VALUE;
        if (a == b) {
          float distance = Float.intBitsToFloat((int) mine[i]);
          if (!Float.isNaN(distance) && (int) mine[i] != (int) right[j]) {
            otherDistance++;
          }
          i++;
          j++;
        } else if (a < b) {
          added++;
          i++;
        } else {
          missing++;
          j++;
        }
      }
    }
    return new Comparison(
        missing + added + otherDistance, missing, truth.found(perProbe.size()), perProbe.size());
  }

  /**
   * How answers differ from the truth.
   *
   * @param differences references missing, too many, or with another distance
   * @param missing references missing
   * @param expected references that should be found
   * @param probes that were compared
   */
  record Comparison(long differences, long missing, long expected, int probes) {
    /** Share of the references that should be found. */
    double recall() {
      return expected == 0 ? 1 : (expected - missing) / (double) expected;
    }

    /** Both together. */
    Comparison plus(Comparison other) {
      return new Comparison(
          differences + other.differences,
          missing + other.missing,
          expected + other.expected,
          probes + other.probes);
    }
  }

  private static final class Growing {
    private long[] values = new long[16];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    long[] sorted() {
      long[] sorted = Arrays.copyOf(values, size);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
