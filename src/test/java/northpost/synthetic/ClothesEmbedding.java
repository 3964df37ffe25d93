package northpost.synthetic;

import java.util.function.Function;
import org.opencv.core.Mat;

/** Tells rendered people apart by the colour of their clothes: small, and enough to select by. */
final class ClothesEmbedding implements Function<byte[], float[]> {
  @Override
  public float[] apply(byte[] jpeg) {
    Mat photo = Jpeg.decode(jpeg);
    double[] sum = new double[3];
    for (int row = photo.rows() - 60; row < photo.rows() - 20; row += 4) {
      for (int column = photo.cols() / 2 - 40; column < photo.cols() / 2 + 40; column += 4) {
        double[] pixel = photo.get(row, column);
        for (int k = 0; k < 3; k++) {
          sum[k] += pixel[k];
        }
      }
    }
    photo.release();
    double length = Math.sqrt(sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]);
    return new float[] {
      (float) (sum[0] / length), (float) (sum[1] / length), (float) (sum[2] / length)
    };
  }
}
