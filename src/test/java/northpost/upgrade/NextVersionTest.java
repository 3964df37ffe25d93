package northpost.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import northpost.domain.Capture;
import northpost.domain.Reference;
import org.junit.jupiter.api.Test;

/** On the sources of the job; that the result compiles is shown by the rehearsal. */
class NextVersionTest {
  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void changesTheRecordsTheirLayoutsAndTheVersions() throws Exception {
    Map<Path, String> changed =
        new NextVersion(SOURCES).withAFieldMoreIn(List.of(Capture.class, Reference.class));
    assertThat(changed.keySet())
        .extracting(Path::toString)
        .containsExactlyInAnyOrder(
            "northpost/domain/Capture.java",
            "northpost/domain/Reference.java",
            "northpost/stream/Layout.java",
            "northpost/stream/CaptureLayout.java",
            "northpost/stream/ReferenceLayout.java",
            "northpost/gallery/ReferenceSerializer.java");
    assertThat(changed.get(Path.of("northpost/stream/CaptureLayout.java")))
        .contains("out.string(value.addedLater());");
    assertThat(changed.get(Path.of("northpost/gallery/ReferenceSerializer.java")))
        .contains("reference.addedLater()");
  }

  @Test
  void namesARecordThatIsNotInTheSources() {
    assertThatThrownBy(
            () -> new NextVersion(SOURCES).withAFieldMoreIn(List.of(NextVersionTest.class)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("NextVersionTest");
  }
}
