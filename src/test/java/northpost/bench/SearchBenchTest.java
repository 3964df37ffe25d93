package northpost.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import northpost.search.ExactIndex;
import northpost.search.ReferenceDistance;
import northpost.synthetic.FaceLikeVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchBenchTest {
  @Test
  void drawnVectorsLieAsTheTemplatesOfTheFaceNetworkDo() {
    FaceLikeVectors drawn = new FaceLikeVectors(128, 5);
    double[] mated = new double[2000];
    double[] others = new double[2000];
    for (int n = 0; n < 2000; n++) {
      mated[n] = distance(drawn.vector(n, 0), drawn.vector(n, 1));
      others[n] = distance(drawn.vector(n, 0), drawn.vector(n + 1, 0));
    }
    Arrays.sort(mated);
    Arrays.sort(others);
    assertThat(mated[1000]).isEqualTo(.27, within(.015));
    assertThat(others[1000]).isEqualTo(.58, within(.015));
    assertThat(drawn.vector(7, 1)).isEqualTo(new FaceLikeVectors(128, 5).vector(7, 1));
    assertThat(drawn.vector(7, 1)).isNotEqualTo(drawn.vector(7, 2));
  }

  @Test
  void theTruthHasTheBitsOfTheReferenceDistance() {
    for (int dimension : new int[] {3, 127, 128}) {
      SearchData data = SearchData.draw(700, dimension, 20, 1);
      Answers answers = Answers.of(new ColumnScan(data, 8), data.probes(), .2);
      Answers expected = Answers.of(new OneByOne(data), data.probes(), .2);
      assertThat(expected.found(20)).isPositive();
      assertThat(answers.against(expected))
          .isEqualTo(new Answers.Comparison(0, 0, expected.found(20), 20));
      assertThat(Answers.of(new RowScan(kept(data)), data.probes(), .2).against(expected))
          .isEqualTo(new Answers.Comparison(0, 0, expected.found(20), 20));
    }
  }

  @Test
  void theLoopFindsTheSameInTheArraysOfTheIndex() {
    SearchData data = SearchData.draw(700, 128, 20, 1);
    Answers whole = Answers.of(new RowLoop(data), data.probes(), .2);
    assertThat(Answers.of(new RowLoop(kept(data)), data.probes(), .2).against(whole))
        .isEqualTo(new Answers.Comparison(0, 0, whole.found(20), 20));
    assertThat(kept(data).reference(699)).isEqualTo(data.reference(699));
  }

  private static VectorRows kept(SearchData data) {
    ExactIndex index = new ExactIndex(data.dimension());
    for (int n = 0; n < data.references(); n++) {
      index.addInBulk(data.reference(n));
    }
    return VectorRows.of(index);
  }

  @Test
  void everyKindOfDifferenceIsCounted() {
    SearchData data = SearchData.draw(3000, 128, 4, 1);
    Answers truth = Answers.of(new OneByOne(data), data.probes(), .3);
    long found = truth.found(4);
    assertThat(found).isGreaterThan(20);
    assertThat(Answers.of(new OneByOne(data).losing(), data.probes(), .3).against(truth))
        .isEqualTo(new Answers.Comparison(4, 4, found, 4));
    assertThat(Answers.of(new OneByOne(data).adding(), data.probes(), .3).against(truth))
        .isEqualTo(new Answers.Comparison(4, 0, found, 4));
    assertThat(Answers.of(new OneByOne(data).mistaking(), data.probes(), .3).against(truth))
        .isEqualTo(new Answers.Comparison(found, 0, found, 4));
  }

  @Test
  void ourEngineAndTheLoopAreMeasuredAndRight() {
    SearchData data = SearchData.draw(2000, 64, 40, 3);
    ExactIndex index = new ExactIndex(64);
    for (int n = 0; n < data.references(); n++) {
      index.add(data.reference(n));
    }
    List<Contest.Entrant> entrants =
        List.of(
            new Contest.Entrant(new RowLoop(data), 10, -1, -1),
            new Contest.Entrant(new IndexEngine(index, 32), 40, 1, 2),
            new Contest.Entrant(new OneByOne(data).losing(), 40, -1, -1));
    Answers truth = Answers.of(new ColumnScan(data, 32), data.probes(), .3 * .3);
    List<String> said = new ArrayList<>();
    for (int threads : new int[] {1, 2}) {
      List<SearchRow> rows =
          new Contest(data, entrants, 1, 1_000_000, said::add).run(.3, threads, truth);
      assertThat(rows).hasSize(3);
      assertThat(rows.get(0).timesPlainLoop()).isEqualTo(1);
      assertThat(rows.get(1).differences()).isZero();
      assertThat(rows.get(1).checkedProbes()).isEqualTo(40);
      assertThat(rows.get(1).qps()).isPositive();
      assertThat(rows.get(2).differences()).as("a wrong engine is found out").isPositive();
      assertThat(rows.get(2).recall()).isLessThan(1);
    }
    assertThat(said).isNotEmpty();
  }

  @Test
  void dataAndTaskSurviveTheWayToAnotherProcess(@TempDir Path directory) throws Exception {
    SearchData data = SearchData.draw(300, 16, 5, 9);
    data.write(directory);
    SearchData read = SearchData.read(directory, 16);
    assertThat(read.vectors()).isEqualTo(data.vectors());
    assertThat(read.probes()).isDeepEqualTo(data.probes());
    SearchTask task =
        new SearchTask(
            10, 16, List.of(1, 2), List.of(.3, .37), 5, 3, 7L, directory.toString(), true, false);
    assertThat(SearchTask.parse(task.arguments().toArray(String[]::new))).isEqualTo(task);
  }

  private static double distance(float[] a, float[] b) {
    return Math.sqrt(ReferenceDistance.squared(a, b));
  }

  /** The reference distance one by one, and ways of getting it wrong. */
  private record OneByOne(SearchData data, Fault fault) implements SearchEngine {
    private enum Fault {
      NONE,
      LOSES,
      ADDS,
      MISTAKES
    }

    OneByOne(SearchData data) {
      this(data, Fault.NONE);
    }

    OneByOne losing() {
      return new OneByOne(data, Fault.LOSES);
    }

    OneByOne adding() {
      return new OneByOne(data, Fault.ADDS);
    }

    OneByOne mistaking() {
      return new OneByOne(data, Fault.MISTAKES);
    }

    @Override
    public String name() {
      return "one by one";
    }

    @Override
    public int batch() {
      return 1;
    }

    @Override
    public double bytesPerReference() {
      return -1;
    }

    @Override
    public void search(float[][] probes, double maximumSquaredDistance, Found found) {
      for (int p = 0; p < probes.length; p++) {
        boolean first = true;
        boolean added = false;
        for (int n = 0; n < data.references(); n++) {
          float distance = ReferenceDistance.squared(probes[p], data.reference(n));
          if (distance <= maximumSquaredDistance) {
            if (!first || fault != Fault.LOSES) {
              found.found(p, n, fault == Fault.MISTAKES ? Math.nextUp(distance) : distance);
            }
            first = false;
          } else if (fault == Fault.ADDS && !added) {
            found.found(p, n, distance);
            added = true;
          }
        }
      }
    }
  }
}
