package northpost.face;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * Opens face pipelines where a task runs, over networks that all tasks of a JVM share.
 *
 * @param modelsDirectory folder with {@code manifest.yaml} and the networks it names
 * @param device where the networks run: {@code cpu} or {@code cuda}
 * @param manifestSha256 what the manifest must have; null takes any
 */
public record FacePipelines(String modelsDirectory, String device, String manifestSha256)
    implements Serializable {

  /** With any manifest. */
  public FacePipelines(String modelsDirectory, String device) {
    this(modelsDirectory, device, null);
  }

  /**
   * A pipeline of its own for one task; closing it gives its share of the networks back.
   *
   * @throws ModelException when the networks are not those that are expected
   */
  public FacePipeline open() {
    try (FaceModels models = FaceModels.acquire(Path.of(modelsDirectory), device)) {
      String got = models.manifest().sha256();
      if (manifestSha256 != null && !manifestSha256.equals(got)) {
        throw new ModelException(
            Path.of(modelsDirectory, ModelManifest.FILE_NAME)
                + ": got SHA-256 "
                + got
                + ", expected "
                + manifestSha256);
      }
      return FacePipeline.open(models, ImageLimits.DEFAULT);
    }
  }
}
