package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThirdPartyTest {
  private static final Document THIRD_PARTY = Document.read("THIRD-PARTY.md");

  @Test
  void listsEveryLibraryOfTheJobJar() throws IOException {
    List<String> listed = listed("## In the job jar");
    assertThat(jars("runtime"))
        .isNotEmpty()
        .allSatisfy(jar -> assertThat(listed).anyMatch(library -> isOf(library, jar)));
  }

  @ParameterizedTest
  @CsvSource({"runtime, ## In the job jar", "compile, ## In Flink's lib folder"})
  void listsNothingThatIsNotUsed(String scope, String heading) throws IOException {
    List<String> jars = jars(scope);
    assertThat(listed(heading))
        .isNotEmpty()
        .allSatisfy(library -> assertThat(jars).anyMatch(jar -> isOf(library, jar)));
  }

  @Test
  void namesALicenceForEach() {
    assertThat(THIRD_PARTY.rows()).allSatisfy(row -> assertThat(row.get(1)).isNotBlank());
  }

  @Test
  void theNoticeTellsHowTheServersComeAndUnderWhichLicences() throws IOException {
    assertThat(Files.readString(Path.of("NOTICE")))
        .contains("Elastic License 2.0")
        .contains("AGPL-3.0")
        .contains("SSPL-1.0")
        .contains("Boost Software License")
        .contains("@vladmandic/face-api");
  }

  private static List<String> listed(String heading) {
    return THIRD_PARTY.section(heading).rows().stream().map(row -> row.get(0)).toList();
  }

  /** The jars that the build wrote down, each a path that ends in group/artifact/version/file. */
  private static List<String> jars(String scope) throws IOException {
    String paths = Files.readString(Path.of("target", "launcher." + scope + ".classpath")).strip();
    return Arrays.stream(paths.split(System.getProperty("path.separator")))
        .map(path -> path.replace('\\', '/'))
        .toList();
  }

  private static boolean isOf(String library, String jar) {
    String[] coordinates = library.split(":");
    String folder = coordinates[0].replace('.', '/') + "/" + coordinates[1] + "/";
    return jar.matches(".*/" + folder.replace(".", "\\.") + "[^/]+/[^/]+");
  }
}
