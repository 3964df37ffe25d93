package northpost.sink;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The kinds of documents, each with monthly indices of its own. */
public enum DocumentKind {
  DECISIONS("decisions", "northpost.decision"),
  FUNNEL("funnel", "northpost.funnel"),
  LATENCY("latency", "northpost.latency"),
  ANOMALIES("anomalies", "northpost.anomaly"),
  /** From seeded probes. */
  ERROR_RATES("error-rates", "northpost.error_rates"),
  /** What officers found. */
  OUTCOMES("outcomes", "northpost.outcome"),
  /** Records that the job refused. */
  REJECTIONS("rejections", "northpost.rejection"),
  /** Documents that Elasticsearch refused. */
  REFUSED("refused", "northpost.refused");

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu.MM").withZone(ZoneOffset.UTC);

  private final String word;
  private final String dataset;

  DocumentKind(String word, String dataset) {
    this.word = word;
    this.dataset = dataset;
  }

  /** The alias of all indices of this kind, e.g. {@code northpost-decisions}. */
  public String alias() {
    return "northpost-" + word;
  }

  /**
   * The index of an event, e.g. {@code northpost-decisions-2026.03} (UTC). It derives from the
   * event's own time, so that a replay lands in the same index as the first time.
   */
  public String index(Instant eventTime) {
    return alias() + "-" + MONTH.format(eventTime);
  }

  /** ECS {@code event.dataset}. */
  public String dataset() {
    return dataset;
  }
}
