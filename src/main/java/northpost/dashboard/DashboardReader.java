package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads dashboards; tells of each thing that it does not understand, and leaves that out. */
final class DashboardReader {
  private final SavedObjects objects;
  private final List<String> problems;
  private final Map<String, DataView> dataViews = new TreeMap<>();

  DashboardReader(SavedObjects objects, List<String> problems) {
    this.objects = objects;
    this.problems = problems;
  }

  Dashboards read() {
    for (ObjectNode object : objects.ofType(SavedObjects.DATA_VIEW)) {
      DataView view = dataView(object);
      if (dataViews.putIfAbsent(view.id(), view) != null) {
        problems.add("data view " + view.id() + ": got its id twice, expected once");
      }
    }
    List<Dashboard> dashboards = new ArrayList<>();
    for (ObjectNode object : objects.ofType(SavedObjects.DASHBOARD)) {
      dashboards.add(dashboard(object.deepCopy()));
    }
    dashboards.sort(Comparator.comparing(Dashboard::id));
    for (ObjectNode object : objects.all()) {
      String type = object.path("type").asText();
      if (!type.equals(SavedObjects.DATA_VIEW) && !type.equals(SavedObjects.DASHBOARD)) {
        problems.add(
            type + " " + object.path("id").asText() + ": expected dashboards and data views only");
      }
    }
    return new Dashboards(dashboards, List.copyOf(dataViews.values()));
  }

  private static DataView dataView(ObjectNode object) {
    JsonNode attributes = object.path("attributes");
    return new DataView(
        object.path("id").asText(),
        attributes.path("name").asText(attributes.path("title").asText()),
        attributes.path("title").asText(),
        attributes.path("timeFieldName").asText(null));
  }

  private Dashboard dashboard(ObjectNode object) {
    References.bringIn(object, problems::add);
    String id = object.path("id").asText();
    String place = "dashboard " + id;
    JsonNode attributes = object.path("attributes");
    List<Control> controls = new ArrayList<>();
    JsonNode group = attributes.path("controlGroupInput").path("panelsJSON");
    List<String> controlIds = new ArrayList<>();
    group.fieldNames().forEachRemaining(controlIds::add);
    controlIds.sort(Comparator.comparingInt(each -> group.path(each).path("order").asInt()));
    for (String controlId : controlIds) {
      attempt(
          place + ", control " + controlId,
          () -> controls.add(control(controlId, group.path(controlId))));
    }
    List<Panel> panels = new ArrayList<>();
    for (JsonNode panel : attributes.path("panelsJSON")) {
      String where =
          place + ", panel " + panel.path("panelIndex").asText() + " '" + title(panel) + "'";
      attempt(where, () -> panels.add(panel(panel, where)));
    }
    panels.sort(
        Comparator.comparingInt((Panel panel) -> panel.grid().y())
            .thenComparingInt(panel -> panel.grid().x()));
    JsonNode[] query = new JsonNode[1];
    attempt(
        place,
        () ->
            query[0] =
                query(attributes.path("kibanaSavedObjectMeta").path("searchSourceJSON"), "filter"));
    boolean pause = attributes.path("refreshInterval").path("pause").asBoolean(true);
    return new Dashboard(
        id,
        attributes.path("title").asText(),
        attributes.path("description").asText(),
        pause ? 0 : attributes.path("refreshInterval").path("value").asLong(),
        query[0],
        controls,
        panels);
  }

  private void attempt(String place, Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      problems.add(place + ": " + e.getMessage());
    }
  }

  private Control control(String id, JsonNode control) {
    String type = control.path("type").asText();
    if (!type.equals("optionsListControl")) {
      throw new IllegalArgumentException("got type '" + type + "', expected optionsListControl");
    }
    JsonNode input = control.path("explicitInput");
    return new Control(
        id,
        input.path("title").asText(),
        view(input.path("dataViewId").asText()),
        input.path("fieldName").asText());
  }

  private DataView view(String id) {
    DataView view = dataViews.get(id);
    if (view == null) {
      throw new IllegalArgumentException(
          "got data view '" + id + "', expected one of " + dataViews.keySet());
    }
    return view;
  }

  private static String title(JsonNode panel) {
    return panel.path("title").asText(panel.path("embeddableConfig").path("title").asText());
  }

  private Panel panel(JsonNode panel, String place) {
    String type = panel.path("type").asText();
    return switch (type) {
      case "lens" -> lens(panel, place);
      case "visualization" -> markdown(panel);
      default ->
          throw new IllegalArgumentException(
              "got type '" + type + "', expected lens, or visualization with markdown");
    };
  }

  private static Grid grid(JsonNode panel) {
    JsonNode grid = panel.path("gridData");
    return new Grid(
        grid.path("x").asInt(-1),
        grid.path("y").asInt(-1),
        grid.path("w").asInt(-1),
        grid.path("h").asInt(-1));
  }

  private static Panel markdown(JsonNode panel) {
    JsonNode saved = panel.path("embeddableConfig").path("savedVis");
    if (!saved.path("type").asText().equals("markdown")) {
      throw new IllegalArgumentException(
          "got visualization '" + saved.path("type").asText() + "', expected markdown by value");
    }
    return new Panel(
        panel.path("panelIndex").asText(),
        title(panel),
        "",
        grid(panel),
        Panel.Kind.MARKDOWN,
        saved.path("params").path("markdown").asText(),
        null,
        List.of(),
        List.of());
  }

  private Panel lens(JsonNode panel, String place) {
    JsonNode attributes = panel.path("embeddableConfig").path("attributes");
    if (attributes.isMissingNode()) {
      throw new IllegalArgumentException("got a panel by reference, expected one by value");
    }
    JsonNode state = attributes.path("state");
    String visualizationType = attributes.path("visualizationType").asText();
    Panel.Kind kind =
        switch (visualizationType) {
          case "lnsXY" -> Panel.Kind.XY;
          case "lnsMetric" -> Panel.Kind.METRIC;
          case "lnsDatatable" -> Panel.Kind.TABLE;
          case "lnsPie" -> Panel.Kind.PIE;
          case "lnsHeatmap" -> Panel.Kind.HEATMAP;
          default ->
              throw new IllegalArgumentException(
                  "got visualization '"
                      + visualizationType
                      + "', expected lnsXY, lnsMetric, lnsDatatable, lnsPie or lnsHeatmap");
        };
    JsonNode layers = References.layers(panel);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("got no layers in formBased, expected some");
    }
    List<Layer> read = new ArrayList<>();
    LayerReader reader = new LayerReader(kind, state.path("visualization"));
    layers
        .fields()
        .forEachRemaining(
            entry ->
                attempt(
                    place + ", layer " + entry.getKey(),
                    () ->
                        read.add(
                            reader.layer(
                                entry.getKey(),
                                entry.getValue(),
                                view(entry.getValue().path("indexPatternId").asText())))));
    List<DrillDown> drillDowns = new ArrayList<>();
    for (JsonNode event : References.events(panel)) {
      JsonNode action = event.path("action");
      drillDowns.add(
          new DrillDown(
              action.path("name").asText(), action.path("config").path("dashboardId").asText()));
    }
    return new Panel(
        panel.path("panelIndex").asText(),
        title(panel),
        panel
            .path("embeddableConfig")
            .path("description")
            .asText(attributes.path("description").asText()),
        grid(panel),
        kind,
        null,
        query(state, "filters"),
        read,
        drillDowns);
  }

  /** The KQL of {@code query}; filters made with the mouse are refused, so that all is in words. */
  private static JsonNode query(JsonNode holder, String filters) {
    if (!holder.path(filters).isEmpty()) {
      throw new IllegalArgumentException(
          "got " + holder.path(filters).size() + " filters beside the query, expected KQL alone");
    }
    String language = holder.path("query").path("language").asText("kuery");
    if (!language.equals("kuery")) {
      throw new IllegalArgumentException("got query in " + language + ", expected kuery");
    }
    return Kql.query(holder.path("query").path("query").asText());
  }
}
