package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import northpost.dashboard.Layer.Series;

/** Reads the layers of one Lens panel. */
final class LayerReader {
  private final Panel.Kind kind;
  private final JsonNode visualization;

  LayerReader(Panel.Kind kind, JsonNode visualization) {
    this.kind = kind;
    this.visualization = visualization;
  }

  Layer layer(String id, JsonNode layer, DataView view) {
    JsonNode drawing = drawing(id);
    List<Column> columns = columns(layer);
    List<String> groups = new ArrayList<>();
    List<String> values = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    String x = null;
    switch (kind) {
      case XY -> {
        x = drawing.path("xAccessor").asText(null);
        add(groups, drawing.path("splitAccessor"));
        addAll(values, drawing.path("accessors"));
      }
      case HEATMAP -> {
        x = drawing.path("xAccessor").asText(null);
        add(groups, drawing.path("yAccessor"));
        add(values, drawing.path("valueAccessor"));
      }
      case METRIC -> {
        add(groups, drawing.path("breakdownByAccessor"));
        add(values, drawing.path("metricAccessor"));
        add(values, drawing.path("secondaryMetricAccessor"));
        add(values, drawing.path("maxAccessor"));
      }
      case PIE -> {
        addAll(groups, drawing.path("primaryGroups"));
        addAll(values, drawing.path("metrics"));
      }
      case TABLE -> {
        for (JsonNode column : drawing.path("columns")) {
          if (!column.path("hidden").asBoolean()) {
            shown.add(column.path("columnId").asText());
          }
        }
      }
      case MARKDOWN -> throw new IllegalArgumentException("got a layer in a markdown panel");
    }
    if (kind == Panel.Kind.TABLE) {
      for (String each : shown) {
        boolean bucket =
            columns.stream().anyMatch(column -> column.id().equals(each) && column.isBucket());
        (bucket ? groups : values).add(each);
      }
    } else {
      Stream.of(x == null ? List.<String>of() : List.of(x), groups, values).forEach(shown::addAll);
    }
    JsonNode sorting = drawing.path("sorting");
    boolean sorted = !sorting.path("direction").asText("none").equals("none");
    Layer read =
        new Layer(
            id,
            view,
            columns,
            series(drawing),
            x,
            groups,
            values,
            shown,
            sorted ? sorting.path("columnId").asText() : null,
            sorting.path("direction").asText().equals("desc"),
            layer.path("ignoreGlobalFilters").asBoolean());
    check(read);
    return read;
  }

  private JsonNode drawing(String layerId) {
    if (visualization.path("layerId").asText().equals(layerId)) {
      return visualization;
    }
    for (JsonNode drawing : visualization.path("layers")) {
      if (drawing.path("layerId").asText().equals(layerId)) {
        return drawing;
      }
    }
    throw new IllegalArgumentException("got nothing that draws it, expected a layer of its id");
  }

  private Series series(JsonNode drawing) {
    if (drawing.path("layerType").asText("data").equals("referenceLine")) {
      return Series.REFERENCE_LINE;
    }
    if (kind != Panel.Kind.XY) {
      return Series.NONE;
    }
    String type = drawing.path("seriesType").asText();
    return switch (type) {
      case "line" -> Series.LINE;
      case "area" -> Series.AREA;
      case "area_stacked" -> Series.AREA_STACKED;
      case "bar" -> Series.BAR;
      case "bar_stacked" -> Series.BAR_STACKED;
      case "bar_percentage_stacked" -> Series.BAR_PERCENTAGE_STACKED;
      case "bar_horizontal" -> Series.BAR_HORIZONTAL;
      case "bar_horizontal_stacked" -> Series.BAR_HORIZONTAL_STACKED;
      default -> throw new IllegalArgumentException("got series '" + type + "', expected a known");
    };
  }

  private static void add(List<String> ids, JsonNode id) {
    if (id.isTextual()) {
      ids.add(id.asText());
    }
  }

  private static void addAll(List<String> ids, JsonNode all) {
    all.forEach(id -> add(ids, id));
  }

  private static List<Column> columns(JsonNode layer) {
    JsonNode columns = layer.path("columns");
    Set<String> ordered = new HashSet<>();
    List<Column> buckets = new ArrayList<>();
    List<Column> metrics = new ArrayList<>();
    Set<String> parts = partsOfFormulas(columns);
    for (JsonNode ordinal : layer.path("columnOrder")) {
      String id = ordinal.asText();
      if (!columns.has(id) || !ordered.add(id)) {
        throw new IllegalArgumentException(
            "columnOrder: got '" + id + "', expected each of the columns once");
      }
      if (!parts.contains(id)) {
        Column column = ColumnReader.column(id, columns.path(id));
        (column.isBucket() ? buckets : metrics).add(column);
      }
    }
    columns
        .fieldNames()
        .forEachRemaining(
            id -> {
              if (!ordered.contains(id)) {
                throw new IllegalArgumentException(
                    "columnOrder: got no '" + id + "', expected all columns");
              }
            });
    buckets.addAll(metrics);
    return buckets;
  }

  /** Kibana keeps a formula in pieces too: columns that only other columns refer to. */
  private static Set<String> partsOfFormulas(JsonNode columns) {
    Set<String> parts = new HashSet<>();
    columns.forEach(
        column -> {
          String operation = column.path("operationType").asText();
          if (operation.equals("formula") || operation.equals("math")) {
            column.path("references").forEach(id -> parts.add(id.asText()));
          }
        });
    return parts;
  }

  private static void check(Layer layer) {
    for (String id : layer.shown()) {
      if (layer.column(id) == null) {
        throw new IllegalArgumentException(
            "got column '"
                + id
                + "' to draw, expected one of "
                + layer.columns().stream().map(Column::id).toList());
      }
    }
    for (String id : layer.values()) {
      if (layer.column(id).isBucket()) {
        throw new IllegalArgumentException("got buckets '" + id + "' as value, expected a metric");
      }
    }
    if (layer.values().isEmpty()) {
      throw new IllegalArgumentException("got no value to draw, expected one");
    }
    if (layer.sortedBy() != null && layer.column(layer.sortedBy()) == null) {
      throw new IllegalArgumentException(
          "sorting: got column '" + layer.sortedBy() + "', expected one of the layer");
    }
  }
}
