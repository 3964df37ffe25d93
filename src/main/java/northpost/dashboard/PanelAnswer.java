package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.dashboard.PanelData.DataColumn;
import northpost.dashboard.PanelData.Role;

/**
 * What Elasticsearch answers to a {@link PanelQuery}, as rows. Formulas are worked out here, over
 * the figures that it gives. What is in none of the listed terms is the whole less the listed ones,
 * which holds for sums and counts only.
 */
final class PanelAnswer {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String OTHER = "Other";

  private final Layer layer;
  private final List<Calculation> calculations;

  /**
   * @param calculations in the order in which the query asked for them
   */
  PanelAnswer(Layer layer, List<Calculation> calculations) {
    this.layer = layer;
    this.calculations = calculations;
  }

  /** Keys of the buckets of a row, and the figures of the innermost one. */
  private record Row(List<Object> keys, Map<Calculation, Object> figures) {}

  /** The data of an answer of Elasticsearch. */
  PanelData data(JsonNode response) {
    long hits = response.path("hits").path("total").path("value").asLong();
    List<Row> rows = new ArrayList<>();
    ObjectNode whole = NODES.objectNode().put("doc_count", hits);
    if (response.path("aggregations") instanceof ObjectNode aggregations) {
      whole.setAll(aggregations);
    }
    collect(whole, 0, List.of(), rows);
    return table(rows, hits);
  }

  /** The data of a layer in which all is written already: one row. */
  PanelData written() {
    return table(List.of(new Row(List.of(), Map.of())), 0);
  }

  private void collect(JsonNode parent, int depth, List<Object> keys, List<Row> rows) {
    List<Column> buckets = layer.buckets();
    if (depth == buckets.size()) {
      rows.add(new Row(keys, figures(parent)));
      return;
    }
    Column column = buckets.get(depth);
    JsonNode all = parent.path(PanelQuery.bucketName(depth)).path("buckets");
    int first = rows.size();
    if (all.isObject()) {
      all.fields()
          .forEachRemaining(
              entry ->
                  collect(
                      entry.getValue(),
                      depth + 1,
                      with(keys, label(column, entry.getKey())),
                      rows));
    } else {
      for (JsonNode bucket : all) {
        collect(bucket, depth + 1, with(keys, key(column, bucket)), rows);
      }
    }
    if (column.operation() instanceof Operation.Terms terms && terms.other()) {
      Row other = other(parent, keys, rows.subList(first, rows.size()));
      if (other != null) {
        rows.add(other);
      }
    }
  }

  private static List<Object> with(List<Object> keys, Object key) {
    List<Object> all = new ArrayList<>(keys);
    all.add(key);
    return all;
  }

  private static Object label(Column column, String index) {
    return ((Operation.Filters) column.operation()).filters().get(Integer.parseInt(index)).label();
  }

  private static Object key(Column column, JsonNode bucket) {
    JsonNode key = bucket.path("key");
    if (column.operation() instanceof Operation.DateHistogram
        || column.type() == Column.Type.DATE) {
      return Instant.ofEpochMilli(key.asLong());
    }
    if (column.operation() instanceof Operation.Ranges ranges) {
      return ranges.ranges().get(Integer.parseInt(key.asText())).label();
    }
    return key.isNumber() ? (Object) key.asDouble() : key.asText();
  }

  /**
   * @return null where nothing is left
   */
  private Row other(JsonNode parent, List<Object> keys, List<Row> listed) {
    Map<Calculation, Object> rest = new HashMap<>();
    boolean any = false;
    for (Map.Entry<Calculation, Object> whole : figures(parent).entrySet()) {
      double left = whole.getValue() instanceof Double number ? number : 0;
      for (Row row : listed) {
        left -= row.figures().get(whole.getKey()) instanceof Double number ? number : 0;
      }
      any |= left != 0;
      rest.put(whole.getKey(), left);
    }
    return any ? new Row(with(keys, OTHER), rest) : null;
  }

  private Map<Calculation, Object> figures(JsonNode bucket) {
    Map<Calculation, Object> figures = new HashMap<>();
    for (int i = 0; i < calculations.size(); i++) {
      Calculation calculation = calculations.get(i);
      JsonNode holder = bucket;
      JsonNode answer = bucket.path(PanelQuery.figureName(i));
      if (calculation.filter() != null) {
        holder = answer;
        answer = holder.path("v");
      }
      figures.put(calculation, figure(calculation, holder, answer));
    }
    return figures;
  }

  private static Object figure(Calculation calculation, JsonNode holder, JsonNode answer) {
    return switch (calculation.function()) {
      case COUNT ->
          calculation.field() == null
              ? (Object) holder.path("doc_count").asDouble()
              : number(answer.path("value"));
      case SUM, MIN, MAX, AVERAGE, UNIQUE_COUNT -> number(answer.path("value"));
      case MEDIAN, PERCENTILE -> {
        var values = answer.path("values").elements();
        yield values.hasNext() ? number(values.next()) : null;
      }
      case LAST_VALUE -> {
        JsonNode values = answer.at("/hits/hits/0/fields").path(calculation.field());
        if (values.size() > 1) {
          List<String> all = new ArrayList<>();
          values.forEach(each -> all.add(each.asText()));
          yield String.join(", ", all);
        }
        JsonNode value = values.path(0);
        yield value.isMissingNode() || value.isNull()
            ? null
            : value.isNumber() ? (Object) value.asDouble() : value.asText();
      }
    };
  }

  private static Double number(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.asDouble()) ? value.asDouble() : null;
  }

  private PanelData table(List<Row> rows, long hits) {
    List<Column> shown = layer.shown().stream().map(layer::column).toList();
    List<Row> sorted = new ArrayList<>(rows);
    if (layer.sortedBy() != null) {
      Column by = layer.column(layer.sortedBy());
      Comparator<Object> order = PanelAnswer::compare;
      sorted.sort(
          Comparator.comparing(
              row -> value(by, row),
              Comparator.nullsLast(layer.descending() ? order.reversed() : order)));
    }
    List<DataColumn> columns =
        shown.stream()
            .map(
                column ->
                    new DataColumn(
                        column.id(),
                        column.label(),
                        column.isBucket() ? Role.BUCKET : Role.METRIC,
                        column.type(),
                        column.format()))
            .toList();
    List<List<Object>> values = new ArrayList<>();
    for (Row row : sorted) {
      Object[] cells = shown.stream().map(column -> value(column, row)).toArray();
      values.add(Collections.unmodifiableList(Arrays.asList(cells)));
    }
    return new PanelData(columns, values, hits);
  }

  private static int compare(Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y) {
      return x.compareTo(y);
    }
    if (a instanceof Instant x && b instanceof Instant y) {
      return x.compareTo(y);
    }
    return a.toString().compareTo(b.toString());
  }

  private Object value(Column column, Row row) {
    Operation operation = column.operation();
    if (operation instanceof Operation.Fixed fixed) {
      return fixed.value();
    }
    if (operation instanceof Operation.Computed computed) {
      return computed
          .formula()
          .value(each -> row.figures().get(each) instanceof Double number ? number : null);
    }
    if (operation instanceof Operation.Metric metric) {
      Object value = row.figures().get(metric.calculation());
      if (column.type() != Column.Type.DATE || value == null) {
        return value;
      }
      return value instanceof Double millis
          ? Instant.ofEpochMilli(millis.longValue())
          : Instant.parse(value.toString());
    }
    return row.keys().get(layer.buckets().indexOf(column));
  }
}
