package northpost.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import northpost.domain.Sha256;
import northpost.embedded.StoredDocuments;

/**
 * What there is in Elasticsearch, in one number. The records of refused documents carry the time of
 * the refusal, which is left out.
 *
 * @param count how many documents
 * @param sha256 of all of them, sorted: index, id, version and content
 */
record DocumentDigest(long count, String sha256) {

  static DocumentDigest of(StoredDocuments stored, String indices)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    stored.forEach(indices, hit -> lines.add(line(hit)));
    Collections.sort(lines);
    MessageDigest digest = Sha256.digest();
    lines.forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    return new DocumentDigest(lines.size(), HexFormat.of().formatHex(digest.digest()));
  }

  private static String line(JsonNode hit) {
    JsonNode source = hit.path("_source");
    if (source.at("/northpost/refused").isObject()) {
      ((ObjectNode) source).remove("@timestamp");
    }
    // A refused document may be refused again, so its record may be written again: no version.
    return hit.path("_index").asText()
        + " "
        + hit.path("_id").asText()
        + " "
        + (versioned(source) ? hit.path("_version").asLong() : "-")
        + " "
        + source
        + "\n";
  }

  /** Only windows and the like have a version that we give; others count how often they came. */
  private static boolean versioned(JsonNode source) {
    return source.at("/northpost/window").isObject();
  }
}
