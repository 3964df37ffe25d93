package northpost.face;

import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Cuts the chip that the recognition network takes, at the place its manifest says. */
final class FaceAligner {
  /** Below this scale bilinear sampling would skip pixels, so the cut-out is averaged first. */
  private static final double AVERAGE_BELOW_SCALE = 0.6;

  private final int size;
  private final List<NetworkManifest.AlignmentAnchor> anchors;
  private final List<Landmarks.Point> targets;

  FaceAligner(NetworkManifest recognition) {
    NetworkManifest.Alignment alignment = recognition.alignment();
    this.size = recognition.input().size();
    this.anchors = alignment.anchors();
    double side = 1 + 2 * alignment.padding();
    this.targets =
        anchors.stream()
            .map(
                anchor ->
                    new Landmarks.Point(
                        (alignment.padding() + anchor.x()) / side * size,
                        (alignment.padding() + anchor.y()) / side * size))
            .toList();
  }

  /** The chip; empty when the landmarks fall on one point. */
  Optional<FaceChip> align(Mat image, Landmarks landmarks, MatScope scope) {
    List<Landmarks.Point> points =
        anchors.stream().map(anchor -> landmarks.mean(anchor.landmarks())).toList();
    Similarity toChip = Similarity.fit(points, targets);
    if (!toChip.isUsable()) {
      return Optional.empty();
    }
    return Optional.of(new FaceChip(cut(image, toChip, scope), toChip));
  }

  private Mat cut(Mat image, Similarity toChip, MatScope scope) {
    if (toChip.scale() < AVERAGE_BELOW_SCALE) {
      Optional<Mat> averaged = cutAveraged(image, toChip, scope);
      if (averaged.isPresent()) {
        return averaged.get();
      }
    }
    return warp(
        image, scope, toChip.a(), -toChip.b(), toChip.dx(), toChip.b(), toChip.a(), toChip.dy());
  }

  /** Averages the surroundings of the face only: of the whole image it costs twenty times more. */
  private Optional<Mat> cutAveraged(Mat image, Similarity toChip, MatScope scope) {
    double scale = toChip.scale();
    double margin = 2 / scale;
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (int corner = 0; corner < 4; corner++) {
      Landmarks.Point point =
          toChip.applyInverse(new Landmarks.Point((corner & 1) * size, (corner >> 1) * size));
      left = Math.min(left, point.x());
      top = Math.min(top, point.y());
      right = Math.max(right, point.x());
      bottom = Math.max(bottom, point.y());
    }
    int x0 = (int) Math.max(0, Math.floor(left - margin));
    int y0 = (int) Math.max(0, Math.floor(top - margin));
    int x1 = (int) Math.min(image.cols(), Math.ceil(right + margin));
    int y1 = (int) Math.min(image.rows(), Math.ceil(bottom + margin));
    if (x1 - x0 < 2 || y1 - y0 < 2) {
      return Optional.empty();
    }
    Mat surroundings = scope.hold(image.submat(y0, y1, x0, x1));
    Mat averaged = scope.mat();
    Imgproc.resize(
        surroundings,
        averaged,
        new Size(
            Math.max(1, Math.round((x1 - x0) * scale)), Math.max(1, Math.round((y1 - y0) * scale))),
        0,
        0,
        Imgproc.INTER_AREA);
    double factorX = (double) averaged.cols() / (x1 - x0);
    double factorY = (double) averaged.rows() / (y1 - y0);
    // A pixel's centre x' of the averaged image lies at (x' + 0.5) / factor - 0.5 + x0.
    double shiftX = 0.5 / factorX - 0.5 + x0;
    double shiftY = 0.5 / factorY - 0.5 + y0;
    Landmarks.Point shifted = toChip.apply(new Landmarks.Point(shiftX, shiftY));
    return Optional.of(
        warp(
            averaged,
            scope,
            toChip.a() / factorX,
            -toChip.b() / factorY,
            shifted.x(),
            toChip.b() / factorX,
            toChip.a() / factorY,
            shifted.y()));
  }

  private Mat warp(Mat source, MatScope scope, double... rows) {
    Mat matrix = scope.hold(new Mat(2, 3, CvType.CV_64F));
    matrix.put(0, 0, rows);
    Mat chip = scope.mat();
    Imgproc.warpAffine(
        source,
        chip,
        matrix,
        new Size(size, size),
        Imgproc.INTER_LINEAR,
        Core.BORDER_CONSTANT,
        new Scalar(0, 0, 0));
    return chip;
  }
}
