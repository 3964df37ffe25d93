package northpost.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import northpost.domain.FailureToAcquire.Cause;
import northpost.testing.Photos;
import northpost.testing.RenderedFacesFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two people in a photo are never taken for one, whichever of them a look misses. */
class SeveralFacesITCase {
  @RegisterExtension static final RenderedFacesFixture faces = new RenderedFacesFixture();

  @Test
  void refusesEveryPairOfFacesSideBySideAndNoFaceByItself() throws Exception {
    List<byte[]> photos = photos();
    String models = Path.of(System.getProperty("northpost.home", "."), "models").toString();
    List<String> wrong = new ArrayList<>();
    try (FacePipeline pipeline = new FacePipelines(models, "cpu").open()) {
      for (int i = 0; i < photos.size(); i++) {
        if (pipeline.extract(photos.get(i)).template() == null) {
          wrong.add("photo " + i);
        }
        for (int j = 0; j < photos.size(); j++) {
          Extraction pair = pipeline.extract(Photos.sideBySide(photos.get(i), photos.get(j)));
          if (pair.failure() == null || pair.failure().cause() != Cause.SEVERAL_FACES) {
            wrong.add("photos " + i + " and " + j);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<byte[]> photos() {
    List<byte[]> photos = new ArrayList<>();
    for (int person = 0; person < RenderedFacesFixture.PEOPLE; person++) {
      photos.add(faces.enrolment(person).image());
      photos.add(faces.photo(person, 0));
    }
    return photos;
  }
}
