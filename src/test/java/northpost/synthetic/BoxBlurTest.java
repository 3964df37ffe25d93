package northpost.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoxBlurTest {
  @Test
  void isTheMeanOfTheWindowCutAtTheBorders() {
    int width = 13;
    int height = 9;
    int radius = 3;
    Random random = new Random(1);
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }

    float[] blurred = BoxBlur.of(values, width, height, radius);

    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        assertThat((double) blurred[y * width + x])
            .isCloseTo(mean(values, width, height, x, y, radius), within(1e-5));
      }
    }
  }

  private static double mean(float[] values, int width, int height, int x, int y, int radius) {
    double sum = 0;
    int count = 0;
    for (int v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
      for (int u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u++) {
        sum += values[v * width + u];
        count++;
      }
    }
    return sum / count;
  }
}
