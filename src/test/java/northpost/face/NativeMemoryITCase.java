package northpost.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Native memory is freed by the pipeline itself, whatever the images are. */
class NativeMemoryITCase {
  private static final int WARM_UP = 400;
  private static final int IMAGES = 2_000;
  private static final long KIB_ALLOWED = 48 * 1024;

  @Test
  void twoThousandSoundAndHostileImagesLeaveNothingBehind() throws IOException {
    byte[] face = TestFaces.oneFace();
    byte[] damaged = face.clone();
    Arrays.fill(damaged, face.length / 2, face.length - 100, (byte) 0x55);
    byte[] cut = Arrays.copyOf(face, face.length / 2);
    byte[] undecodable = JpegBytes.start().frame(64, 48).scan().end();
    byte[] noFace = ImageHeaderTest.encode("png", 64, 64);
    // Few of those that make the pipeline take every look: they are five times slower.
    List<byte[]> images =
        List.of(
            face,
            cut,
            face,
            damaged,
            face,
            undecodable,
            face,
            cut,
            face,
            TestFaces.twoFaces(),
            face,
            noFace);
    try (FaceModels models = FaceModels.acquire(TestFaces.MODELS);
        FacePipeline pipeline = FacePipeline.open(models, ImageLimits.DEFAULT)) {
      extract(pipeline, images, WARM_UP);
      long before = residentKib();
      extract(pipeline, images, IMAGES);

      assertThat(MatScope.live()).isZero();
      assertThat(residentKib() - before)
          .as("growth of resident memory, KiB")
          .isLessThan(KIB_ALLOWED);
    }
  }

  private static void extract(FacePipeline pipeline, List<byte[]> images, int count) {
    for (int i = 0; i < count; i++) {
      pipeline.extract(images.get(i % images.size()));
    }
  }

  /** After a collection, so that what is measured is not the Java heap's appetite. */
  private static long residentKib() throws IOException {
    System.gc();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("/proc/self/status: no VmRSS line");
  }
}
