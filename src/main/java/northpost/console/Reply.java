package northpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;

/** What is sent back: status, type and bytes. */
record Reply(int status, String type, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JSON_TYPE = "application/json; charset=utf-8";

  static Reply json(JsonNode value) {
    return json(200, value);
  }

  private static Reply json(int status, JsonNode value) {
    return new Reply(status, JSON_TYPE, (value + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** A failure, in words that the page shows as they are. */
  static Reply error(int status, String message) {
    return json(status, JsonNodeFactory.instance.objectNode().put("error", message));
  }
}
