package northpost.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import northpost.domain.FailureToAcquire.Cause;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

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

  /** Share of the image's width from its middle. */
  static final double OFF_CENTRE = 0.15;

  private final List<FaceDetector> looks = new ArrayList<>();

  FaceFinder(FaceModels models) {
    for (DetectionManifest.Look look : models.manifest().detection().looks()) {
      NetworkManifest network = models.manifest().network(look.network());
      looks.add(new FaceDetector(look, models.network(network)));
    }
  }

  /**
   * The face, in a BGR image: that of the first look that finds one. The networks of the early
   * looks have gaps by the size of a face, so a second face that one of them misses is looked for
   * by the others, and by itself in the rest of the image when the face stands far to one side. A
   * second face that only one early look sees, or none at all, is for the last look to settle.
   *
   * @throws RefusedImageException when there is none, or more than one of comparable size
   */
  FaceBox find(Mat image, MatScope scope) throws RefusedImageException {
    List<FaceDetector> early = looks.subList(0, looks.size() - 1);
    FaceDetector last = looks.get(looks.size() - 1);
    List<FaceBox> seen = new ArrayList<>();
    List<FaceBox> seenTwice = new ArrayList<>();
    for (FaceDetector look : early) {
      for (FaceBox face : look.detect(image, scope)) {
        addIfNew(face, isNew(face, seen) ? seen : seenTwice);
      }
    }
    List<FaceBox> faces = comparable(seen);
    if (faces.size() == 1 && isOffCentre(faces.get(0), image)) {
      faces = withThoseBeside(faces.get(0), image, early, scope);
    } else if (faces.size() != 1 && comparable(seenTwice).size() < 2) {
      List<FaceBox> settled = comparable(last.detect(image, scope));
      faces = settled.isEmpty() ? faces : settled;
    }
    if (faces.size() > 1) {
      throw new RefusedImageException(
          Cause.SEVERAL_FACES, "got " + faces.size() + " faces of comparable size, expected 1");
    }
    if (faces.isEmpty()) {
      throw new RefusedImageException(
          Cause.NO_FACE,
          "got no face in " + image.cols() + " x " + image.rows() + " pixels, expected 1");
    }
    return faces.get(0);
  }

  private static boolean isNew(FaceBox face, List<FaceBox> known) {
    return known.stream().noneMatch(face::isSameFaceAs);
  }

  private static void addIfNew(FaceBox face, List<FaceBox> known) {
    if (isNew(face, known)) {
      known.add(face);
    }
  }

  /** A face far to one side leaves room for another that was not seen. */
  private static boolean isOffCentre(FaceBox face, Mat image) {
    double centre = face.x() + face.width() / 2;
    return Math.abs(centre - image.cols() / 2.0) > OFF_CENTRE * image.cols();
  }

  /**
   * The face, and what the early looks find in the wider part of the image beside it: there a face
   * that was too small in the whole image has another size.
   */
  private static List<FaceBox> withThoseBeside(
      FaceBox face, Mat image, List<FaceDetector> early, MatScope scope) {
    int left = (int) Math.max(0, face.x());
    int right = (int) Math.min(image.cols(), face.x() + face.width());
    boolean leftIsWider = left > image.cols() - right;
    Rect beside =
        leftIsWider
            ? new Rect(0, 0, left, image.rows())
            : new Rect(right, 0, image.cols() - right, image.rows());
    if (beside.width < face.width() / 2) {
      return List.of(face);
    }
    Mat part = scope.hold(image.submat(beside));
    List<FaceBox> all = new ArrayList<>(List.of(face));
    for (FaceDetector look : early) {
      look.detect(part, scope).forEach(box -> addIfNew(box.movedBy(beside.x, beside.y), all));
    }
    return comparable(all);
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
