package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a column is made of. */
public sealed interface Operation {
  /** Splits documents. */
  sealed interface Bucket extends Operation {}

  /**
   * A bucket for each of the most frequent values, or of those first by another column.
   *
   * @param orderBy column that orders them; null for the order of the alphabet
   * @param other whether what is in none of them is a bucket too
   * @param missing whether documents without a value are a bucket too
   */
  record Terms(
      String field, int size, String orderBy, boolean descending, boolean other, boolean missing)
      implements Bucket {}

  /**
   * A bucket for each stretch of time.
   *
   * @param interval e.g. {@code 1h}; {@code auto} follows the time range
   */
  record DateHistogram(String field, String interval, boolean emptyRows) implements Bucket {}

  /** A bucket for each query. */
  record Filters(List<Filter> filters) implements Bucket {
    public Filters {
      filters = List.copyOf(filters);
    }
  }

  /** One of the queries. */
  record Filter(String label, JsonNode query) {}

  /** A bucket for each range of a number. */
  record Ranges(String field, List<Range> ranges) implements Bucket {
    public Ranges {
      ranges = List.copyOf(ranges);
    }
  }

  /**
   * From and including one number up to and without another.
   *
   * @param from null for no bound
   * @param to null for no bound
   */
  record Range(String label, Double from, Double to) {}

  /** One number of the documents of a bucket. */
  record Metric(Calculation calculation) implements Operation {}

  /** Arithmetic over several of them. */
  record Computed(Formula formula) implements Operation {}

  /** A number that is always the same. */
  record Fixed(double value) implements Operation {}
}
