package northpost.sink;

import java.io.IOException;
import northpost.stream.Layout;
import northpost.stream.RecordInput;
import northpost.stream.RecordOutput;

/** The bytes of a document. */
public final class DocumentLayout implements Layout<Document> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<Document> type() {
    return Document.class;
  }

  @Override
  public void write(Document value, RecordOutput out) {
    out.string(value.index());
    out.string(value.id());
    out.bytes(value.json());
    out.number(value.version());
  }

  @Override
  public Document read(RecordInput in) throws IOException {
    return new Document(in.knownString(), in.string(), in.bytes(), in.number());
  }
}
