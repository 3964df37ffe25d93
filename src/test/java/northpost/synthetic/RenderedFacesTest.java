package northpost.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class RenderedFacesTest {
  @Test
  void givesTheSameBytesForTheSameSeedOnEveryThread() {
    CompletableFuture<byte[]> other =
        CompletableFuture.supplyAsync(() -> RenderedFaces.capture(new RenderedIdentity(42), 3));
    byte[] here = RenderedFaces.capture(new RenderedIdentity(42), 3);

    assertThat(here).isEqualTo(other.join());
    assertThat(RenderedFaces.capture(new RenderedIdentity(42), 3)).isEqualTo(here);
  }

  @Test
  void drawsAnotherPictureForAnotherPersonAndAnotherMoment() {
    RenderedIdentity person = new RenderedIdentity(42);
    byte[] reference = RenderedFaces.reference(person);

    assertThat(RenderedFaces.reference(new RenderedIdentity(43))).isNotEqualTo(reference);
    assertThat(RenderedFaces.capture(person, 1)).isNotEqualTo(reference);
    assertThat(RenderedFaces.capture(person, 2)).isNotEqualTo(RenderedFaces.capture(person, 1));
  }

  @Test
  void makesJpegsOfTheStatedSize() throws Exception {
    var image =
        ImageIO.read(new ByteArrayInputStream(RenderedFaces.reference(new RenderedIdentity(7))));

    assertThat(image.getWidth()).isEqualTo(FaceRenderer.PHOTO_WIDTH);
    assertThat(image.getHeight()).isEqualTo(FaceRenderer.PHOTO_HEIGHT);
  }

  @Test
  void refusesTheNumberOfTheReferenceForACapture() {
    assertThatThrownBy(() -> RenderedFaces.capture(new RenderedIdentity(1), 0))
        .hasMessageContaining("got 0")
        .hasMessageContaining("expected 1 or more");
  }
}
