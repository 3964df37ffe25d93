package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Works a layer out over documents in memory, one by one, and compares with what was drawn. */
final class CountedByHand {
  /** In place of a length: buckets are calendar months. */
  static final long MONTHS = -1;

  private final Layer layer;
  private final long intervalMillis;
  private final List<Map<String, Object>> documents;
  private final List<String> differences = new ArrayList<>();
  private int compared;

  /**
   * @param documents those of the data view, whatever their time
   * @param intervalMillis length of a bucket of time
   */
  CountedByHand(
      Dashboard dashboard,
      Panel panel,
      Layer layer,
      Selection selection,
      List<Map<String, Object>> documents,
      long intervalMillis) {
    this.layer = layer;
    this.intervalMillis = intervalMillis;
    this.documents =
        documents.stream()
            .filter(each -> inTime(each, layer.dataView().timeField(), selection))
            .filter(each -> matches(panel.query(), each))
            .filter(each -> layer.ignoresControls() || chosen(dashboard, each, selection))
            .toList();
  }

  /** What differs, in words. */
  List<String> differences(PanelData data) {
    Map<List<Object>, List<Map<String, Object>>> groups = new LinkedHashMap<>();
    group(documents, 0, List.of(), groups);
    if (layer.buckets().isEmpty()) {
      groups.putIfAbsent(List.of(), List.of());
    }
    if (data.hits() != documents.size()) {
      differences.add("documents: got " + data.hits() + ", counted " + documents.size());
    }
    Set<List<Object>> drawn = new HashSet<>();
    for (List<Object> row : data.rows()) {
      List<Object> key = new ArrayList<>();
      for (Column bucket : layer.buckets()) {
        key.add(row.get(data.indexOf(bucket.id())));
      }
      if (!drawn.add(key)) {
        differences.add(key + ": got twice");
      }
      if (key.contains("Other")) {
        continue;
      }
      List<Map<String, Object>> group = groups.getOrDefault(key, List.of());
      for (Column column : layer.columns()) {
        if (!column.isBucket()) {
          compare(key, column, row.get(data.indexOf(column.id())), group);
        }
      }
    }
    for (List<Object> key : groups.keySet()) {
      if (!drawn.contains(key)) {
        differences.add(key + ": not drawn, counted " + groups.get(key).size());
      }
    }
    return differences;
  }

  /** Figures that were compared. */
  int compared() {
    return compared;
  }

  private void compare(
      List<Object> key, Column column, Object got, List<Map<String, Object>> group) {
    compared++;
    Operation operation = column.operation();
    boolean same;
    Object expected;
    if (operation instanceof Operation.Fixed fixed) {
      expected = fixed.value();
      same = expected.equals(got);
    } else if (operation instanceof Operation.Computed computed) {
      Double value = value(computed.formula(), group);
      expected = value == null || !Double.isFinite(value) ? null : value;
      same = near(expected, got);
    } else {
      Calculation calculation = ((Operation.Metric) operation).calculation();
      expected = expected(calculation, group);
      same = expected instanceof Among among ? among.has(got) : near(expected, got);
    }
    if (!same) {
      differences.add(key + " " + column.label() + ": got " + got + ", counted " + expected);
    }
  }

  private static boolean near(Object expected, Object got) {
    if (expected instanceof Double a && got instanceof Double b) {
      return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));
    }
    return Objects.equals(expected, got);
  }

  /** Any of these will do: what is last among equals, or between which a percentile lies. */
  private record Among(Set<Object> values, Double from, Double to) {
    boolean has(Object got) {
      return from != null
          ? got instanceof Double number && number >= from - 1e-6 && number <= to + 1e-6
          : values.contains(got);
    }
  }

  private static Object expected(Calculation calculation, List<Map<String, Object>> group) {
    List<Map<String, Object>> counted =
        group.stream().filter(each -> matches(calculation.filter(), each)).toList();
    String field = calculation.field();
    if (field == null) {
      return (double) counted.size();
    }
    List<Map<String, Object>> having =
        counted.stream().filter(each -> each.get(field) != null).toList();
    switch (calculation.function()) {
      case COUNT -> {
        return (double) having.size();
      }
      case UNIQUE_COUNT -> {
        return (double) having.stream().map(each -> each.get(field)).distinct().count();
      }
      case SUM -> {
        return having.stream().mapToDouble(each -> (Double) each.get(field)).sum();
      }
      case LAST_VALUE -> {
        if (having.isEmpty()) {
          return null;
        }
        Instant newest =
            having.stream().map(CountedByHand::time).max(Comparator.naturalOrder()).get();
        Set<Object> values = new HashSet<>();
        having.stream()
            .filter(each -> time(each).equals(newest))
            .forEach(each -> values.add(shown(each.get(field))));
        return new Among(values, null, null);
      }
      default -> {
        return having.isEmpty() ? null : ofNumbers(calculation, having);
      }
    }
  }

  private static Object ofNumbers(Calculation calculation, List<Map<String, Object>> having) {
    List<Object> values =
        having.stream()
            .map(each -> each.get(calculation.field()))
            .sorted(CountedByHand::compareValues)
            .toList();
    return switch (calculation.function()) {
      case MIN -> values.get(0);
      case MAX -> values.get(values.size() - 1);
      case AVERAGE -> values.stream().mapToDouble(each -> (Double) each).average().getAsDouble();
      case MEDIAN -> around(values, 50);
      case PERCENTILE -> around(values, calculation.percentile());
      default -> throw new IllegalStateException(calculation.function().word());
    };
  }

  /** Elasticsearch estimates percentiles: within 2 % of the ranks, and a rank. */
  private static Among around(List<Object> sorted, double percentile) {
    double rank = percentile / 100 * (sorted.size() - 1);
    double slack = 1 + 0.02 * sorted.size();
    int from = (int) Math.max(0, Math.floor(rank - slack));
    int to = (int) Math.min(sorted.size() - 1, Math.ceil(rank + slack));
    return new Among(null, (Double) sorted.get(from), (Double) sorted.get(to));
  }

  private static int compareValues(Object a, Object b) {
    return a instanceof Instant x ? x.compareTo((Instant) b) : ((Double) a).compareTo((Double) b);
  }

  private static Instant time(Map<String, Object> document) {
    return (Instant) document.get("@timestamp");
  }

  private static Object shown(Object value) {
    return value instanceof List<?> list
        ? String.join(", ", new TreeSet<>(list.stream().map(Object::toString).toList()))
        : value;
  }

  private static Double value(Formula formula, List<Map<String, Object>> group) {
    if (formula instanceof Formula.Number number) {
      return number.value();
    }
    if (formula instanceof Formula.Figure figure) {
      return (Double) expected(figure.calculation(), group);
    }
    Formula.Apply apply = (Formula.Apply) formula;
    Double a = value(apply.arguments().get(0), group);
    Double b = apply.arguments().size() < 2 ? null : value(apply.arguments().get(1), group);
    return switch (apply.function()) {
      case "add" -> a + b;
      case "subtract" -> a - b;
      case "multiply" -> a * b;
      case "divide" -> a / b;
      case "sqrt" -> Math.sqrt(a);
      default -> throw new IllegalStateException(apply.function());
    };
  }

  private void group(
      List<Map<String, Object>> all,
      int depth,
      List<Object> key,
      Map<List<Object>, List<Map<String, Object>>> groups) {
    if (depth == layer.buckets().size()) {
      groups.put(key, all);
      return;
    }
    Map<Object, List<Map<String, Object>>> parts = new LinkedHashMap<>();
    for (Map<String, Object> document : all) {
      for (Object bucket : buckets(layer.buckets().get(depth).operation(), document)) {
        parts.computeIfAbsent(bucket, any -> new ArrayList<>()).add(document);
      }
    }
    parts.forEach(
        (bucket, part) -> {
          List<Object> longer = new ArrayList<>(key);
          longer.add(bucket);
          group(part, depth + 1, longer, groups);
        });
  }

  private Collection<Object> buckets(Operation operation, Map<String, Object> document) {
    if (operation instanceof Operation.Terms terms) {
      Object value = document.get(terms.field());
      return value == null ? List.of() : List.of(value);
    }
    if (operation instanceof Operation.DateHistogram histogram) {
      Instant time = (Instant) document.get(histogram.field());
      if (intervalMillis == MONTHS) {
        var day = time.atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
        return List.of(day.atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      long bucket = Math.floorDiv(time.toEpochMilli(), intervalMillis);
      return List.of(Instant.ofEpochMilli(bucket * intervalMillis));
    }
    if (operation instanceof Operation.Ranges ranges) {
      Object value = document.get(ranges.field());
      return ranges.ranges().stream()
          .filter(range -> value instanceof Double x && x >= range.from() && x < range.to())
          .map(range -> (Object) range.label())
          .toList();
    }
    return ((Operation.Filters) operation)
        .filters().stream()
            .filter(filter -> matches(filter.query(), document))
            .map(filter -> (Object) filter.label())
            .toList();
  }

  private static boolean inTime(Map<String, Object> document, String field, Selection selection) {
    if (field == null) {
      return true;
    }
    Instant time = (Instant) document.get(field);
    return !time.isBefore(selection.from()) && time.isBefore(selection.to());
  }

  private static boolean chosen(
      Dashboard dashboard, Map<String, Object> document, Selection selection) {
    return dashboard.controls().stream()
        .allMatch(
            control -> {
              List<String> values = selection.values().getOrDefault(control.field(), List.of());
              return values.isEmpty() || values.contains(document.get(control.field()));
            });
  }

  /** The queries that KQL becomes, understood anew. */
  private static boolean matches(JsonNode query, Map<String, Object> document) {
    if (query == null) {
      return true;
    }
    String kind = query.fieldNames().next();
    JsonNode body = query.path(kind);
    if (kind.equals("bool")) {
      return all(body.path("filter")).stream().allMatch(each -> matches(each, document))
          && all(body.path("must_not")).stream().noneMatch(each -> matches(each, document))
          && (!body.has("should")
              || all(body.path("should")).stream().anyMatch(each -> matches(each, document)));
    }
    if (kind.equals("exists")) {
      return document.get(body.path("field").asText()) != null;
    }
    String field = body.fieldNames().next();
    Object value = document.get(field);
    if (value == null) {
      return false;
    }
    if (kind.equals("range")) {
      double number = (Double) value;
      String sign = body.path(field).fieldNames().next();
      double bound = body.path(field).path(sign).asDouble();
      return switch (sign) {
        case "gt" -> number > bound;
        case "gte" -> number >= bound;
        case "lt" -> number < bound;
        default -> number <= bound;
      };
    }
    String wanted = body.path(field).asText();
    return value instanceof Double number
        ? number == Double.parseDouble(wanted)
        : value.equals(wanted);
  }

  private static List<JsonNode> all(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
