package northpost.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairsFileTest {
  @TempDir private Path directory;

  @Test
  void readsColumnsInAnyOrderAmongOthers() throws Exception {
    Path file = csv("mated,note,file_b,file_a\ntrue,x,b.jpg,a.jpg\n\nFALSE,,d.jpg,c.jpg\n");

    assertThat(PairsFile.read(file))
        .containsExactly(
            new LabelledPair("a.jpg", "b.jpg", true), new LabelledPair("c.jpg", "d.jpg", false));
  }

  @Test
  void readsWhatASpreadsheetWrites() throws Exception {
    Path file = csv("\uFEFFfile_a,file_b,mated\r\n\"a.jpg\",\"b.jpg\",\"TRUE\"\r\n");

    assertThat(PairsFile.read(file)).containsExactly(new LabelledPair("a.jpg", "b.jpg", true));
  }

  @Test
  void saysThatBytesAreNoUtf8() throws Exception {
    Path file = directory.resolve("pairs.csv");
    Files.write(file, new byte[] {(byte) 0xE9, ',', 'b'});

    assertThatThrownBy(() -> PairsFile.read(file))
        .isInstanceOf(EvaluationInputException.class)
        .hasMessageEndingWith("got bytes that are no UTF-8, expected UTF-8");
  }

  @Test
  void namesTheColumnThatIsAbsent() throws Exception {
    Path file = csv("file_a,file_b\na,b\n");

    assertThatThrownBy(() -> PairsFile.read(file))
        .isInstanceOf(EvaluationInputException.class)
        .hasMessageContaining("pairs.csv line 1")
        .hasMessageContaining("without mated");
  }

  @Test
  void namesTheLineOfABadValue() throws Exception {
    Path file = csv("file_a,file_b,mated\na,b,true\na,c,yes\n");

    assertThatThrownBy(() -> PairsFile.read(file))
        .hasMessageEndingWith("line 3: mated: got yes, expected true or false");
  }

  @Test
  void namesTheLineWithTooFewFields() throws Exception {
    Path file = csv("file_a,file_b,mated\na,b\n");

    assertThatThrownBy(() -> PairsFile.read(file))
        .hasMessageEndingWith("line 2: got 2 fields, expected 3");
  }

  @Test
  void namesTheFileThatIsAbsent() {
    assertThatThrownBy(() -> PairsFile.read(directory.resolve("none.csv")))
        .isInstanceOf(EvaluationInputException.class)
        .hasMessageContaining("none.csv: no such file");
  }

  private Path csv(String text) throws IOException {
    return Files.writeString(directory.resolve("pairs.csv"), text);
  }
}
