package northpost.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import northpost.face.Landmarks.Point;
import org.junit.jupiter.api.Test;

class GeometryTest {
  @Test
  void fitsTheTransformThatMovedThePoints() {
    Similarity known = new Similarity(1.5 * Math.cos(0.4), 1.5 * Math.sin(0.4), -20, 35);
    List<Point> from = List.of(new Point(10, 20), new Point(80, 25), new Point(44, 90));

    Similarity fitted = Similarity.fit(from, from.stream().map(known::apply).toList());

    assertThat(fitted.a()).isEqualTo(known.a(), within(1e-9));
    assertThat(fitted.b()).isEqualTo(known.b(), within(1e-9));
    assertThat(fitted.dx()).isEqualTo(known.dx(), within(1e-9));
    assertThat(fitted.dy()).isEqualTo(known.dy(), within(1e-9));
    assertThat(fitted.scale()).isEqualTo(1.5, within(1e-9));
    Point back = fitted.applyInverse(fitted.apply(new Point(7, -3)));
    assertThat(back.distanceTo(new Point(7, -3))).isLessThan(1e-9);
  }

  @Test
  void pointsOnOneSpotCannotBeAligned() {
    List<Point> same = List.of(new Point(5, 5), new Point(5, 5));

    assertThat(Similarity.fit(same, List.of(new Point(0, 0), new Point(9, 9))).isUsable())
        .isFalse();
  }

  @Test
  void ofOverlappingBoxesTheBestScoreIsKept() {
    FaceBox good = new FaceBox(0, 0, 10, 10, .9);
    FaceBox shifted = new FaceBox(2, 0, 10, 10, .8);
    FaceBox apart = new FaceBox(30, 0, 10, 10, .7);

    assertThat(FaceBox.overlap(good, shifted)).isEqualTo(80.0 / 120, within(1e-12));
    assertThat(FaceBox.overlap(good, apart)).isZero();
    assertThat(FaceBox.withoutOverlaps(List.of(shifted, apart, good), 0.5))
        .containsExactly(good, apart);
  }

  @Test
  void aLetterboxScalesBackByItsWholePixels() {
    Letterbox letterbox = new Letterbox(1000, 333, 416);

    assertThat(letterbox.squareWidth()).isEqualTo(1000, within(1e-9));
    // 333 * .416 = 138.5 becomes 139 rows, so the square is a little less high than 1000.
    assertThat(letterbox.squareHeight()).isEqualTo(416.0 / 139 * 333, within(1e-9));
  }

  @Test
  void aGridCellIsDecodedAtItsPlace() {
    // One anchor of 2 x 3 cells, a grid of 2 x 2; only the cell in row 1, column 0 has a face.
    float[] grid = new float[2 * 2 * 5];
    Arrays.fill(grid, -10);
    int cell = 2 * 5;
    grid[cell] = 0;
    grid[cell + 1] = 0;
    grid[cell + 2] = 0;
    grid[cell + 3] = 0;
    grid[cell + 4] = 3;

    List<FaceBox> boxes =
        new TinyGridDecoder(List.of(List.of(2.0, 3.0))).decode(new float[][] {grid}, 200, 100, 0.5);

    assertThat(boxes).hasSize(1);
    FaceBox box = boxes.get(0);
    assertThat(box.width()).isEqualTo(200, within(1e-9));
    assertThat(box.height()).isEqualTo(150, within(1e-9));
    assertThat(box.x() + box.width() / 2).isEqualTo(50, within(1e-9));
    assertThat(box.y() + box.height() / 2).isEqualTo(75, within(1e-9));
    assertThat(box.score()).isEqualTo(1 / (1 + Math.exp(-3)), within(1e-6));
  }
}
