package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One tile of a dashboard.
 *
 * @param title empty where it has none
 * @param description what the figures are, in words; empty where it says nothing
 * @param markdown the text of a MARKDOWN panel; null for all others
 * @param query that all its layers share, as Elasticsearch takes it; null for none
 * @param layers none in a MARKDOWN panel
 */
public record Panel(
    String id,
    String title,
    String description,
    Grid grid,
    Kind kind,
    String markdown,
    JsonNode query,
    List<Layer> layers,
    List<DrillDown> drillDowns) {
  /** What it is drawn as. */
  public enum Kind {
    XY,
    METRIC,
    TABLE,
    PIE,
    HEATMAP,
    MARKDOWN
  }

  public Panel {
    layers = List.copyOf(layers);
    drillDowns = List.copyOf(drillDowns);
  }
}
