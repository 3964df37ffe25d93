package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A field that a layer needs, and as what.
 *
 * @param place column, query or control that names it
 */
record FieldUse(String field, Need need, String place) {
  /** What must be possible with it. */
  enum Need {
    SEARCH(Set.of()),
    BUCKETS(Set.of()),
    NUMBERS(
        Set.of(
            "long",
            "integer",
            "short",
            "byte",
            "double",
            "float",
            "half_float",
            "scaled_float",
            "unsigned_long")),
    NUMBERS_OR_TIMES(
        Set.of("long", "integer", "short", "byte", "double", "float", "unsigned_long", "date")),
    TIMES(Set.of("date", "date_nanos"));

    private final Set<String> types;

    Need(Set<String> types) {
      this.types = types;
    }

    /** Types that will do; empty for any. */
    Set<String> types() {
      return types;
    }
  }

  /** All fields that a layer of a panel needs. */
  static List<FieldUse> of(Dashboard dashboard, Panel panel, Layer layer) {
    List<FieldUse> uses = new ArrayList<>();
    if (layer.dataView().timeField() != null) {
      uses.add(new FieldUse(layer.dataView().timeField(), Need.TIMES, "data view"));
    }
    query(panel.query(), "query", uses);
    if (!layer.ignoresControls()) {
      query(dashboard.query(), "query of the dashboard", uses);
      for (Control control : dashboard.controls()) {
        uses.add(new FieldUse(control.field(), Need.BUCKETS, "control " + control.id()));
      }
    }
    for (Column column : layer.columns()) {
      ofColumn(column, uses);
    }
    return uses;
  }

  private static void ofColumn(Column column, List<FieldUse> uses) {
    String place = "column " + column.id();
    Operation operation = column.operation();
    if (operation instanceof Operation.Terms terms) {
      uses.add(new FieldUse(terms.field(), Need.BUCKETS, place));
    } else if (operation instanceof Operation.DateHistogram histogram) {
      uses.add(new FieldUse(histogram.field(), Need.TIMES, place));
    } else if (operation instanceof Operation.Ranges ranges) {
      uses.add(new FieldUse(ranges.field(), Need.NUMBERS, place));
    } else if (operation instanceof Operation.Filters filters) {
      filters.filters().forEach(filter -> query(filter.query(), place, uses));
    } else if (operation instanceof Operation.Metric metric) {
      ofCalculation(metric.calculation(), place, uses);
    } else if (operation instanceof Operation.Computed computed) {
      computed.formula().calculations().forEach(each -> ofCalculation(each, place, uses));
    }
  }

  private static void ofCalculation(Calculation calculation, String place, List<FieldUse> uses) {
    query(calculation.filter(), place, uses);
    if (calculation.sortField() != null) {
      uses.add(new FieldUse(calculation.sortField(), Need.TIMES, place));
    }
    if (calculation.field() != null) {
      Need need =
          switch (calculation.function()) {
            case COUNT, UNIQUE_COUNT, LAST_VALUE -> Need.BUCKETS;
            case MIN, MAX -> Need.NUMBERS_OR_TIMES;
            case SUM, AVERAGE, MEDIAN, PERCENTILE -> Need.NUMBERS;
          };
      uses.add(new FieldUse(calculation.field(), need, place));
    }
  }

  static void query(JsonNode query, String place, List<FieldUse> uses) {
    Kql.fields(query).forEach(field -> uses.add(new FieldUse(field, Need.SEARCH, place)));
  }
}
