package northpost.face;

import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import northpost.face.NetworkManifest.Colour;
import northpost.face.NetworkManifest.ElementType;
import northpost.face.NetworkManifest.Input;
import northpost.face.NetworkManifest.Layout;
import org.opencv.core.Mat;

/** Fills one reused direct buffer with a square image, in the type and order a network takes. */
final class SquareInput {
  private static final int CHANNELS = 3;

  private final Input input;
  private final int size;
  private final byte[] pixels;
  private final ByteBuffer buffer;
  private final OnnxNetwork.Tensor tensor;

  SquareInput(Input input, int size) {
    this.input = input;
    this.size = size;
    this.pixels = new byte[size * size * CHANNELS];
    int bytesPerValue = input.type() == ElementType.UINT8 ? 1 : Float.BYTES;
    this.buffer =
        ByteBuffer.allocateDirect(pixels.length * bytesPerValue).order(ByteOrder.nativeOrder());
    Shape shape =
        input.layout() == Layout.NHWC
            ? new Shape(1, size, size, CHANNELS)
            : new Shape(1, CHANNELS, size, size);
    this.tensor = new OnnxNetwork.Tensor(buffer, shape);
  }

  /** The tensor of a BGR image of the right size; valid until the next call. */
  OnnxNetwork.Tensor of(Mat bgr) {
    bgr.get(0, 0, pixels);
    return fill();
  }

  /** The tensor of black. */
  OnnxNetwork.Tensor black() {
    Arrays.fill(pixels, (byte) 0);
    return fill();
  }

  private OnnxNetwork.Tensor fill() {
    buffer.clear();
    int area = size * size;
    if (input.layout() == Layout.NHWC) {
      for (int i = 0; i < area; i++) {
        for (int c = 0; c < CHANNELS; c++) {
          put(i, c);
        }
      }
    } else {
      for (int c = 0; c < CHANNELS; c++) {
        for (int i = 0; i < area; i++) {
          put(i, c);
        }
      }
    }
    buffer.flip();
    return tensor;
  }

  private void put(int pixel, int channel) {
    int source = input.colour() == Colour.BGR ? channel : CHANNELS - 1 - channel;
    byte value = pixels[pixel * CHANNELS + source];
    if (input.type() == ElementType.UINT8) {
      buffer.put(value);
    } else {
      double mean = input.mean() == null ? 0 : input.mean().get(channel);
      double scale = input.scale() == null ? 1 : input.scale();
      buffer.putFloat((float) (((value & 0xFF) - mean) * scale));
    }
  }
}
