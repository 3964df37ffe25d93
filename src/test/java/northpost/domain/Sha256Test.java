package northpost.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Against the examples of FIPS 180-2, appendix B. */
class Sha256Test {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void isWrittenInLowerCaseHex() {
    assertThat(Sha256.hex("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo(OF_ABC);
  }

  @Test
  void ofPiecesIsThatOfTheWhole() {
    var digest = Sha256.digest();
    digest.update((byte) 'a');
    assertThat(digest.digest(new byte[] {'b', 'c'})).asHexString().isEqualToIgnoringCase(OF_ABC);
  }
}
