package northpost.savepoint;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import northpost.domain.Reference;
import northpost.domain.ReferenceSource;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.domain.Template;
import northpost.domain.TravellerClass;
import northpost.face.FacePipelines;
import northpost.job.NorthpostOptions;
import northpost.testing.Captures;
import northpost.testing.RenderedFacesFixture;
import northpost.testing.ReplayFiles;
import northpost.testing.Vectors;

/** A gallery of rendered people, whose photos are enrolled, among many others with templates. */
final class GalleryFiles {
  static final int OTHERS = 5_000;
  static final int EXPIRED = OTHERS / 10;
  static final int DIMENSION = 128;
  static final String OTHER_MODEL = "another-network";

  private GalleryFiles() {}

  static Path models() {
    return Path.of(System.getProperty("northpost.home", "."), "models");
  }

  static FacePipelines pipelines() {
    return new FacePipelines(models().toString(), "cpu");
  }

  /** Enrols the people and the others; every tenth of these expired long before any capture. */
  static void enrol(ReplayFiles files, RenderedFacesFixture faces) {
    String model;
    try (var pipeline = pipelines().open()) {
      model = pipeline.modelId();
    }
    Random random = new Random(7);
    for (int i = 0; i < OTHERS; i++) {
      Instant end =
          i % 10 == 0
              ? Captures.NOON.minusSeconds(86_400 + i)
              : i % 10 == 1 ? Captures.NOON.plusSeconds(36_500 * 86_400L) : null;
      files.reference(
          enrolment(
              "t-" + i,
              "s-t-" + i / 2,
              List.of(RenderedFacesFixture.GALLERY),
              end,
              new Template(Vectors.random(random, DIMENSION), model)));
    }
    files.reference(
        enrolment(
            "t-other-model",
            "s-other-model",
            List.of("old"),
            null,
            new Template(Vectors.random(random, DIMENSION), OTHER_MODEL)));
    files.reference(
        enrolment(
            "t-short",
            "s-short",
            List.of("old"),
            null,
            new Template(Vectors.random(random, 64), model)));
    files.reference(
        enrolment("t-gone", "s-gone", List.of("gone"), null, templateOf(random, model)));
    files.reference(ReferenceUpdate.withdraw("t-gone", new SourcePosition("references", 0, 1)));
    files.people(faces);
  }

  private static Template templateOf(Random random, String model) {
    return new Template(Vectors.random(random, DIMENSION), model);
  }

  private static ReferenceUpdate enrolment(
      String id, String subject, List<String> galleries, Instant end, Template template) {
    Reference reference =
        new Reference(
            id,
            subject,
            galleries,
            ReferenceSource.VISA,
            TravellerClass.FOREIGN_NATIONAL,
            null,
            Captures.NOON.minusSeconds(400 * 86_400L),
            end,
            template);
    return new ReferenceUpdate(
        id, ReferenceUpdate.Kind.ENROL, reference, null, new SourcePosition("references", 0, 1));
  }

  /** Settings of a job that starts from a savepoint. */
  static Map<String, String> from(Path savepoint, int shards) {
    return Map.of(
        "execution.state-recovery.path",
        savepoint.toUri().toString(),
        NorthpostOptions.GALLERY_SHARDS.key(),
        Integer.toString(shards));
  }
}
