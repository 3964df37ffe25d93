package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One page of panels.
 *
 * @param refreshMillis how often it is drawn anew; 0 for never
 * @param query of the whole dashboard, as Elasticsearch takes it; null for none
 */
public record Dashboard(
    String id,
    String title,
    String description,
    long refreshMillis,
    JsonNode query,
    List<Control> controls,
    List<Panel> panels) {
  public Dashboard {
    controls = List.copyOf(controls);
    panels = List.copyOf(panels);
  }
}
