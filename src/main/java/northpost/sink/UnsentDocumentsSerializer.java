package northpost.sink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The writer's state as bytes. Version 1: a count; then for each document index, id and JSON, each
 * as length and UTF-8 bytes, and the version; all numbers big-endian. A version once released stays
 * readable.
 */
final class UnsentDocumentsSerializer implements SimpleVersionedSerializer<UnsentDocuments> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(UnsentDocuments state) throws IOException {
    long size = 4;
    for (Document document : state.documents()) {
      size += document.sizeInBytes();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(size));
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(state.documents().size());
    for (Document document : state.documents()) {
      writeBytes(out, document.index().getBytes(StandardCharsets.UTF_8));
      writeBytes(out, document.id().getBytes(StandardCharsets.UTF_8));
      writeBytes(out, document.json());
      out.writeLong(document.version());
    }
    return bytes.toByteArray();
  }

  @Override
  public UnsentDocuments deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "unsent documents in the state of the Elasticsearch sink: got format version "
              + version
              + ", expected "
              + VERSION
              + " (the state is of a newer release)");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    int count = in.readInt();
    List<Document> documents = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String index = new String(readBytes(in), StandardCharsets.UTF_8);
      String id = new String(readBytes(in), StandardCharsets.UTF_8);
      byte[] json = readBytes(in);
      documents.add(new Document(index, id, json, in.readLong()));
    }
    return new UnsentDocuments(documents);
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
