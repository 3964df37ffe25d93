package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConvertModelsTest {
  @TempDir private Path directory;

  @Test
  void namesTheFileThatIsNotInTheSource() {
    StringWriter err = new StringWriter();

    int status =
        new CommandLine(new ConvertModels())
            .setErr(new PrintWriter(err, true))
            .execute("--source", directory.toString(), "--output", directory.toString());

    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("tiny_face_detector_model");
  }
}
