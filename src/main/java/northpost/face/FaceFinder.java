package northpost.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import northpost.domain.FailureToAcquire.Cause;
import org.opencv.core.Mat;

/**
 * Finds the one face of a photo by the looks of the manifest, the cheapest first. A later look is
 * taken only when the one before found nothing; the last one also settles whether several faces are
 * really there.
 */
final class FaceFinder implements AutoCloseable {
  /**
   * A second face of at least this share of the largest one's area makes the photo ambiguous;
   * smaller ones are taken for people in the background.
   */
  static final double COMPARABLE_AREA = 0.25;

  private final List<FaceDetector> looks = new ArrayList<>();

  FaceFinder(FaceModels models) {
    for (DetectionManifest.Look look : models.manifest().detection().looks()) {
      NetworkManifest network = models.manifest().network(look.network());
      looks.add(new FaceDetector(look, models.network(network)));
    }
  }

  /**
   * The face, in a BGR image.
   *
   * @throws RefusedImageException when there is none, or more than one of comparable size
   */
  FaceBox find(Mat image, MatScope scope) throws RefusedImageException {
    FaceDetector last = looks.get(looks.size() - 1);
    for (FaceDetector look : looks) {
      List<FaceBox> faces = comparable(look.detect(image, scope));
      if (faces.size() > 1 && look != last) {
        List<FaceBox> second = comparable(last.detect(image, scope));
        faces = second.isEmpty() ? faces : second;
      }
      if (faces.size() > 1) {
        throw new RefusedImageException(
            Cause.SEVERAL_FACES, "got " + faces.size() + " faces of comparable size, expected 1");
      }
      if (!faces.isEmpty()) {
        return faces.get(0);
      }
    }
    throw new RefusedImageException(
        Cause.NO_FACE,
        "got no face in " + image.cols() + " x " + image.rows() + " pixels, expected 1");
  }

  /** The largest face and those of comparable size. */
  private static List<FaceBox> comparable(List<FaceBox> faces) {
    double largest = faces.stream().mapToDouble(FaceBox::area).max().orElse(0);
    return faces.stream()
        .filter(face -> face.area() >= COMPARABLE_AREA * largest)
        .sorted(Comparator.comparingDouble(FaceBox::area).reversed())
        .toList();
  }

  @Override
  public void close() {
    looks.forEach(FaceDetector::close);
  }
}
