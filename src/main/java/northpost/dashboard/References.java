package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The links of a dashboard to other objects. Kibana stores them in a list apart, by names that say
 * where each belongs; for reading and reviewing they stand where they are used: {@code
 * indexPatternId} in a layer, {@code dataViewId} in a control, {@code dashboardId} in a drill-down.
 */
final class References {
  private References() {}

  /** The name of the reference of a layer, within its panel. */
  private static String ofLayer(String layerId) {
    return "indexpattern-datasource-layer-" + layerId;
  }

  private static String ofControl(String controlId) {
    return "controlGroup_" + controlId + ":optionsListDataView";
  }

  private static String ofDrillDown(String eventId) {
    return "drilldown:DASHBOARD_TO_DASHBOARD_DRILLDOWN:" + eventId + ":dashboardId";
  }

  /**
   * Puts each link where it is used and removes the lists.
   *
   * @param dashboard decoded; it is changed
   * @param problems told of links that lead nowhere, and of entries that nothing uses
   */
  static void bringIn(ObjectNode dashboard, Consumer<String> problems) {
    JsonNode list = dashboard.path("references");
    if (!list.isArray()) {
      return;
    }
    Set<String> used = new HashSet<>();
    String place = "dashboard " + dashboard.path("id").asText();
    forEachControl(
        dashboard,
        (id, input) -> {
          if (!input.has("dataViewId")) {
            bringIn(list, ofControl(id), input, "dataViewId", used, place, problems);
          }
        });
    for (JsonNode panel : dashboard.path("attributes").path("panelsJSON")) {
      String index = panel.path("panelIndex").asText();
      String where = place + ", panel " + index;
      forEachLayer(
          panel,
          (id, layer) -> {
            if (!layer.has("indexPatternId")) {
              String name = ofLayer(id);
              bringIn(list, index + ":" + name, layer, "indexPatternId", used, where, problems);
              requireSame(panel, name, layer, where, problems);
            }
          });
      if (panel.path("embeddableConfig").path("attributes") instanceof ObjectNode attributes) {
        attributes.remove("references");
      }
      for (JsonNode event : events(panel)) {
        if (event.path("action").path("config") instanceof ObjectNode config
            && !config.has("dashboardId")) {
          String name = index + ":" + ofDrillDown(event.path("eventId").asText());
          bringIn(list, name, config, "dashboardId", used, where, problems);
        }
      }
    }
    for (JsonNode reference : list) {
      String name = reference.path("name").asText();
      if (!used.contains(name)) {
        problems.accept(place + ": got reference '" + name + "', which nothing uses");
      }
    }
    dashboard.remove("references");
  }

  private static void bringIn(
      JsonNode list,
      String name,
      ObjectNode into,
      String field,
      Set<String> used,
      String place,
      Consumer<String> problems) {
    String id = idOf(list, name);
    used.add(name);
    if (id == null) {
      problems.accept(place + ": got no reference '" + name + "', expected one in the dashboard");
    } else {
      into.put(field, id);
    }
  }

  /** Kibana keeps the reference of a layer in its panel too. */
  private static void requireSame(
      JsonNode panel, String name, ObjectNode layer, String place, Consumer<String> problems) {
    JsonNode own = panel.path("embeddableConfig").path("attributes").path("references");
    String id = idOf(own, name);
    if (id == null || !id.equals(layer.path("indexPatternId").asText(id))) {
      problems.accept(
          place + ": got reference '" + name + "' to " + id + ", expected that of the dashboard");
    }
  }

  private static String idOf(JsonNode list, String name) {
    for (JsonNode reference : list) {
      if (reference.path("name").asText().equals(name)) {
        return reference.path("id").asText();
      }
    }
    return null;
  }

  /** The opposite: makes the lists, as Kibana's importer expects them. */
  static void takeOut(ObjectNode dashboard) {
    ArrayNode list = dashboard.arrayNode();
    forEachControl(
        dashboard,
        (id, input) -> takeOut(input, "dataViewId", ofControl(id), "index-pattern", list));
    for (JsonNode panel : dashboard.path("attributes").path("panelsJSON")) {
      String index = panel.path("panelIndex").asText();
      if (panel.path("embeddableConfig").path("attributes") instanceof ObjectNode attributes) {
        ArrayNode own = attributes.putArray("references");
        forEachLayer(
            panel,
            (id, layer) -> {
              String viewId = layer.path("indexPatternId").asText();
              own.add(reference(own, ofLayer(id), "index-pattern", viewId));
              takeOut(layer, "indexPatternId", index + ":" + ofLayer(id), "index-pattern", list);
            });
      }
      for (JsonNode event : events(panel)) {
        if (event.path("action").path("config") instanceof ObjectNode config) {
          String name = index + ":" + ofDrillDown(event.path("eventId").asText());
          takeOut(config, "dashboardId", name, "dashboard", list);
        }
      }
    }
    dashboard.set("references", list);
  }

  private static void takeOut(
      ObjectNode from, String field, String name, String type, ArrayNode list) {
    JsonNode id = from.remove(field);
    if (id != null) {
      list.add(reference(list, name, type, id.asText()));
    }
  }

  private static ObjectNode reference(ArrayNode list, String name, String type, String id) {
    return list.objectNode().put("id", id).put("name", name).put("type", type);
  }

  static JsonNode events(JsonNode panel) {
    return panel
        .path("embeddableConfig")
        .path("enhancements")
        .path("dynamicActions")
        .path("events");
  }

  private interface Part {
    void with(String id, ObjectNode part);
  }

  private static void forEachControl(ObjectNode dashboard, Part part) {
    JsonNode controls = dashboard.path("attributes").path("controlGroupInput").path("panelsJSON");
    for (String id : names(controls)) {
      if (controls.path(id).path("explicitInput") instanceof ObjectNode input) {
        part.with(id, input);
      }
    }
  }

  private static void forEachLayer(JsonNode panel, Part part) {
    JsonNode layers = layers(panel);
    for (String id : names(layers)) {
      if (layers.path(id) instanceof ObjectNode layer) {
        part.with(id, layer);
      }
    }
  }

  /** The layers of a Lens panel by their id. */
  static JsonNode layers(JsonNode panel) {
    return panel
        .path("embeddableConfig")
        .path("attributes")
        .path("state")
        .path("datasourceStates")
        .path("formBased")
        .path("layers");
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
