package northpost.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CameraVariationTest {
  private static final byte[] PHOTO = RenderedFaces.reference(new RenderedIdentity(5));

  @Test
  void givesTheSameBytesForTheSameSeed() {
    assertThat(CameraVariation.of(PHOTO, 9)).isEqualTo(CameraVariation.of(PHOTO, 9));
  }

  @Test
  void givesAnotherImageForAnotherSeed() {
    assertThat(CameraVariation.of(PHOTO, 9))
        .isNotEqualTo(CameraVariation.of(PHOTO, 10))
        .isNotEqualTo(PHOTO);
  }

  @Test
  void saysWhatItGotWhenItIsNoJpeg() {
    assertThatThrownBy(() -> CameraVariation.of(new byte[] {1, 2, 3}, 1))
        .hasMessageContaining("expected a JPEG")
        .hasMessageContaining("3 other bytes");
  }
}
