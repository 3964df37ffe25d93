package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * One figure that Elasticsearch computes of the documents of a bucket.
 *
 * @param field null for the number of documents
 * @param percentile 0 to 100, of PERCENTILE alone
 * @param sortField the time by which LAST_VALUE is the last; null for all others
 * @param kql only documents of this query count; null for all
 */
public record Calculation(
    Function function, String field, double percentile, String sortField, String kql) {
  public Calculation {
    kql = kql == null || kql.isBlank() ? null : kql;
  }

  /** The query as Elasticsearch takes it; null for all documents. */
  JsonNode filter() {
    return Kql.query(kql);
  }

  /** What is computed. */
  public enum Function {
    COUNT,
    SUM,
    MIN,
    MAX,
    AVERAGE,
    MEDIAN,
    PERCENTILE,
    UNIQUE_COUNT,
    LAST_VALUE;

    /**
     * @return null where there is none of this name
     */
    static Function named(String name) {
      for (Function function : values()) {
        if (function.word().equals(name)) {
          return function;
        }
      }
      return null;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the figure of a whole is the sum of those of its parts. */
    boolean adds() {
      return this == COUNT || this == SUM;
    }
  }
}
