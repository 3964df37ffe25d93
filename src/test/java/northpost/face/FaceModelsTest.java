package northpost.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceModelsTest {
  @TempDir private Path directory;

  @Test
  void holdersShareOneCopyThatTheLastOneReleases() throws IOException {
    copyModels();
    FaceModels first = FaceModels.acquire(directory);
    FaceModels second = FaceModels.acquire(directory);

    assertThat(second.manifest()).isSameAs(first.manifest());
    first.close();
    first.close();
    assertThat(FaceModels.isLoaded(directory)).isTrue();
    second.close();
    assertThat(FaceModels.isLoaded(directory)).isFalse();
  }

  @Test
  void aPipelineKeepsItsModelsUntilItIsClosed() throws IOException {
    copyModels();
    FaceModels models = FaceModels.acquire(directory);
    FacePipeline pipeline = FacePipeline.open(models, ImageLimits.DEFAULT);
    models.close();

    assertThat(pipeline.extract(TestFaces.oneFace()).template()).isNotNull();
    assertThatThrownBy(() -> FacePipeline.open(models, ImageLimits.DEFAULT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    pipeline.close();
    assertThat(FaceModels.isLoaded(directory)).isFalse();
  }

  @Test
  void refusesADeviceItDoesNotKnowAndReleasesWhatItLoaded() throws IOException {
    copyModels();

    assertThatThrownBy(() -> FaceModels.acquire(directory, "tpu"))
        .isInstanceOf(ModelException.class)
        .hasMessage("device tpu: expected cpu, cuda or cuda:N");
    assertThat(FaceModels.isLoaded(directory)).isFalse();
  }

  @Test
  void refusesCudaWhereTheRuntimeHasNone() throws IOException {
    copyModels();

    assertThatThrownBy(() -> FaceModels.acquire(directory, "cuda:0"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("gpu(0)");
  }

  private void copyModels() throws IOException {
    try (Stream<Path> files = Files.list(TestFaces.MODELS)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
  }
}
