package northpost.dashboard;

import java.util.List;

/**
 * What a layer draws.
 *
 * @param columns in the order of drawing
 * @param rows a value for each column: an {@link java.time.Instant}, a {@link Double}, a {@link
 *     String}, or null where there is none
 * @param hits documents that the figures are of
 */
public record PanelData(List<DataColumn> columns, List<List<Object>> rows, long hits) {
  /** Whether it splits the documents or is a figure of them. */
  public enum Role {
    BUCKET,
    METRIC
  }

  /** A column with how to write its values. */
  public record DataColumn(
      String id, String label, Role role, Column.Type type, Column.Format format) {}

  public PanelData {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Whether no row has a figure. */
  public boolean isEmpty() {
    for (List<Object> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (columns.get(i).role() == Role.METRIC && row.get(i) != null) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * @throws IllegalArgumentException when there is no column of this id
   */
  public int indexOf(String columnId) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).id().equals(columnId)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "column: got '" + columnId + "', expected one of " + columns);
  }
}
