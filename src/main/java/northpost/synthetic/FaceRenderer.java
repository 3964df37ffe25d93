package northpost.synthetic;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Draws one photo: meshes into a buffer, light on it, then what a camera adds. */
final class FaceRenderer {
  /** Width and height of the finished photo: the drawing is twice as large each way. */
  static final int PHOTO_WIDTH = View.WIDTH / 2;

  static final int PHOTO_HEIGHT = View.HEIGHT / 2;

  /** Less blur than this is not worth a filter. */
  private static final double LEAST_BLUR = .15;

  private FaceRenderer() {}

  /**
   * @param noiseSeed fixes the sensor noise
   * @return a JPEG
   */
  static byte[] photo(RenderedIdentity identity, CaptureConditions conditions, long noiseSeed) {
    View view = new View(conditions.pose(), conditions.camera());
    ValueNoise noise = new ValueNoise(identity.seed());
    GeometryBuffer buffer = draw(identity, conditions, view, noise);
    Shading shading = new Shading(identity, conditions, buffer, view, noise);
    byte[] pixels = expose(shading, new ToneCurve(conditions.camera().exposure()));
    return develop(pixels, conditions.camera(), noiseSeed);
  }

  private static GeometryBuffer draw(
      RenderedIdentity identity, CaptureConditions conditions, View view, ValueNoise noise) {
    GeometryBuffer buffer = new GeometryBuffer();
    Rasteriser rasteriser = new Rasteriser(view, buffer);
    SkullProfile skull = new SkullProfile(identity);
    FaceRelief relief = new FaceRelief(identity, conditions.expression(), noise);
    rasteriser.draw(BodyMesh.of(identity));
    rasteriser.draw(HeadMesh.of(identity, conditions.expression(), skull, relief));
    rasteriser.draw(EarMesh.of(identity, skull, -1));
    rasteriser.draw(EarMesh.of(identity, skull, 1));
    rasteriser.draw(new HairMesh(identity, skull, relief, noise).build());
    if (identity.glasses.worn()) {
      new GlassesMesh(identity, skull).build().forEach(rasteriser::draw);
    }
    return buffer;
  }

  /** Four pixels of the drawing make one of the photo, blue, green, red as OpenCV has them. */
  private static byte[] expose(Shading shading, ToneCurve tone) {
    byte[] pixels = new byte[PHOTO_WIDTH * PHOTO_HEIGHT * 3];
    int[] sum = new int[3];
    for (int row = 0; row < PHOTO_HEIGHT; row++) {
      for (int column = 0; column < PHOTO_WIDTH; column++) {
        int first = 2 * row * View.WIDTH + 2 * column;
        sum[0] = sum[1] = sum[2] = 2; // rounds
        addDisplay(shading.at(first), tone, sum);
        addDisplay(shading.at(first + 1), tone, sum);
        addDisplay(shading.at(first + View.WIDTH), tone, sum);
        addDisplay(shading.at(first + View.WIDTH + 1), tone, sum);
        int p = 3 * (row * PHOTO_WIDTH + column);
        pixels[p] = (byte) (sum[2] / 4);
        pixels[p + 1] = (byte) (sum[1] / 4);
        pixels[p + 2] = (byte) (sum[0] / 4);
      }
    }
    return pixels;
  }

  private static void addDisplay(double[] light, ToneCurve tone, int[] sum) {
    for (int k = 0; k < 3; k++) {
      sum[k] += tone.display(light[k]);
    }
  }

  private static byte[] develop(byte[] pixels, CaptureConditions.Camera camera, long noiseSeed) {
    Mat photo = new Mat(PHOTO_HEIGHT, PHOTO_WIDTH, CvType.CV_8UC3);
    try {
      if (camera.blur() > LEAST_BLUR) {
        photo.put(0, 0, pixels);
        Imgproc.GaussianBlur(photo, photo, new Size(0, 0), camera.blur());
        photo.get(0, 0, pixels);
      }
      new SensorNoise(noiseSeed).addTo(pixels, camera.noise());
      photo.put(0, 0, pixels);
      return Jpeg.encode(photo, camera.jpegQuality());
    } finally {
      photo.release();
    }
  }
}
