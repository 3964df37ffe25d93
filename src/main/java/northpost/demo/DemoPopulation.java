package northpost.demo;

import java.util.function.Consumer;
import java.util.function.Function;
import northpost.face.FaceModels;
import northpost.face.FacePipeline;
import northpost.face.ImageLimits;
import northpost.synthetic.Population;
import northpost.synthetic.PopulationCache;
import northpost.synthetic.PopulationPlan;

/** The demo's rendered people: rendered the first time, read from the build folder afterwards. */
final class DemoPopulation {
  private DemoPopulation() {}

  static Population get(DemoSettings settings, Consumer<String> progress) {
    PopulationPlan plan =
        PopulationPlan.of(
            settings.seed(), settings.people(), settings.strangers(), settings.photosEach());
    try (FaceModels models = FaceModels.acquire(settings.models());
        FacePipeline pipeline = FacePipeline.open(models, ImageLimits.DEFAULT)) {
      Function<byte[], float[]> embedding =
          photo -> {
            var template = pipeline.extract(photo).template();
            return template == null ? null : template.vector();
          };
      return new PopulationCache(settings.renderedFaces())
          .get(
              plan,
              models.manifest().modelId(),
              embedding,
              (done, wanted) -> {
                if (done > 0 && (done % 10 == 0 || done == wanted)) {
                  progress.accept("Rendered " + done + " of " + wanted + " people");
                }
              });
    }
  }
}
