package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsentDocumentsSerializerTest {
  private final UnsentDocumentsSerializer serializer = new UnsentDocumentsSerializer();

  @Test
  void readsBackWhatItWrote() throws IOException {
    UnsentDocuments back = serializer.deserialize(1, serializer.serialize(example()));
    assertThat(back).usingRecursiveComparison().isEqualTo(example());
  }

  /** A savepoint of the first release must restore for ever. */
  @Test
  void readsTheStateOfVersionOne() throws IOException {
    byte[] released = resource("/state/unsent-documents-v1.bin");
    assertThat(serializer.deserialize(1, released)).usingRecursiveComparison().isEqualTo(example());
    assertThat(serializer.serialize(example())).isEqualTo(released);
  }

  @Test
  void refusesTheStateOfALaterRelease() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[4]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got format version 2, expected 1");
  }

  @Test
  void splitsIntoPiecesThatCanBeSharedOut() {
    List<Document> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(new Document("northpost-decisions-2026.03", "d" + i, new byte[100_000], -1));
    }
    many.add(new Document("northpost-decisions-2026.03", "huge", new byte[3_000_000], -1));
    List<UnsentDocuments> pieces = UnsentDocuments.split(many);
    assertThat(pieces).hasSize(6);
    assertThat(pieces.stream().flatMap(piece -> piece.documents().stream()))
        .containsExactlyElementsOf(many);
    assertThat(UnsentDocuments.split(List.of())).isEmpty();
  }

  private static UnsentDocuments example() {
    return new UnsentDocuments(
        List.of(
            new Document("northpost-decisions-2026.03", "c-1", json("{\"a\":\"é\"}"), -1),
            new Document("northpost-funnel-2026.04", "PORT|0712|||t", json("{}"), 12)));
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = UnsentDocumentsSerializerTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }
}
