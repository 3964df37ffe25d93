package northpost.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import northpost.domain.Template;
import northpost.face.FaceModels;
import northpost.face.FacePipeline;
import northpost.face.ImageLimits;
import northpost.synthetic.Population;
import northpost.synthetic.PopulationCache;
import northpost.synthetic.PopulationPlan;
import northpost.synthetic.Progress;

/** Selects populations of rendered people with the face networks, or takes those already kept. */
public final class RenderedPopulations {
  private final Path models;
  private final PopulationCache cache;

  /**
   * @param models folder of the networks and their manifest
   * @param faces where rendered faces are kept
   */
  public RenderedPopulations(Path models, Path faces) {
    this.models = models;
    cache = new PopulationCache(faces);
  }

  /** The networks of the project. */
  public static Path defaultModels() {
    return ProjectHome.resolve("models");
  }

  /** A folder among the build's products: what is in it can be rendered again. */
  public static Path defaultFaces() {
    return ProjectHome.resolve("target/rendered-faces");
  }

  /**
   * @throws northpost.face.ModelException when the networks cannot be loaded
   * @throws IllegalStateException when the plan cannot be met
   */
  public Population get(PopulationPlan plan, Progress progress) {
    try (FaceModels networks = FaceModels.acquire(models);
        FacePipeline pipeline = FacePipeline.open(networks, ImageLimits.DEFAULT)) {
      return cache.get(plan, selectedBy(pipeline), jpeg -> template(pipeline, jpeg), progress);
    }
  }

  /**
   * Whom the networks find depends on the detectors' settings too, so all of the manifest counts.
   */
  private String selectedBy(FacePipeline pipeline) {
    Path manifest = models.resolve("manifest.yaml");
    try {
      CRC32 checksum = new CRC32();
      checksum.update(Files.readAllBytes(manifest));
      return pipeline.modelId() + "-" + Long.toHexString(checksum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(manifest + ": not readable", e);
    }
  }

  private static float[] template(FacePipeline pipeline, byte[] jpeg) {
    Template template = pipeline.extract(jpeg).template();
    return template == null ? null : template.vector();
  }
}
