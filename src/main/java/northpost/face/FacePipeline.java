package northpost.face;

import java.util.List;
import java.util.Map;
import northpost.domain.FailureToAcquire;
import northpost.domain.FailureToAcquire.Cause;
import northpost.domain.QualityMeasure;
import northpost.domain.Sha256;
import northpost.domain.Template;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Makes a template of a photo. For one thread: each thread opens its own over shared models. The
 * image and all that is derived of it, but for the template and the measures, is released before
 * the call returns.
 */
public final class FacePipeline implements AutoCloseable {
  private final FaceModels models;
  private final ImageLimits limits;
  private final FaceFinder finder;
  private final LandmarkLocator landmarkLocator;
  private final FaceAligner aligner;
  private final FaceEmbedder embedder;
  private final String modelId;

  private FacePipeline(FaceModels models, ImageLimits limits) {
    ModelManifest manifest = models.manifest();
    this.models = models;
    this.limits = limits;
    this.finder = new FaceFinder(models);
    this.landmarkLocator = new LandmarkLocator(models.network(manifest.landmarks()));
    this.aligner = new FaceAligner(manifest.recognition());
    this.embedder = new FaceEmbedder(models.network(manifest.recognition()));
    this.modelId = manifest.modelId();
  }

  /** A pipeline that keeps the models loaded until it is closed, whoever else closes them. */
  public static FacePipeline open(FaceModels models, ImageLimits limits) {
    return new FacePipeline(models.retain(), limits);
  }

  /** The length of this pipeline's templates. */
  public int templateLength() {
    return models.manifest().templateLength();
  }

  /** The model id of this pipeline's templates. */
  public String modelId() {
    return modelId;
  }

  /**
   * The template of the one face in a JPEG or PNG, or why there is none. Whatever the bytes are,
   * this does not throw.
   *
   * @throws ModelException when the networks or their device fail, whatever the image
   */
  public Extraction extract(byte[] image) {
    String digest = image == null || image.length == 0 ? null : Sha256.hex(image);
    try (MatScope scope = new MatScope()) {
      return extract(image, digest, scope);
    } catch (RefusedImageException e) {
      return new Extraction(null, e.failure(), qualityOf(e.failure().cause()), digest);
    } catch (ModelException e) {
      throw e;
    } catch (Exception e) {
      // Of every kind: OpenCV's native code also throws a plain Exception that it does not declare.
      FailureToAcquire failure =
          new FailureToAcquire(Cause.EXTRACTION_FAILED, "cannot process the image: " + e);
      return new Extraction(null, failure, qualityOf(failure.cause()), digest);
    }
  }

  @Override
  public void close() {
    finder.close();
    landmarkLocator.close();
    embedder.close();
    models.close();
  }

  private Extraction extract(byte[] image, String digest, MatScope scope)
      throws RefusedImageException {
    ImageHeader header = ImageHeader.read(image, limits);
    Mat pixels = decode(image, header, scope);
    FaceBox box = finder.find(pixels, scope);
    Landmarks landmarks =
        landmarkLocator
            .locate(pixels, box, scope)
            .orElseThrow(() -> failed("the face's box lies outside the image"));
    FaceChip chip =
        aligner
            .align(pixels, landmarks, scope)
            .orElseThrow(() -> failed("the landmarks fall on one point"));
    Map<Quality, Double> measured = QualityAssessment.assess(landmarks, chip, scope);
    measured.put(Quality.SINGLE_FACE_PRESENT, 100.0);
    List<QualityMeasure> quality = Quality.list(measured);
    float[] vector =
        embedder
            .embed(chip)
            .orElseThrow(() -> failed("the recognition network's output has no direction"));
    return new Extraction(new Template(vector, modelId), null, quality, digest);
  }

  /** Without a face nothing can be measured but that there is not exactly one. */
  private static List<QualityMeasure> qualityOf(Cause cause) {
    return cause == Cause.NO_FACE || cause == Cause.SEVERAL_FACES
        ? Quality.list(Map.of(Quality.SINGLE_FACE_PRESENT, 0.0))
        : Quality.list(Map.of());
  }

  /** The pixels, BGR, turned as EXIF says. */
  private static Mat decode(byte[] image, ImageHeader header, MatScope scope)
      throws RefusedImageException {
    MatOfByte encoded = scope.hold(new MatOfByte(image));
    Mat pixels = scope.hold(Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_COLOR));
    if (pixels.empty()) {
      throw new RefusedImageException(
          Cause.IMAGE_TRUNCATED,
          header.type()
              + ": "
              + image.length
              + " bytes do not decode, expected "
              + header.width()
              + " x "
              + header.height()
              + " pixels");
    }
    return pixels;
  }

  private static RefusedImageException failed(String message) {
    return new RefusedImageException(Cause.EXTRACTION_FAILED, message);
  }
}
