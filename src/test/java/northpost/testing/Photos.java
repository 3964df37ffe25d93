package northpost.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Photos that no template can be made of, and photos with something hidden in them. */
public final class Photos {
  private static final int START_OF_IMAGE_BYTES = 2;

  private Photos() {}

  /** The first half of a JPEG. */
  public static byte[] truncated(byte[] jpeg) {
    return Arrays.copyOf(jpeg, jpeg.length / 2);
  }

  /** A wall with nobody before it. */
  public static byte[] withoutFace() throws IOException {
    BufferedImage wall = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 400; y++) {
      for (int x = 0; x < 400; x++) {
        wall.setRGB(x, y, new Color(120 + y / 8, 130 + y / 8, 140 + x / 10).getRGB());
      }
    }
    return jpeg(wall);
  }

  /** Two photos side by side in one. */
  public static byte[] sideBySide(byte[] left, byte[] right) throws IOException {
    BufferedImage a = ImageIO.read(new ByteArrayInputStream(left));
    BufferedImage b = ImageIO.read(new ByteArrayInputStream(right));
    BufferedImage both =
        new BufferedImage(
            a.getWidth() + b.getWidth(),
            Math.max(a.getHeight(), b.getHeight()),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = both.createGraphics();
    graphics.drawImage(a, 0, 0, null);
    graphics.drawImage(b, a.getWidth(), 0, null);
    graphics.dispose();
    return jpeg(both);
  }

  /** A few hundred bytes whose header claims this many pixels a side. */
  public static byte[] claiming(int side) throws IOException {
    byte[] bytes = jpeg(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB));
    for (int i = START_OF_IMAGE_BYTES; i < bytes.length - 9; i++) {
      if ((bytes[i] & 0xFF) == 0xFF && (bytes[i + 1] & 0xFF) == 0xC0) {
        bytes[i + 5] = (byte) (side >> 8);
        bytes[i + 6] = (byte) side;
        bytes[i + 7] = (byte) (side >> 8);
        bytes[i + 8] = (byte) side;
        return bytes;
      }
    }
    throw new IllegalStateException("JPEG written by ImageIO: got no baseline frame header");
  }

  /** A JPEG with these bytes in a comment segment. */
  public static byte[] withComment(byte[] jpeg, byte[] comment) {
    byte[] marked = new byte[jpeg.length + comment.length + 4];
    System.arraycopy(jpeg, 0, marked, 0, START_OF_IMAGE_BYTES);
    marked[2] = (byte) 0xFF;
    marked[3] = (byte) 0xFE;
    marked[4] = (byte) ((comment.length + 2) >> 8);
    marked[5] = (byte) (comment.length + 2);
    System.arraycopy(comment, 0, marked, 6, comment.length);
    System.arraycopy(
        jpeg, START_OF_IMAGE_BYTES, marked, 6 + comment.length, jpeg.length - START_OF_IMAGE_BYTES);
    return marked;
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }
}
