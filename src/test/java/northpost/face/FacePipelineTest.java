package northpost.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import northpost.domain.ComparisonScore;
import northpost.domain.FailureToAcquire.Cause;
import northpost.domain.QualityMeasure;
import northpost.domain.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

class FacePipelineTest {
  private static FaceModels models;
  private static FacePipeline pipeline;

  @BeforeAll
  static void open() {
    models = FaceModels.acquire(TestFaces.MODELS);
    pipeline = FacePipeline.open(models, ImageLimits.DEFAULT);
  }

  @AfterAll
  static void close() {
    pipeline.close();
    models.close();
  }

  @AfterEach
  void everyMatrixIsReleased() {
    assertThat(MatScope.live()).isZero();
  }

  @Test
  void makesATemplateOfUnitLengthOfOneFace() {
    byte[] image = TestFaces.oneFace();

    Extraction extraction = pipeline.extract(image);

    assertThat(extraction.failure()).isNull();
    float[] vector = extraction.template().vector();
    assertThat(vector).hasSize(128);
    assertThat(ComparisonScore.distance(vector, new float[128])).isEqualTo(1, within(1e-6));
    assertThat(extraction.template().modelId()).isEqualTo(models.manifest().modelId());
    assertThat(extraction.imageDigest()).isEqualTo(Sha256.hex(image));
  }

  @Test
  void reportsEveryMeasureInOrderWithinItsRange() {
    List<QualityMeasure> quality = pipeline.extract(TestFaces.oneFace()).quality();

    assertThat(quality)
        .extracting(QualityMeasure::measure)
        .containsExactly(
            Arrays.stream(Quality.values()).map(Quality::measure).toArray(String[]::new));
    for (Quality measure : Quality.values()) {
      assertThat(measure.of(quality).orElseThrow())
          .as(measure.measure())
          .isBetween(measure.minimum(), measure.maximum());
    }
    assertThat(Quality.INTER_EYE_DISTANCE.of(quality).orElseThrow()).isEqualTo(67, within(4.0));
    assertThat(Quality.HEAD_POSE_YAW.of(quality).orElseThrow()).isLessThan(6);
    assertThat(Quality.HEAD_POSE_ROLL.of(quality).orElseThrow()).isLessThan(3);
    assertThat(Quality.SHARPNESS.of(quality).orElseThrow()).isGreaterThan(50);
  }

  @Test
  void anEqualCopyTurnedByExifGivesNearlyTheSameTemplate() throws Exception {
    byte[] turned =
        withOrientation(
            reencoded(
                image -> {
                  Mat quarter = new Mat();
                  Core.rotate(image, quarter, Core.ROTATE_90_COUNTERCLOCKWISE);
                  return quarter;
                }),
            6);

    double distance = distanceToOriginal(turned);

    assertThat(distance).isLessThan(0.1);
  }

  @Test
  void blurLowersSharpnessFarBelowThatOfAnySharpFace() {
    double eyes =
        Quality.INTER_EYE_DISTANCE
            .of(pipeline.extract(TestFaces.oneFace()).quality())
            .orElseThrow();
    // A face is about 2.2 eye distances wide; at .04 of its width most detectors see none.
    double sigma = 0.02 * 2.2 * eyes;

    Extraction blurred =
        pipeline.extract(
            reencoded(
                image -> {
                  Mat soft = new Mat();
                  Imgproc.GaussianBlur(image, soft, new Size(0, 0), sigma);
                  return soft;
                }));

    assertThat(Quality.SHARPNESS.of(blurred.quality()).orElseThrow()).isLessThan(40);
  }

  @Test
  void luminanceFollowsTheLight() {
    double original =
        Quality.LUMINANCE_MEAN.of(pipeline.extract(TestFaces.oneFace()).quality()).orElseThrow();

    Extraction dark =
        pipeline.extract(
            reencoded(
                image -> {
                  Mat scaled = new Mat();
                  image.convertTo(scaled, -1, 0.5, 0);
                  return scaled;
                }));

    assertThat(Quality.LUMINANCE_MEAN.of(dark.quality()).orElseThrow())
        .isEqualTo(original / 2, within(4.0));
  }

  @Test
  void flatGreyHasNoFace() {
    Extraction extraction = pipeline.extract(grey());

    assertThat(extraction.template()).isNull();
    assertThat(extraction.failure().cause()).isEqualTo(Cause.NO_FACE);
    assertThat(Quality.SINGLE_FACE_PRESENT.of(extraction.quality())).contains(0.0);
    assertThat(Quality.SHARPNESS.of(extraction.quality())).isEmpty();
  }

  @Test
  void twoFacesSideBySideAreSeveral() {
    Extraction extraction = pipeline.extract(TestFaces.twoFaces());

    assertThat(extraction.failure().cause()).isEqualTo(Cause.SEVERAL_FACES);
    assertThat(extraction.failure().message()).contains("got 2 faces");
  }

  @Test
  void aSmallFaceInTheBackgroundIsLeftOut() {
    byte[] withBystander =
        reencoded(
            image -> {
              Mat wide =
                  new Mat(
                      image.rows(), image.cols() + 150, CvType.CV_8UC3, new Scalar(150, 150, 150));
              image.copyTo(wide.colRange(0, image.cols()));
              Mat small = new Mat();
              Imgproc.resize(image, small, new Size(140, 175), 0, 0, Imgproc.INTER_AREA);
              small.copyTo(wide.submat(20, 195, image.cols(), image.cols() + 140));
              return wide;
            });

    assertThat(distanceToOriginal(withBystander)).isLessThan(0.15);
  }

  @Test
  void hostileBytesEndWithTheirCause() throws Exception {
    assertThat(causeOf(null)).isEqualTo(Cause.IMAGE_EMPTY);
    assertThat(causeOf(new byte[0])).isEqualTo(Cause.IMAGE_EMPTY);
    assertThat(causeOf("not an image".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Cause.IMAGE_NOT_RECOGNISED);
    assertThat(causeOf(JpegBytes.start().frame(60000, 60000).scan().end()))
        .isEqualTo(Cause.IMAGE_TOO_LARGE);
    byte[] jpeg = TestFaces.oneFace();
    assertThat(causeOf(Arrays.copyOf(jpeg, jpeg.length / 2))).isEqualTo(Cause.IMAGE_TRUNCATED);
    byte[] png = ImageHeaderTest.encode("png", 64, 64);
    assertThat(causeOf(Arrays.copyOf(png, png.length / 2))).isEqualTo(Cause.IMAGE_TRUNCATED);
    assertThat(causeOf(JpegBytes.start().frame(64, 48).scan().end()))
        .isEqualTo(Cause.IMAGE_TRUNCATED);
  }

  @Test
  void noBytesHaveNoDigest() {
    assertThat(pipeline.extract(null).imageDigest()).isNull();
    assertThat(pipeline.extract(new byte[0]).imageDigest()).isNull();
  }

  @Test
  void imagesOfOnePixelOrOneLineHaveNoFace() throws Exception {
    assertThat(causeOf(ImageHeaderTest.encode("png", 1, 1))).isEqualTo(Cause.NO_FACE);
    assertThat(causeOf(ImageHeaderTest.encode("png", 8192, 1))).isEqualTo(Cause.NO_FACE);
    assertThat(causeOf(ImageHeaderTest.encode("png", 1, 8192))).isEqualTo(Cause.NO_FACE);
  }

  @Test
  void changedBytesNeverThrow() {
    Random random = new Random(5);
    for (int round = 0; round < 100; round++) {
      byte[] image = TestFaces.oneFace();
      for (int change = 0; change < 20; change++) {
        image[2 + random.nextInt(image.length - 4)] = (byte) random.nextInt(256);
      }
      Extraction extraction = pipeline.extract(image);
      assertThat(extraction.quality()).hasSize(Quality.values().length);
    }
  }

  @Test
  void twoPipelinesOnTwoThreadsGiveTheSameTemplates() throws Exception {
    byte[] image = TestFaces.oneFace();
    float[] expected = pipeline.extract(image).template().vector();
    Callable<Boolean> work =
        () -> {
          try (FacePipeline own = FacePipeline.open(models, ImageLimits.DEFAULT)) {
            for (int i = 0; i < 20; i++) {
              if (!Arrays.equals(expected, own.extract(image).template().vector())) {
                return false;
              }
            }
            return true;
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<Boolean> same : threads.invokeAll(List.of(work, work))) {
        assertThat(same.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  private interface Change {
    Mat apply(Mat image);
  }

  private static byte[] reencoded(Change change) {
    Mat image = Imgcodecs.imdecode(new MatOfByte(TestFaces.oneFace()), Imgcodecs.IMREAD_COLOR);
    MatOfByte encoded = new MatOfByte();
    Imgcodecs.imencode(".jpg", change.apply(image), encoded);
    return encoded.toArray();
  }

  private static byte[] grey() {
    MatOfByte encoded = new MatOfByte();
    Imgcodecs.imencode(
        ".jpg", new Mat(480, 640, CvType.CV_8UC3, new Scalar(128, 128, 128)), encoded);
    return encoded.toArray();
  }

  /** The JPEG with an EXIF segment that holds nothing but its orientation. */
  private static byte[] withOrientation(byte[] jpeg, int orientation) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] exif =
        JpegBytes.start()
            .segment(
                0xE1,
                'E',
                'x',
                'i',
                'f',
                0,
                0,
                'M',
                'M',
                0,
                42,
                0,
                0,
                0,
                8,
                0,
                1,
                1,
                0x12,
                0,
                3,
                0,
                0,
                0,
                1,
                0,
                orientation,
                0,
                0,
                0,
                0,
                0,
                0)
            .toByteArray();
    out.write(exif);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static double distanceToOriginal(byte[] image) {
    Extraction extraction = pipeline.extract(image);
    assertThat(extraction.failure()).isNull();
    return ComparisonScore.distance(
        extraction.template().vector(), pipeline.extract(TestFaces.oneFace()).template().vector());
  }

  private static Cause causeOf(byte[] image) {
    return pipeline.extract(image).failure().cause();
  }
}
