package northpost.dashboard;

import java.util.List;

/**
 * The columns of one data view that a panel draws. Columns that a formula alone consists of are
 * left out: the formula says it all.
 *
 * @param columns buckets from the outermost to the innermost, then metrics
 * @param series how an XY panel draws it; NONE in panels of another kind
 * @param x column on the horizontal axis; null where there is none
 * @param groups columns that split the values: series, breakdown, slices, rows
 * @param values metric columns that are drawn
 * @param shown all that is drawn, in the order of drawing
 * @param sortedBy column that a table is sorted by; null for the order of the buckets
 * @param descending whether it is sorted so
 * @param ignoresControls whether controls and the query of the dashboard are left out
 */
public record Layer(
    String id,
    DataView dataView,
    List<Column> columns,
    Series series,
    String x,
    List<String> groups,
    List<String> values,
    List<String> shown,
    String sortedBy,
    boolean descending,
    boolean ignoresControls) {
  /** How values are drawn over x. */
  public enum Series {
    NONE,
    LINE,
    AREA,
    AREA_STACKED,
    BAR,
    BAR_STACKED,
    BAR_PERCENTAGE_STACKED,
    BAR_HORIZONTAL,
    BAR_HORIZONTAL_STACKED,
    /** A line across the chart at a fixed value. */
    REFERENCE_LINE
  }

  public Layer {
    columns = List.copyOf(columns);
    groups = List.copyOf(groups);
    values = List.copyOf(values);
    shown = List.copyOf(shown);
  }

  /**
   * @return null where there is none of this id
   */
  public Column column(String columnId) {
    return columns.stream().filter(each -> each.id().equals(columnId)).findFirst().orElse(null);
  }

  List<Column> buckets() {
    return columns.stream().filter(Column::isBucket).toList();
  }
}
