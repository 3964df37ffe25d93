package northpost.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExactIndexTest {
  private static final int[] DIMENSIONS = {1, 3, 64, 100, 128, 512};

  static Stream<ScreenKernel> kernels() {
    return Stream.of(new PlainScreen(), new VectorScreen());
  }

  static Stream<Arguments> sets() {
    List<Arguments> sets = new ArrayList<>();
    for (int dimension : DIMENSIONS) {
      UnitVectorSets draw = new UnitVectorSets(dimension);
      int count = dimension > 128 ? 700 : 1500;
      List<float[][]> drawn =
          List.of(
              draw.even(count, dimension),
              draw.cone(count, dimension),
              draw.flat(count, dimension, Math.min(dimension, 6)));
      for (int i = 0; i < drawn.size(); i++) {
        for (ScreenKernel kernel : kernels().toList()) {
          String name = List.of("even", "cone", "flat").get(i);
          sets.add(Arguments.of(kernel, name + " " + dimension, drawn.get(i)));
        }
      }
    }
    return sets.stream();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("sets")
  void findsExactlyWhatBruteForceFindsAtLimitsOnTheDistances(
      ScreenKernel kernel, String name, float[][] vectors) {
    int references = vectors.length - 20;
    Filled filled = Filled.with(kernel, Arrays.copyOf(vectors, references));
    for (float[] probe : Arrays.copyOfRange(vectors, references, vectors.length)) {
      for (double limit : filled.truth.limitsAround(probe, 0, 1, 5, 40, 200)) {
        assertThat(within(filled.index, probe, limit))
            .as("limit %s", limit)
            .isEqualTo(filled.truth.within(probe, limit));
      }
    }
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("sets")
  void findsPlantedReferencesAroundTheLimit(ScreenKernel kernel, String name, float[][] vectors) {
    UnitVectorSets draw = new UnitVectorSets(77);
    Filled filled = Filled.with(kernel, vectors);
    float[] probe = vectors[13];
    double limit = .4 * .4;
    for (int n = 0; n < 600; n++) {
      filled.add(draw.near(probe, .4 + (n - 300) * 3e-6));
    }
    assertThat(within(filled.index, probe, limit))
        .isNotEmpty()
        .isEqualTo(filled.truth.within(probe, limit));
    for (double at : filled.truth.limitsAround(probe, 10, 100, 200, 300, 400)) {
      assertThat(within(filled.index, probe, at)).isEqualTo(filled.truth.within(probe, at));
    }
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("sets")
  void findsTheNearestInOrder(ScreenKernel kernel, String name, float[][] vectors) {
    int references = vectors.length - 6;
    Filled filled = Filled.with(kernel, Arrays.copyOf(vectors, references));
    for (int slot = 0; slot < 40; slot++) {
      filled.add(vectors[slot]);
    }
    SlotFilter everyThird = (probe, slot) -> slot % 3 == 0;
    for (float[] probe : Arrays.copyOfRange(vectors, references - 20, vectors.length)) {
      for (int count : new int[] {1, 7, 100, 5000}) {
        assertThat(filled.index.nearest(probe, count, SlotFilter.ALL))
            .isEqualTo(filled.truth.nearest(probe, count, SlotFilter.ALL));
        assertThat(filled.index.nearest(probe, count, everyThird))
            .isEqualTo(filled.truth.nearest(probe, count, everyThird));
      }
    }
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("sets")
  void probesTogetherFindWhatTheyFindAlone(ScreenKernel kernel, String name, float[][] vectors) {
    Filled filled = Filled.with(kernel, vectors);
    UnitVectorSets draw = new UnitVectorSets(5);
    for (int count : new int[] {1, 2, 3, 4, 7, 32, 70}) {
      float[][] probes = new float[count][];
      double[] limits = new double[count];
      for (int p = 0; p < count; p++) {
        probes[p] = draw.near(vectors[p], .2);
        limits[p] = p % 5 == 4 ? -1 : .1 + .02 * p;
      }
      List<List<Neighbour>> together = new ArrayList<>();
      for (int p = 0; p < count; p++) {
        together.add(new ArrayList<>());
      }
      filled.index.within(
          probes,
          limits,
          (p, slot, distance) -> together.get(p).add(new Neighbour(slot, distance)));
      List<List<Neighbour>> nearest = filled.index.nearest(probes, 9, SlotFilter.ALL);
      for (int p = 0; p < count; p++) {
        assertThat(together.get(p)).isEqualTo(within(filled.index, probes[p], limits[p]));
        assertThat(together.get(p)).isEqualTo(filled.truth.within(probes[p], limits[p]));
        assertThat(nearest.get(p)).isEqualTo(filled.truth.nearest(probes[p], 9, SlotFilter.ALL));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void staysExactWhileReferencesComeChangeAndGo(ScreenKernel kernel) {
    int dimension = 24;
    UnitVectorSets draw = new UnitVectorSets(3);
    float[][] vectors = draw.cone(9000, dimension);
    Random random = new Random(4);
    Filled filled = new Filled(new ExactIndex(dimension, kernel), new BruteForce());
    int greatestSlot = 0;
    int mostReferences = 0;
    for (int step = 0; step < vectors.length; step++) {
      // Later vectors lie elsewhere than those the index has learned from.
      float[] vector = step < 6000 ? vectors[step] : draw.even(1, dimension)[0];
      int what = random.nextInt(10);
      if (what < 7 || filled.truth.size() == 0) {
        greatestSlot = Math.max(greatestSlot, filled.add(vector));
      } else {
        List<Integer> slots = filled.truth.slots();
        int slot = slots.get(random.nextInt(slots.size()));
        if (what == 7) {
          filled.index.replace(slot, vector);
          filled.truth.put(slot, vector);
        } else {
          filled.index.remove(slot);
          filled.truth.remove(slot);
        }
      }
      mostReferences = Math.max(mostReferences, filled.truth.size());
      if (step % 400 == 0) {
        double limit = filled.truth.limitsAround(vector, 3).stream().findFirst().orElse(.1);
        assertThat(within(filled.index, vector, limit))
            .isEqualTo(filled.truth.within(vector, limit));
        assertThat(filled.index.nearest(vector, 5, SlotFilter.ALL))
            .isEqualTo(filled.truth.nearest(vector, 5, SlotFilter.ALL));
      }
    }
    assertThat(filled.index.size()).isEqualTo(filled.truth.size()).isGreaterThan(4096);
    assertThat(greatestSlot).as("every slot is used again").isLessThan(mostReferences);
    for (int slot : filled.truth.slots()) {
      filled.index.remove(slot);
    }
    assertThat(filled.index.size()).isZero();
    assertThat(within(filled.index, vectors[0], 4)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aChangeIsSeenByTheNextSearch(ScreenKernel kernel) {
    UnitVectorSets draw = new UnitVectorSets(8);
    Filled filled = Filled.with(kernel, draw.cone(2000, 128));
    float[] one = draw.even(1, 128)[0];
    float[] other = draw.even(1, 128)[0];
    int slot = filled.index.add(one);
    assertThat(within(filled.index, one, 0)).containsExactly(new Neighbour(slot, 0));
    filled.index.replace(slot, other);
    assertThat(within(filled.index, one, 0)).isEmpty();
    assertThat(within(filled.index, other, 0)).containsExactly(new Neighbour(slot, 0));
    filled.index.remove(slot);
    assertThat(within(filled.index, other, 0)).isEmpty();
    assertThat(filled.index.contains(slot)).isFalse();
    assertThat(filled.index.add(one)).as("the slot is given again").isEqualTo(slot);
    assertThat(within(filled.index, one, 0)).containsExactly(new Neighbour(slot, 0));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void findsEveryDuplicate(ScreenKernel kernel) {
    float[] same = new UnitVectorSets(2).even(1, 64)[0];
    ExactIndex index = new ExactIndex(64, kernel);
    for (int n = 0; n < 1500; n++) {
      index.add(same);
    }
    assertThat(within(index, same, 0)).hasSize(1500);
    assertThat(index.nearest(same, 3, SlotFilter.ALL))
        .containsExactly(new Neighbour(0, 0), new Neighbour(1, 0), new Neighbour(2, 0));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void limitsAtTheirEnds(ScreenKernel kernel) {
    float[][] vectors = new UnitVectorSets(6).cone(1300, 100);
    Filled filled = Filled.with(kernel, vectors);
    assertThat(within(filled.index, vectors[9], 0)).containsExactly(new Neighbour(9, 0));
    assertThat(within(filled.index, vectors[9], -1e-9)).isEmpty();
    assertThat(within(filled.index, vectors[9], 1e30)).hasSize(1300);
    assertThat(within(filled.index, vectors[9], Double.POSITIVE_INFINITY)).hasSize(1300);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> within(filled.index, vectors[9], Double.NaN))
        .withMessageContaining("limit of probe 0: expected a squared distance, got NaN");
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void farFromWhatItLearnedItStaysExact(ScreenKernel kernel) {
    UnitVectorSets draw = new UnitVectorSets(21);
    Filled filled = Filled.with(kernel, draw.cone(1500, 128));
    float[][] elsewhere = draw.even(500, 128);
    for (float[] vector : elsewhere) {
      filled.add(vector);
    }
    for (float[] vector : elsewhere) {
      float[] probe = draw.near(vector, .3);
      for (double limit : filled.truth.limitsAround(probe, 0, 1)) {
        assertThat(within(filled.index, probe, limit)).isEqualTo(filled.truth.within(probe, limit));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void severalThreadsSearchTogether(ScreenKernel kernel) {
    float[][] vectors = new UnitVectorSets(41).cone(3000, 128);
    Filled filled = Filled.with(kernel, vectors);
    double limit = filled.truth.limitsAround(vectors[0], 30).get(1);
    List<List<Neighbour>> together =
        Arrays.stream(vectors, 0, 200)
            .parallel()
            .map(probe -> within(filled.index, probe, limit))
            .toList();
    for (int p = 0; p < together.size(); p++) {
      assertThat(together.get(p)).isEqualTo(filled.truth.within(vectors[p], limit));
    }
  }

  @Test
  void comparesFewReferencesOfANarrowCone() {
    float[][] vectors = new UnitVectorSets(31).cone(20_000, 128);
    Filled filled = Filled.with(new PlainScreen(), vectors);
    float[] probe = vectors[5];
    double limit = filled.truth.limitsAround(probe, 20).get(1);
    long compared = filled.index.within(probe, limit, (p, slot, distance) -> {});
    assertThat(compared).isBetween(21L, 400L);
  }

  @Test
  void aReferenceOf128DimensionsTakesLessThan600Bytes() {
    ExactIndex index = new ExactIndex(128);
    for (float[] vector : new UnitVectorSets(1).cone(70_000, 128)) {
      index.add(vector);
    }
    assertThat(index.bytes() / (double) index.size()).isBetween(512.0, 600.0);
  }

  @Test
  void refusesWhatIsNoUnitVectorAndStaysAsItWas() {
    float[] good = {1, 0, 0};
    ExactIndex index = new ExactIndex(3);
    int slot = index.add(good);
    float[][] bad = {
      {Float.NaN, 0, 1},
      {0, Float.POSITIVE_INFINITY, 0},
      {0, 0, Float.NEGATIVE_INFINITY},
      {0, 0, 0},
      {1, 1, 0},
      {.5f, 0, 0},
      {Float.MAX_VALUE, 0, 0},
      {1, 0},
      {1, 0, 0, 0}
    };
    for (float[] vector : bad) {
      assertThatIllegalArgumentException().isThrownBy(() -> index.add(vector));
      assertThatIllegalArgumentException().isThrownBy(() -> index.replace(slot, vector));
      assertThatIllegalArgumentException().isThrownBy(() -> within(index, vector, 1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> index.nearest(vector, 1, SlotFilter.ALL));
      assertThatIllegalArgumentException().isThrownBy(() -> index.squaredDistance(vector, slot));
    }
    assertThat(index.size()).isEqualTo(1);
    assertThat(within(index, good, 0)).containsExactly(new Neighbour(slot, 0));
  }

  @Test
  void saysWhatIsWrongWithAVector() {
    ExactIndex index = new ExactIndex(3);
    int slot = index.add(new float[] {1, 0, 0});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.add(new float[] {0, Float.NaN, 1}))
        .withMessage("reference to add: expected finite values, got NaN in dimension 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.replace(slot, new float[3]))
        .withMessage("reference in slot 0: expected Euclidean norm 1 within 0.002, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> within(index, new float[] {1, 0}, 1))
        .withMessage("probe 0: expected a vector of length 3, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.remove(7))
        .withMessage("slot 7: expected a reference there, got none");
  }

  @Test
  void givesTheDistanceOfOneReference() {
    float[][] vectors = new UnitVectorSets(1).even(2, 128);
    ExactIndex index = new ExactIndex(128);
    index.add(vectors[0]);
    int slot = index.add(vectors[1]);
    assertThat(index.squaredDistance(vectors[0], slot))
        .isEqualTo(ReferenceDistance.squared(vectors[0], vectors[1]));
    assertThat(index.vector(slot)).isEqualTo(vectors[1]);
  }

  private static List<Neighbour> within(ExactIndex index, float[] probe, double limit) {
    List<Neighbour> found = new ArrayList<>();
    index.within(probe, limit, (p, slot, distance) -> found.add(new Neighbour(slot, distance)));
    return found;
  }

  /** An index that has learned, and the truth beside it. */
  private record Filled(ExactIndex index, BruteForce truth) {
    static Filled with(ScreenKernel kernel, float[][] vectors) {
      Filled filled = new Filled(new ExactIndex(vectors[0].length, kernel), new BruteForce());
      for (float[] vector : vectors) {
        filled.add(vector);
      }
      filled.index.learn();
      return filled;
    }

    int add(float[] vector) {
      int slot = index.add(vector);
      truth.put(slot, vector);
      return slot;
    }
  }
}
