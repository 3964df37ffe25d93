package northpost.face;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.opencv.core.Mat;

/**
 * Holds the OpenCV matrices of one image and releases their native memory when it closes, rather
 * than when the garbage collector comes by.
 */
final class MatScope implements AutoCloseable {
  private static final AtomicLong LIVE = new AtomicLong();

  private final List<Mat> mats = new ArrayList<>();

  /** The matrices of this JVM that are held and not yet released. */
  static long live() {
    return LIVE.get();
  }

  <T extends Mat> T hold(T mat) {
    mats.add(mat);
    LIVE.incrementAndGet();
    return mat;
  }

  /** A new, empty matrix. */
  Mat mat() {
    return hold(new Mat());
  }

  @Override
  public void close() {
    for (int i = mats.size() - 1; i >= 0; i--) {
      mats.get(i).release();
      LIVE.decrementAndGet();
    }
    mats.clear();
  }
}
