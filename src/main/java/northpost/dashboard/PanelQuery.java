package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import northpost.dashboard.Calculation.Function;

/**
 * One layer as an Elasticsearch search: its buckets nest in their order, and the figures stand at
 * the innermost. What comes back is for {@link PanelAnswer} to read.
 */
public final class PanelQuery {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String MISSING = "(missing value)";

  /** Buckets of time in a chart, at most. */
  private static final int MOST_BUCKETS = 100;

  private static final List<Duration> INTERVALS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(30));

  private final Layer layer;
  private final Selection selection;
  private final List<Calculation> calculations;
  private final ObjectNode request;

  private PanelQuery(
      Layer layer, Selection selection, List<Calculation> calculations, ObjectNode request) {
    this.layer = layer;
    this.selection = selection;
    this.calculations = calculations;
    this.request = request;
  }

  /**
   * @throws IllegalArgumentException when the layer asks for what cannot be computed
   */
  public static PanelQuery of(Dashboard dashboard, Panel panel, Layer layer, Selection selection) {
    ObjectNode request = NODES.objectNode();
    PanelQuery query = new PanelQuery(layer, selection, calculations(layer), request);
    request.put("size", 0).put("track_total_hits", true);
    request.set("query", query.filter(dashboard, panel));
    ObjectNode aggregations = query.level(0);
    if (!aggregations.isEmpty()) {
      request.set("aggs", aggregations);
    }
    return query;
  }

  private static List<Calculation> calculations(Layer layer) {
    List<Calculation> all = new ArrayList<>();
    for (Column column : layer.columns()) {
      if (column.operation() instanceof Operation.Metric metric) {
        all.add(metric.calculation());
      } else if (column.operation() instanceof Operation.Computed computed) {
        all.addAll(computed.formula().calculations());
      }
    }
    return all.stream().distinct().toList();
  }

  /** Indices that the request goes to, e.g. {@code northpost-funnel-*}. */
  public String index() {
    return layer.dataView().pattern();
  }

  /** The body of the search. */
  public ObjectNode request() {
    return request.deepCopy();
  }

  /** The data, asked for where they are not all written in the layer. */
  public PanelData data(Search search) throws IOException {
    return needsNoSearch() ? answer().written() : data(search.search(index(), request()));
  }

  /** The data of Elasticsearch's answer to the request. */
  public PanelData data(JsonNode response) {
    return answer().data(response);
  }

  private PanelAnswer answer() {
    return new PanelAnswer(layer, calculations);
  }

  private boolean needsNoSearch() {
    return calculations.isEmpty() && layer.buckets().isEmpty();
  }

  private JsonNode filter(Dashboard dashboard, Panel panel) {
    ArrayNode all = NODES.arrayNode();
    String timeField = layer.dataView().timeField();
    if (timeField != null) {
      ObjectNode range = NODES.objectNode();
      range
          .putObject("range")
          .putObject(timeField)
          .put("gte", selection.from().toString())
          .put("lt", selection.to().toString());
      all.add(range);
    }
    if (panel.query() != null) {
      all.add(panel.query());
    }
    if (!layer.ignoresControls()) {
      if (dashboard.query() != null) {
        all.add(dashboard.query());
      }
      for (Control control : dashboard.controls()) {
        List<String> chosen = selection.values().getOrDefault(control.field(), List.of());
        if (!chosen.isEmpty()) {
          ObjectNode terms = NODES.objectNode();
          ArrayNode values = terms.putObject("terms").putArray(control.field());
          chosen.forEach(values::add);
          all.add(terms);
        }
      }
    }
    ObjectNode query = NODES.objectNode();
    query.putObject("bool").set("filter", all);
    return query;
  }

  private ObjectNode level(int depth) {
    List<Column> buckets = layer.buckets();
    ObjectNode aggregations = NODES.objectNode();
    if (depth == buckets.size()) {
      for (int i = 0; i < calculations.size(); i++) {
        JsonNode figure = figure(calculations.get(i));
        if (figure != null) {
          aggregations.set(figureName(i), figure);
        }
      }
      return aggregations;
    }
    Column column = buckets.get(depth);
    ObjectNode inner = level(depth + 1);
    addOrder(column, inner);
    ObjectNode bucket = bucket(column, depth == buckets.size() - 1);
    if (!inner.isEmpty()) {
      bucket.set("aggs", inner);
    }
    aggregations.set(bucketName(depth), bucket);
    if (column.operation() instanceof Operation.Terms terms && terms.other()) {
      aggregations.setAll(inner.deepCopy());
    }
    return aggregations;
  }

  /** Terms are ordered by a figure of their own, also where further buckets lie within them. */
  private void addOrder(Column column, ObjectNode inner) {
    if (column.operation() instanceof Operation.Terms terms
        && terms.orderBy() != null
        && layer.column(terms.orderBy()) != null
        && layer.column(terms.orderBy()).operation() instanceof Operation.Metric metric) {
      JsonNode figure = figure(metric.calculation());
      if (figure != null) {
        inner.set(figureName(calculations.indexOf(metric.calculation())), figure);
      }
    }
  }

  private ObjectNode bucket(Column column, boolean innermost) {
    ObjectNode bucket = NODES.objectNode();
    Operation operation = column.operation();
    if (operation instanceof Operation.Terms terms) {
      if (terms.other()) {
        requireSums(column, innermost);
      }
      ObjectNode body = bucket.putObject("terms");
      body.put("field", terms.field()).put("size", terms.size());
      body.putObject("order").put(order(column, terms), terms.descending() ? "desc" : "asc");
      if (terms.missing()) {
        body.put("missing", MISSING);
      }
    } else if (operation instanceof Operation.DateHistogram histogram) {
      ObjectNode body = bucket.putObject("date_histogram");
      body.put("field", histogram.field())
          .put("time_zone", selection.zone().getId())
          .put("min_doc_count", histogram.emptyRows() ? 0 : 1);
      interval(body, histogram.interval());
      if (histogram.emptyRows()) {
        body.putObject("extended_bounds")
            .put("min", selection.from().toEpochMilli())
            .put("max", selection.to().toEpochMilli() - 1);
      }
    } else if (operation instanceof Operation.Filters filters) {
      ObjectNode body = bucket.putObject("filters").putObject("filters");
      for (int i = 0; i < filters.filters().size(); i++) {
        body.set(Integer.toString(i), filters.filters().get(i).query());
      }
    } else if (operation instanceof Operation.Ranges ranges) {
      ObjectNode body = bucket.putObject("range").put("field", ranges.field());
      ArrayNode all = body.putArray("ranges");
      for (int i = 0; i < ranges.ranges().size(); i++) {
        Operation.Range range = ranges.ranges().get(i);
        ObjectNode one = all.addObject().put("key", Integer.toString(i));
        if (range.from() != null) {
          one.put("from", range.from());
        }
        if (range.to() != null) {
          one.put("to", range.to());
        }
      }
    }
    return bucket;
  }

  private void requireSums(Column column, boolean innermost) {
    for (Calculation calculation : calculations) {
      if (!innermost || !calculation.function().adds()) {
        throw new IllegalArgumentException(
            "column "
                + column.id()
                + ": got a bucket of other values with "
                + calculation.function().word()
                + ", expected it innermost and of counts and sums only");
      }
    }
  }

  /** Days and longer follow the zone's calendar, so that a day of 23 hours is a day. */
  private void interval(ObjectNode body, String interval) {
    if (!interval.equals("auto")) {
      boolean calendar = interval.matches("1[dwMqy]");
      body.put(calendar ? "calendar_interval" : "fixed_interval", interval);
      return;
    }
    Duration range = Duration.between(selection.from(), selection.to());
    for (Duration each : INTERVALS) {
      if (range.toMillis() <= each.toMillis() * MOST_BUCKETS) {
        if (each.equals(Duration.ofDays(1))) {
          body.put("calendar_interval", "1d");
        } else {
          body.put("fixed_interval", each.toSeconds() + "s");
        }
        return;
      }
    }
    body.put("calendar_interval", "1M");
  }

  private String order(Column column, Operation.Terms terms) {
    if (terms.orderBy() == null) {
      return "_key";
    }
    Column by = layer.column(terms.orderBy());
    if (by == null || !(by.operation() instanceof Operation.Metric metric)) {
      throw new IllegalArgumentException(
          "column "
              + column.id()
              + ": got order by '"
              + terms.orderBy()
              + "', expected a metric column of the layer that is no formula");
    }
    Calculation calculation = metric.calculation();
    String name = figureName(calculations.indexOf(calculation));
    String path = calculation.filter() == null ? name : name + ">v";
    return switch (calculation.function()) {
      case COUNT -> {
        if (calculation.field() != null) {
          yield path;
        }
        yield calculation.filter() == null ? "_count" : name;
      }
      case SUM, MIN, MAX, AVERAGE, UNIQUE_COUNT -> path;
      case MEDIAN -> path + ".50";
      case PERCENTILE -> path + "." + calculation.percentile();
      case LAST_VALUE ->
          throw new IllegalArgumentException(
              "column " + column.id() + ": got order by a last value, expected another metric");
    };
  }

  /**
   * @return null where the number of documents says it
   */
  private static JsonNode figure(Calculation calculation) {
    ObjectNode value = value(calculation);
    if (calculation.filter() == null) {
      return value;
    }
    ObjectNode filtered = NODES.objectNode();
    filtered.set("filter", calculation.filter());
    if (value != null) {
      filtered.putObject("aggs").set("v", value);
    }
    return filtered;
  }

  private static ObjectNode value(Calculation calculation) {
    String type =
        switch (calculation.function()) {
          case COUNT -> "value_count";
          case SUM -> "sum";
          case MIN -> "min";
          case MAX -> "max";
          case AVERAGE -> "avg";
          case MEDIAN, PERCENTILE -> "percentiles";
          case UNIQUE_COUNT -> "cardinality";
          case LAST_VALUE -> "top_hits";
        };
    if (calculation.function() == Function.COUNT && calculation.field() == null) {
      return null;
    }
    ObjectNode aggregation = NODES.objectNode();
    ObjectNode body = aggregation.putObject(type);
    if (calculation.function() == Function.LAST_VALUE) {
      body.put("size", 1).put("_source", false);
      body.putArray("sort").addObject().put(calculation.sortField(), "desc");
      body.putArray("docvalue_fields").add(calculation.field());
      return aggregation;
    }
    body.put("field", calculation.field());
    if (calculation.function() == Function.MEDIAN) {
      body.putArray("percents").add(50);
    } else if (calculation.function() == Function.PERCENTILE) {
      body.putArray("percents").add(calculation.percentile());
    }
    return aggregation;
  }

  static String figureName(int index) {
    return "f" + index;
  }

  static String bucketName(int depth) {
    return "b" + depth;
  }
}
