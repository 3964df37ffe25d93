package northpost.sink.json;

import java.util.Base64;
import northpost.domain.DeadLetter;
import northpost.wire.json.JsonLine;

/** A dead letter as a line of JSON with the fields of its record; {@code content} is base64. */
public final class DeadLetterJson {
  private DeadLetterJson() {}

  public static String write(DeadLetter d) {
    return new JsonLine()
        .put("reason", d.reason())
        .put("message", d.message())
        .put("source", d.position().source())
        .put("partition", d.position().partition())
        .put("offset", d.position().offset())
        .put("recordId", d.recordId())
        .put("portCode", d.portCode())
        .put("content", Base64.getEncoder().encodeToString(d.content()))
        .put("contentBytes", d.contentBytes())
        .put("rejectedAt", d.rejectedAt())
        .toString();
  }
}
