package northpost.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import northpost.domain.FailureToAcquire;
import northpost.domain.FailureToAcquire.Cause;
import org.junit.jupiter.api.Test;

class ImageHeaderTest {
  private static final ImageLimits LIMITS = ImageLimits.DEFAULT;

  @Test
  void readsTheSizeOfARealJpeg() throws Exception {
    assertThat(ImageHeader.read(TestFaces.oneFace(), LIMITS))
        .isEqualTo(new ImageHeader(ImageHeader.Type.JPEG, 420, 525));
  }

  @Test
  void readsTheSizeOfARealPng() throws Exception {
    assertThat(ImageHeader.read(encode("png", 30, 20), LIMITS))
        .isEqualTo(new ImageHeader(ImageHeader.Type.PNG, 30, 20));
  }

  @Test
  void readsAJpegWithAThumbnailRestartsFillBytesAndATrailer() throws Exception {
    byte[] jpeg =
        JpegBytes.start()
            .segment(0xE1, 0xFF, 0xD8, 0xFF, 0xC0, 0, 4, 0xFF, 0xD9)
            .bytes(0xFF, 0xFF)
            .segment(0xFE, 'h', 'i')
            .frame(64, 48)
            .scan()
            .bytes(0xFF, 0x00, 0xFF, 0xD0, 0x55, 0xFF, 0xD7, 0x55)
            .scan()
            .bytes(0xFF, 0xD9, 'm', 'o', 'r', 'e')
            .toByteArray();

    assertThat(ImageHeader.read(jpeg, LIMITS))
        .isEqualTo(new ImageHeader(ImageHeader.Type.JPEG, 64, 48));
  }

  @Test
  void refusesNoBytes() {
    assertThat(refusal(new byte[0]).cause()).isEqualTo(Cause.IMAGE_EMPTY);
    assertThat(refusal(null).cause()).isEqualTo(Cause.IMAGE_EMPTY);
  }

  @Test
  void refusesBytesThatAreNoImageAndSaysWhatTheyBeginWith() {
    FailureToAcquire failure =
        refusal("GIF89a, or anything else".getBytes(StandardCharsets.US_ASCII));

    assertThat(failure.cause()).isEqualTo(Cause.IMAGE_NOT_RECOGNISED);
    assertThat(failure.message()).contains("47 49 46 38");
  }

  @Test
  void refusesAFewHundredBytesThatClaim60000By60000Pixels() {
    byte[] jpeg = JpegBytes.start().segment(0xE0, new int[500]).frame(60000, 60000).scan().end();

    FailureToAcquire failure = refusal(jpeg);

    assertThat(jpeg.length).isLessThan(700);
    assertThat(failure.cause()).isEqualTo(Cause.IMAGE_TOO_LARGE);
    assertThat(failure.message()).contains("60000 x 60000", "8192");
  }

  @Test
  void refusesMorePixelsThanAllowedWhenEachSideIsShortEnough() {
    FailureToAcquire failure = refusal(JpegBytes.start().frame(8000, 8000).scan().end());

    assertThat(failure.cause()).isEqualTo(Cause.IMAGE_TOO_LARGE);
    assertThat(failure.message()).contains("64000000", "20000000");
  }

  @Test
  void refusesAPngThatClaimsTooManyPixels() throws Exception {
    byte[] png = encode("png", 30, 20);
    png[16] = 0x7F; // the highest byte of the width

    assertThat(refusal(png).cause()).isEqualTo(Cause.IMAGE_TOO_LARGE);
    png[16] = (byte) 0xFF;
    assertThat(refusal(png).cause()).isEqualTo(Cause.IMAGE_TOO_LARGE);
  }

  @Test
  void refusesMoreBytesThanAllowed() {
    assertThat(refusal(new byte[LIMITS.maximumBytes() + 1]).message())
        .contains("2097153 bytes", "2097152");
  }

  @Test
  void refusesAJpegCutAtAnyByte() {
    byte[] jpeg = TestFaces.oneFace();
    for (int length = 3; length < jpeg.length; length += 97) {
      assertThat(refusal(Arrays.copyOf(jpeg, length)).cause())
          .as("cut to %d bytes", length)
          .isEqualTo(Cause.IMAGE_TRUNCATED);
    }
    assertThat(refusal(Arrays.copyOf(jpeg, jpeg.length - 1)).cause())
        .isEqualTo(Cause.IMAGE_TRUNCATED);
  }

  @Test
  void refusesAPngCutAtAnyByte() throws Exception {
    byte[] png = encode("png", 64, 64);
    for (int length = 8; length < png.length; length++) {
      assertThat(refusal(Arrays.copyOf(png, length)).cause())
          .as("cut to %d bytes", length)
          .isEqualTo(Cause.IMAGE_TRUNCATED);
    }
  }

  @Test
  void refusesAPngChunkWithAWrongChecksumOrLength() throws Exception {
    byte[] changed = encode("png", 64, 64);
    changed[changed.length - 30] ^= 1;
    byte[] longer = encode("png", 64, 64);
    longer[33] = 0x70; // the highest byte of the second chunk's length

    assertThat(refusal(changed).message()).contains("checksum");
    assertThat(refusal(longer).message()).contains("claims");
  }

  @Test
  void refusesAJpegWithoutAFrameHeader() {
    assertThat(refusal(JpegBytes.start().scan().end()).cause())
        .isEqualTo(Cause.IMAGE_NOT_RECOGNISED);
    assertThat(refusal(JpegBytes.start().end()).cause()).isEqualTo(Cause.IMAGE_NOT_RECOGNISED);
  }

  @Test
  void refusesAJpegWithoutAScan() {
    assertThat(refusal(JpegBytes.start().frame(64, 48).end()).cause())
        .isEqualTo(Cause.IMAGE_TRUNCATED);
  }

  @Test
  void refusesAJpegOfNoHeightOrWithASecondFrame() {
    assertThat(refusal(JpegBytes.start().frame(64, 0).scan().end()).cause())
        .isEqualTo(Cause.IMAGE_NOT_RECOGNISED);
    assertThat(refusal(JpegBytes.start().frame(64, 48).frame(9000, 9000).scan().end()).cause())
        .isEqualTo(Cause.IMAGE_NOT_RECOGNISED);
  }

  @Test
  void refusesAStuffedByteWhereAMarkerBelongs() {
    // A decoder passes over ff 00 and would read the frame that a segment of this length hides.
    byte[] hidden = JpegBytes.start().frame(30_000, 30_000).toByteArray();
    JpegBytes jpeg = JpegBytes.start().bytes(0xFF, 0x00, 0, hidden.length);
    for (int i = 2; i < hidden.length; i++) {
      jpeg.bytes(hidden[i] & 0xFF);
    }

    assertThat(refusal(jpeg.frame(64, 48).scan().end()).message()).contains("ff 00");
  }

  @Test
  void refusesASegmentThatIsShorterThanItsOwnLength() {
    byte[] jpeg = JpegBytes.start().bytes(0xFF, 0xE0, 0, 1).frame(64, 48).scan().end();

    assertThat(refusal(jpeg).message()).contains("length 1");
  }

  @Test
  void refusesAJpegOfMoreScansThanAnEncoderWrites() {
    JpegBytes jpeg = JpegBytes.start().frame(64, 48);
    for (int i = 0; i <= JpegFile.MAXIMUM_SCANS; i++) {
      jpeg.scan();
    }

    assertThat(refusal(jpeg.end()).message()).contains("more than 64 scans");
  }

  @Test
  void endsOnAnyBytesWithoutAnotherError() {
    Random random = new Random(11);
    byte[] jpeg = TestFaces.oneFace();
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = Arrays.copyOf(jpeg, 700);
      for (int change = 0; change < 8; change++) {
        bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt(256);
      }
      assertThat(refusal(bytes)).isNotNull();
    }
  }

  private static FailureToAcquire refusal(byte[] image) {
    RefusedImageException refused =
        catchThrowableOfType(RefusedImageException.class, () -> ImageHeader.read(image, LIMITS));
    assertThat(refused).isNotNull();
    return refused.failure();
  }

  static byte[] encode(String format, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, (x * 7 ^ y * 13) * 1021);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }
}
