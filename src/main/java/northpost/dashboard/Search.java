package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** A search of what the job wrote. */
@FunctionalInterface
public interface Search {
  /**
   * Elasticsearch's answer.
   *
   * @param indices names or patterns, with commas
   * @throws IOException when there is none
   */
  JsonNode search(String indices, JsonNode body) throws IOException;
}
