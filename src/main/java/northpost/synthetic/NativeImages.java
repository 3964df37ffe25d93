package northpost.synthetic;

import nu.pattern.OpenCV;

/** Loads OpenCV's native library when first asked; asking again does nothing. */
final class NativeImages {
  static {
    OpenCV.loadLocally();
  }

  private NativeImages() {}

  static void load() {
    // The initialiser above did it.
  }
}
