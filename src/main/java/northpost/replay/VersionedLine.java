package northpost.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The newest version of a record, and what is known of its first.
 *
 * @param identity the same for all versions of a record
 * @param line of the newest
 * @param first the lowest version
 * @param reach the event time that the lowest version reached to; empty where it does not say
 */
record VersionedLine(String identity, long version, String line, long first, String reach) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What an entry takes on the heap beside its characters, about. */
  private static final int OVERHEAD = 200;

  /**
   * @param fields that tell the records of a kind apart
   * @throws IOException where the line is no JSON
   */
  static VersionedLine of(String line, List<String> fields) throws IOException {
    JsonNode node = JSON.readTree(line);
    StringBuilder identity = new StringBuilder();
    fields.forEach(field -> identity.append(node.path(field).asText("")).append('|'));
    long version = node.path("version").asLong();
    String end = node.path("end").textValue();
    String reach = end == null ? node.path("start").asText("") : end;
    return new VersionedLine(identity.toString(), version, line, version, reach);
  }

  /** Both together; of two equal versions this one stays. */
  VersionedLine and(VersionedLine other) {
    VersionedLine newest = version >= other.version ? this : other;
    VersionedLine oldest = first <= other.first ? this : other;
    return new VersionedLine(identity, newest.version, newest.line, oldest.first, oldest.reach);
  }

  /** The line, with the event time of the first version as {@code detectedAt} unless it has one. */
  String withDetection() throws IOException {
    ObjectNode node = (ObjectNode) JSON.readTree(line);
    if (!node.has("detectedAt") && !reach.isEmpty()) {
      node.put("detectedAt", reach);
    }
    return node.toString();
  }

  long bytes() {
    return OVERHEAD + identity.length() + line.length();
  }

  void write(DataOutput out) throws IOException {
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    out.writeUTF(identity);
    out.writeLong(version);
    out.writeLong(first);
    out.writeUTF(reach);
    out.writeInt(text.length);
    out.write(text);
  }

  static VersionedLine read(DataInput in) throws IOException {
    String identity = in.readUTF();
    long version = in.readLong();
    long first = in.readLong();
    String reach = in.readUTF();
    byte[] text = new byte[in.readInt()];
    in.readFully(text);
    return new VersionedLine(
        identity, version, new String(text, StandardCharsets.UTF_8), first, reach);
  }
}
