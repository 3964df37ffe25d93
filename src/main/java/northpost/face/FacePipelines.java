package northpost.face;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * Opens face pipelines where a task runs, over networks that all tasks of a JVM share.
 *
 * @param modelsDirectory folder with {@code manifest.yaml} and the networks it names
 * @param device where the networks run: {@code cpu} or {@code cuda}
 */
public record FacePipelines(String modelsDirectory, String device) implements Serializable {

  /** A pipeline of its own for one task; closing it gives its share of the networks back. */
  public FacePipeline open() {
    try (FaceModels models = FaceModels.acquire(Path.of(modelsDirectory), device)) {
      return FacePipeline.open(models, ImageLimits.DEFAULT);
    }
  }
}
