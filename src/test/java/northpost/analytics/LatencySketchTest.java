package northpost.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencySketchTest {
  private static final double[] PERCENTS = {0.1, 25, 50, 90, 95, 99, 99.9, 100};

  @Test
  void isNeverTooLowAndAtMostTheStatedErrorTooHigh() {
    long[] values = latencies(1, 20_000);
    LatencySketch sketch = sketch(values);
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    for (double percent : PERCENTS) {
      long exact = sorted[(int) Math.ceil(percent / 100 * sorted.length - 1e-6) - 1];
      assertThat((double) sketch.percentile(percent))
          .as("p" + percent)
          .isBetween((double) exact, exact * (1 + LatencySketch.RELATIVE_ERROR));
    }
    assertThat(sketch.max()).isEqualTo(sorted[sorted.length - 1]);
    assertThat(sketch.count()).isEqualTo(values.length);
  }

  @Test
  void saysWhatTheLibrarySaysOfTheSameLatencies() {
    long[] values = latencies(2, 5_000);
    Histogram library = new Histogram(2);
    for (long value : values) {
      library.recordValue(value);
    }
    LatencySketch sketch = sketch(values);
    for (double percent : PERCENTS) {
      assertThat(sketch.percentile(percent))
          .isEqualTo(Math.min(sketch.max(), library.getValueAtPercentile(percent)));
    }
  }

  @Test
  void isExactBelow256Milliseconds() {
    for (long value = 0; value < 256; value++) {
      assertThat(sketch(value, value, 100_000).percentile(50)).isEqualTo(value);
    }
  }

  @Test
  void addsUpToTheSameBytesInAnyOrderAndGrouping() {
    Random random = new Random(3);
    byte[] expected = sketch(latencies(4, 3_000)).toBytes();
    for (int round = 0; round < 20; round++) {
      List<LatencySketch> parts = new ArrayList<>();
      for (long value : latencies(4, 3_000)) {
        if (parts.isEmpty() || random.nextInt(40) == 0) {
          parts.add(new LatencySketch());
        }
        parts.get(random.nextInt(parts.size())).add(value);
      }
      while (parts.size() > 1) {
        Collections.shuffle(parts, random);
        LatencySketch last = parts.remove(parts.size() - 1);
        parts.get(0).add(LatencySketch.of(last.toBytes()));
      }
      assertThat(parts.get(0).toBytes()).isEqualTo(expected);
    }
  }

  @Test
  void takesAClockThatIsAheadAndANightInAQueue() {
    LatencySketch sketch = sketch(-5_000, 24 * 3_600_000L);
    assertThat(sketch.percentile(50)).isZero();
    assertThat(LatencySketch.of(sketch.toBytes()).max()).isEqualTo(24 * 3_600_000L);
  }

  @Test
  void theEmptyOneIsNoBytes() {
    assertThat(new LatencySketch().toBytes()).isEmpty();
    for (LatencySketch empty : List.of(LatencySketch.of(null), LatencySketch.of(new byte[0]))) {
      assertThat(empty.count()).isZero();
      assertThat(empty.max()).isZero();
      assertThat(empty.percentile(99)).isZero();
    }
  }

  @Test
  void takesAFewBytesForAFewCaptures() {
    assertThat(sketch(180, 240, 310, 480, 900).toBytes().length).isLessThan(24);
  }

  @Test
  void refusesBytesThatAreCutOff() {
    byte[] bytes = sketch(180, 240).toBytes();
    assertThatThrownBy(() -> LatencySketch.of(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("latency sketch of " + (bytes.length - 1) + " bytes");
  }

  private static LatencySketch sketch(long... values) {
    LatencySketch sketch = new LatencySketch();
    for (long value : values) {
      sketch.add(value);
    }
    return sketch;
  }

  /** Mostly some hundred milliseconds, with a tail of minutes. */
  private static long[] latencies(long seed, int n) {
    Random random = new Random(seed);
    return random.doubles(n).mapToLong(u -> (long) (120 / Math.pow(1 - u * 0.9999, 0.9))).toArray();
  }
}
