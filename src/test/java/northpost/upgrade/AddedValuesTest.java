package northpost.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.gallery.CandidateList;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddedValuesTest {
  @TempDir Path savepoint;

  @Test
  void countsTheValuesOfEachTypeInAllFiles() throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    StringSerializer.INSTANCE.serialize(AddedField.valueIn("Candidate"), out);
    StringSerializer.INSTANCE.serialize(AddedField.valueIn("CandidateList"), out);
    Files.write(savepoint.resolve("_metadata"), out.getCopyOfBuffer());
    Files.writeString(
        savepoint.resolve("state"),
        "\u00ff\u0000" + AddedField.valueIn("Candidate"),
        StandardCharsets.ISO_8859_1);
    assertThat(
            AddedValues.in(savepoint, List.of(Candidate.class, CandidateList.class, Capture.class)))
        .isEqualTo(Map.of("Candidate", 2, "CandidateList", 1, "Capture", 0));
  }
}
