package northpost.analytics;

import java.nio.ByteBuffer;
import java.util.Arrays;
import northpost.domain.LatencySummary;
import org.HdrHistogram.Histogram;

/**
 * Latencies in milliseconds, as counts in the buckets of an HdrHistogram of two significant digits:
 * a percentile is at most {@value #RELATIVE_ERROR} too high, and never too low; below 256 ms, and
 * the greatest latency at any height, it is exact.
 *
 * <p>Adding up is exact and in any order the same, to the byte. Only buckets that hold something
 * are kept, since most sketches are of a few captures.
 */
public final class LatencySketch {
  /** The width of a bucket over its lower bound, at most: 1 in 128. */
  public static final double RELATIVE_ERROR = 1.0 / 128;

  /** Asked for the bounds of buckets only; nothing is recorded in it. */
  private static final Histogram BUCKETS = new Histogram(2);

  private static final byte[] NOTHING = {};
  private static final long[] NONE = {};

  /** Lower bounds of the buckets, rising; the first {@code size} count. */
  private long[] buckets = NONE;

  private long[] counts = NONE;
  private int size;
  private long greatest;

  /**
   * A sketch as {@link #toBytes} wrote it; null and no bytes are the empty one.
   *
   * @throws IllegalArgumentException where they are cut off
   */
  public static LatencySketch of(byte[] bytes) {
    LatencySketch sketch = new LatencySketch();
    if (bytes == null || bytes.length == 0) {
      return sketch;
    }
    Varints in = new Varints(bytes);
    sketch.greatest = in.next();
    sketch.size = (int) in.next();
    sketch.buckets = new long[sketch.size];
    sketch.counts = new long[sketch.size];
    long bucket = 0;
    for (int i = 0; i < sketch.size; i++) {
      bucket += in.next();
      sketch.buckets[i] = bucket;
      sketch.counts[i] = in.next();
    }
    return sketch;
  }

  /** Counts a latency; one below 0, of a clock that is ahead, counts as 0. */
  public void add(long millis) {
    long value = Math.max(0, millis);
    greatest = Math.max(greatest, value);
    long bucket = BUCKETS.lowestEquivalentValue(value);
    int at = Arrays.binarySearch(buckets, 0, size, bucket);
    if (at >= 0) {
      counts[at]++;
      return;
    }
    int place = -at - 1;
    if (size == buckets.length) {
      buckets = Arrays.copyOf(buckets, size * 2 + 1);
      counts = Arrays.copyOf(counts, size * 2 + 1);
    }
    System.arraycopy(buckets, place, buckets, place + 1, size - place);
    System.arraycopy(counts, place, counts, place + 1, size - place);
    buckets[place] = bucket;
    counts[place] = 1;
    size++;
  }

  /** Counts all that another one counts. */
  public void add(LatencySketch other) {
    if (other.size == 0) {
      return;
    }
    long[] allBuckets = new long[size + other.size];
    long[] allCounts = new long[size + other.size];
    int n = 0;
    int mine = 0;
    int others = 0;
    while (mine < size || others < other.size) {
      long a = mine < size ? buckets[mine] : Long.MAX_VALUE;
      long b = others < other.size ? other.buckets[others] : Long.MAX_VALUE;
      allBuckets[n] = Math.min(a, b);
      allCounts[n++] = (a <= b ? counts[mine++] : 0) + (b <= a ? other.counts[others++] : 0);
    }
    buckets = allBuckets;
    counts = allCounts;
    size = n;
    greatest = Math.max(greatest, other.greatest);
  }

  /** Latencies counted. */
  public long count() {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** The greatest latency, exactly; 0 of none. */
  public long max() {
    return greatest;
  }

  /**
   * The latency that a share of the captures does not exceed.
   *
   * @param percent above 0, up to 100
   * @return milliseconds; 0 of none
   */
  public long percentile(double percent) {
    if (size == 0) {
      return 0;
    }
    // As HdrHistogram counts: so that 50 % of 4 is 2, whatever the rounding of the product.
    double below = Math.nextAfter(Math.min(percent, 100), Double.NEGATIVE_INFINITY);
    long rank = Math.max(1, (long) Math.ceil(below * count() / 100));
    long seen = 0;
    int at = -1;
    while (seen < rank) {
      seen += counts[++at];
    }
    return Math.min(greatest, BUCKETS.highestEquivalentValue(buckets[at]));
  }

  LatencySummary summary() {
    return new LatencySummary(count(), percentile(50), percentile(95), percentile(99), max());
  }

  /** The sketch in a few bytes for each bucket that holds something; none for the empty one. */
  public byte[] toBytes() {
    if (size == 0) {
      return NOTHING;
    }
    ByteBuffer out = ByteBuffer.allocate(2 * Varints.LONGEST * (size + 1));
    Varints.put(out, greatest);
    Varints.put(out, size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      Varints.put(out, buckets[i] - before);
      Varints.put(out, counts[i]);
      before = buckets[i];
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /** Whole numbers from 0 up in seven bits a byte, the lowest first. */
  private static final class Varints {
    static final int LONGEST = 9;

    private final byte[] bytes;
    private int position;

    Varints(byte[] bytes) {
      this.bytes = bytes;
    }

    static void put(ByteBuffer out, long value) {
      long rest = value;
      while (rest > 0x7f) {
        out.put((byte) (rest | 0x80));
        rest >>>= 7;
      }
      out.put((byte) rest);
    }

    long next() {
      long value = 0;
      for (int shift = 0; position < bytes.length; shift += 7) {
        byte b = bytes[position++];
        value |= (long) (b & 0x7f) << shift;
        if (b >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException(
          "latency sketch of " + bytes.length + " bytes: got its end, expected another number");
    }
  }
}
