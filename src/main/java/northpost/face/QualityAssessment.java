package northpost.face;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.MatOfInt;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Measures the quality of one aligned face; what cannot be measured is left out. */
final class QualityAssessment {
  /** Sharpness is judged at one scale, whatever chip the network takes. */
  private static final int SHARPNESS_SIZE = 150;

  private static final double NOISE_SIGMA = 1.0;

  /** The ratio of detail to contrast at which sharpness is 50. */
  private static final double HALF_SHARP_RATIO = 0.02;

  private static final int LEVELS = 256;
  private static final int BITS = 8;

  private QualityAssessment() {}

  static Map<Quality, Double> assess(Landmarks landmarks, FaceChip chip, MatScope scope) {
    Map<Quality, Double> values = new EnumMap<>(Quality.class);
    values.put(Quality.INTER_EYE_DISTANCE, landmarks.interEyeDistance());
    HeadPose pose = HeadPose.of(landmarks);
    values.put(Quality.HEAD_POSE_YAW, Math.abs(pose.yaw()));
    values.put(Quality.HEAD_POSE_PITCH, Math.abs(pose.pitch()));
    values.put(Quality.HEAD_POSE_ROLL, Math.abs(pose.roll()));

    Mat luma = scope.mat();
    Imgproc.cvtColor(chip.pixels(), luma, Imgproc.COLOR_BGR2GRAY);
    Mat face = faceRegion(landmarks, chip, scope);
    int[] histogram = histogram(luma, face);
    long pixels = Arrays.stream(histogram).asLongStream().sum();
    if (pixels > 0) {
      values.put(Quality.SHARPNESS, sharpness(luma, face, scope));
      exposure(histogram, pixels, values);
    }
    values.values().removeIf(value -> !Double.isFinite(value));
    return values;
  }

  /** A mask of the landmarks' convex hull in the chip. */
  private static Mat faceRegion(Landmarks landmarks, FaceChip chip, MatScope scope) {
    Point[] points =
        landmarks.points().stream()
            .map(chip.fromImage()::apply)
            .map(point -> new Point(Math.rint(point.x()), Math.rint(point.y())))
            .toArray(Point[]::new);
    MatOfPoint all = scope.hold(new MatOfPoint(points));
    MatOfInt hull = scope.hold(new MatOfInt());
    Imgproc.convexHull(all, hull);
    Point[] corners = Arrays.stream(hull.toArray()).mapToObj(i -> points[i]).toArray(Point[]::new);
    MatOfPoint outline = scope.hold(new MatOfPoint(corners));
    Mat mask = scope.hold(Mat.zeros(chip.pixels().size(), CvType.CV_8U));
    Imgproc.fillConvexPoly(mask, outline, new Scalar(255));
    return mask;
  }

  private static double sharpness(Mat luma, Mat face, MatScope scope) {
    Mat scaledLuma = luma;
    Mat scaledFace = face;
    if (luma.cols() != SHARPNESS_SIZE) {
      Size size = new Size(SHARPNESS_SIZE, SHARPNESS_SIZE);
      scaledLuma = scope.mat();
      scaledFace = scope.mat();
      Imgproc.resize(luma, scaledLuma, size, 0, 0, Imgproc.INTER_AREA);
      Imgproc.resize(face, scaledFace, size, 0, 0, Imgproc.INTER_NEAREST);
    }
    Mat smooth = scope.mat();
    Imgproc.GaussianBlur(scaledLuma, smooth, new Size(0, 0), NOISE_SIGMA);
    Mat detail = scope.mat();
    Imgproc.Laplacian(smooth, detail, CvType.CV_32F);
    double contrast = variance(scaledLuma, scaledFace, scope);
    if (contrast == 0) {
      return 0;
    }
    double ratio = variance(detail, scaledFace, scope) / contrast;
    return 100 * ratio / (ratio + HALF_SHARP_RATIO);
  }

  private static double variance(Mat values, Mat mask, MatScope scope) {
    MatOfDouble mean = scope.hold(new MatOfDouble());
    MatOfDouble deviation = scope.hold(new MatOfDouble());
    Core.meanStdDev(values, mean, deviation, mask);
    double standard = deviation.get(0, 0)[0];
    return standard * standard;
  }

  private static int[] histogram(Mat luma, Mat mask) {
    byte[] levels = new byte[(int) luma.total()];
    byte[] within = new byte[(int) mask.total()];
    luma.get(0, 0, levels);
    mask.get(0, 0, within);
    int[] histogram = new int[LEVELS];
    for (int i = 0; i < levels.length; i++) {
      if (within[i] != 0) {
        histogram[levels[i] & 0xFF]++;
      }
    }
    return histogram;
  }

  private static void exposure(int[] histogram, long pixels, Map<Quality, Double> values) {
    double sum = 0;
    double entropy = 0;
    long dark = 0;
    long bright = 0;
    for (int level = 0; level < LEVELS; level++) {
      int count = histogram[level];
      sum += (double) level * count;
      dark += level <= Quality.DARK_LUMA ? count : 0;
      bright += level >= Quality.BRIGHT_LUMA ? count : 0;
      if (count > 0) {
        double share = (double) count / pixels;
        entropy -= share * Math.log(share) / Math.log(2);
      }
    }
    values.put(Quality.LUMINANCE_MEAN, sum / pixels);
    values.put(Quality.UNDER_EXPOSURE_PREVENTION, 100.0 * (pixels - dark) / pixels);
    values.put(Quality.OVER_EXPOSURE_PREVENTION, 100.0 * (pixels - bright) / pixels);
    values.put(Quality.DYNAMIC_RANGE, 100 * entropy / BITS);
  }
}
