package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Mistakes in the files, one for each thing that the verifier promises to find. */
enum PlantedFault {
  MISSPELT_FIELD(
      "got field northpost.funnel.presnted, expected one that",
      "northpost.funnel.presented",
      "northpost.funnel.presnted"),
  MISSPELT_FIELD_IN_A_FORMULA(
      "got field northpost.funnel.macthed",
      "sum(northpost.funnel.matched)",
      "sum(northpost.funnel.macthed)"),
  MISSPELT_FIELD_IN_A_QUERY(
      "query: got field northpost.window.scop",
      "northpost.window.scope:",
      "northpost.window.scop:"),
  MISSPELT_FIELD_OF_A_CONTROL(
      "control port: got field northpost.port.cod",
      "\"fieldName\": \"northpost.port.code\"",
      "\"fieldName\": \"northpost.port.cod\""),
  CONTROL_THAT_A_LAYER_LACKS(
      "got field northpost.mode, expected one that northpost-anomalies-*",
      "\"ignoreGlobalFilters\": true",
      "\"ignoreGlobalFilters\": false"),
  NUMBERS_OF_WORDS(
      "got field northpost.mode of type keyword, expected one of",
      "\"sourceField\": \"northpost.latency.total_ms\"",
      "\"sourceField\": \"northpost.mode\""),
  NO_SUCH_VALUE("got 0 documents and no figure", "outcome: UNAVAILABLE", "outcome: AWAY"),
  UNKNOWN_COLUMN_TYPE(
      "operationType: got 'moving_average', expected",
      "\"operationType\": \"median\"",
      "\"operationType\": \"moving_average\""),
  UNKNOWN_VISUALIZATION("got visualization 'lnsTagcloud'", "lnsDatatable", "lnsTagcloud"),
  BROKEN_FORMULA(
      "formula \"", "sum(northpost.funnel.matched) /", "sum(northpost.funnel.matched) //"),
  BROKEN_QUERY("query \"", "not northpost.seeded_probe: *", "not northpost.seeded_probe *"),
  BARE_RATE_WITHOUT_N(
      "got a bare rate, expected its n beside it",
      (dashboard) -> hide(dashboard, "match-by-port", "n")),
  BARE_RATE_WITHOUT_INTERVAL(
      "got a bare rate, expected the upper end of its 95 % interval beside it",
      (dashboard) -> hide(dashboard, "match-by-port", "upper")),
  INTERVAL_OF_SOMETHING_ELSE(
      "got a bare rate, expected the lower end of its 95 % interval beside it",
      "1.92072941 - 1.95996398", "1.92072941 - 1.28"),
  AVERAGED_RATES(
      "expected the rate of summed numerators and denominators",
      "\"sourceField\": \"northpost.latency.total_ms\"",
      "\"sourceField\": \"northpost.rate.match.rate\""),
  OVERLAPPING_PANELS(
      "got a place that panel", dashboard -> grid(panel(dashboard, "reasons"), "y", 20)),
  PANEL_OUTSIDE(
      "expected it within 48 columns", dashboard -> grid(panel(dashboard, "latency"), "x", 30)),
  PANEL_ID_TWICE(
      "panel reasons 'Why travellers were not matched': got its id twice",
      dashboard -> panel(dashboard, "capture-by-port").put("panelIndex", "reasons")),
  LINK_TO_NOWHERE(
      "got a link to 'northpost-ports'", "#/view/northpost-port)", "#/view/northpost-ports)"),
  DRILL_DOWN_TO_NOWHERE(
      "got a link to 'northpost-ports'",
      "\"dashboardId\": \"northpost-port\"",
      "\"dashboardId\": \"northpost-ports\""),
  NO_SUCH_DATA_VIEW(
      "got data view 'northpost-funnels', expected one of",
      "\"indexPatternId\": \"northpost-funnel\"",
      "\"indexPatternId\": \"northpost-funnels\""),
  COLUMN_THAT_NOTHING_MAKES(
      "got column 'absent' to draw",
      "\"metricAccessor\": \"value\"",
      "\"metricAccessor\": \"absent\""),
  COLUMN_ORDER(
      "columnOrder: got no 'median'",
      dashboard -> {
        ObjectNode main = layer(panel(dashboard, "latency"));
        main.withObject("columns").set("median", main.path("columns").path("p95"));
      }),
  NO_WORDS("got no words, expected a markdown panel", dashboard -> panels(dashboard).remove(0)),
  NO_TITLE("got no title, expected one", dashboard -> panel(dashboard, "reasons").put("title", ""));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DASHBOARD = "dashboards/northpost-operations.json";

  private final String message;
  private final String from;
  private final String to;
  private final Consumer<ObjectNode> inTree;

  /** Another text in place of one, wherever it stands. */
  PlantedFault(String message, String from, String to) {
    this.message = message;
    this.from = from;
    this.to = to;
    this.inTree = null;
  }

  PlantedFault(String message, Consumer<ObjectNode> inTree) {
    this.message = message;
    this.from = null;
    this.to = null;
    this.inTree = inTree;
  }

  /** What the verifier says of it. */
  String message() {
    return message;
  }

  /** Copies the source and makes the mistake in the copy. */
  void plant(Path source, Path copy) throws IOException {
    for (String folder : SavedObjects.FOLDERS) {
      for (Path file : SavedObjects.jsonFiles(source.resolve(folder))) {
        Path to = copy.resolve(folder).resolve(file.getFileName().toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    Path file = copy.resolve(DASHBOARD);
    String before = Files.readString(file);
    String after;
    if (inTree == null) {
      after = before.replace(from, to);
    } else {
      ObjectNode dashboard = (ObjectNode) JSON.readTree(before);
      inTree.accept(dashboard);
      after = dashboard.toString();
    }
    if (after.equals(before)) {
      throw new AssertionError(this + ": got the same text, expected a change");
    }
    Files.writeString(file, after);
  }

  private static ArrayNode panels(ObjectNode dashboard) {
    return (ArrayNode) dashboard.path("attributes").path("panelsJSON");
  }

  private static ObjectNode panel(ObjectNode dashboard, String id) {
    for (JsonNode panel : panels(dashboard)) {
      if (panel.path("panelIndex").asText().equals(id)) {
        return (ObjectNode) panel;
      }
    }
    throw new AssertionError("got no panel " + id);
  }

  private static ObjectNode layer(ObjectNode panel) {
    return (ObjectNode) References.layers(panel).path("main");
  }

  private static void grid(ObjectNode panel, String side, int value) {
    panel.withObject("gridData").put(side, value);
  }

  private static void hide(ObjectNode dashboard, String panelId, String column) {
    JsonNode columns =
        panel(dashboard, panelId).at("/embeddableConfig/attributes/state/visualization/columns");
    for (JsonNode each : columns) {
      if (each.path("columnId").asText().equals(column)
          || column.equals("n") && each.path("columnId").asText().equals("compared")) {
        ((ObjectNode) each).put("hidden", true);
      }
    }
  }
}
