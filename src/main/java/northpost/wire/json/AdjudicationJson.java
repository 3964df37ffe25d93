package northpost.wire.json;

import java.util.List;
import northpost.domain.Adjudication;
import northpost.domain.AdjudicationOutcome;
import northpost.wire.WireException;

/** Adjudications as lines of JSON. */
public final class AdjudicationJson {
  private static final List<String> FIELDS =
      List.of("encounterId", "captureId", "outcome", "adjudicatedAt", "officer");

  private AdjudicationJson() {}

  public static String write(Adjudication a) {
    return new JsonLine()
        .put("encounterId", a.encounterId())
        .put("captureId", a.captureId())
        .put("outcome", a.outcome())
        .put("adjudicatedAt", a.adjudicatedAt())
        .put("officer", a.officer())
        .toString();
  }

  /**
   * The adjudication of a line.
   *
   * @throws WireException when the line cannot be read or a field is missing
   */
  public static Adjudication read(String line) throws WireException {
    JsonRecord r = JsonRecord.parse(line, "encounterId", FIELDS);
    for (String field : FIELDS) {
      if (!r.has(field)) {
        throw r.missing(field);
      }
    }
    return new Adjudication(
        r.text("encounterId"),
        r.text("captureId"),
        r.constant("outcome", AdjudicationOutcome.class, null),
        r.instant("adjudicatedAt"),
        r.text("officer"));
  }
}
