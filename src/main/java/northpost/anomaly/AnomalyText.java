package northpost.anomaly;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import northpost.domain.Anomaly;

/** Puts an anomaly of minutes into a record and a sentence. */
final class AnomalyText {
  private static final long MINUTE = 60_000;

  private AnomalyText() {}

  static Anomaly anomaly(String portCode, OpenAnomaly o, String status, long minute, String why) {
    Kind kind = Kind.of(o.kind());
    boolean counts = o.detail().equals("STALL") || o.detail().equals("SURGE");
    boolean sums = counts || o.detail().equals("SILENT") || o.weight() == 0;
    double observed = sums ? o.observed() : o.observed() / o.weight();
    double expected = sums ? o.expected() : o.expected() / o.weight();
    String place = place(portCode, o.crossingId(), o.laneId(), o.cameraId());
    String sentence = sentence(o, place, observed, expected);
    return new Anomaly(
        o.anomalyId(),
        o.kind(),
        wide(o) ? "high" : kind.severity(),
        status,
        o.version(),
        portCode,
        o.crossingId(),
        o.laneId(),
        time(o.since()),
        time(minute + 1),
        observed,
        expected,
        why.isEmpty() ? sentence : sentence + " " + why,
        List.of(
            scopeId(portCode, o) + "@" + time(o.since()),
            scopeId(portCode, o) + "@" + time(o.opened())),
        o.scope(),
        o.cameraId());
  }

  private static boolean wide(OpenAnomaly o) {
    return o.laneId() == null;
  }

  /** Kind, place and the minute it was found in. */
  static String id(
      String kind,
      String portCode,
      String crossingId,
      String laneId,
      String cameraId,
      long opened) {
    return kind
        + "-"
        + scopeId(portCode, crossingId, laneId, cameraId)
        + "-"
        + time(opened).truncatedTo(ChronoUnit.MINUTES);
  }

  private static String scopeId(
      String portCode, String crossingId, String laneId, String cameraId) {
    return cameraId != null
        ? cameraId
        : laneId != null ? laneId : crossingId != null ? portCode + "-" + crossingId : portCode;
  }

  private static String scopeId(String portCode, OpenAnomaly o) {
    return scopeId(portCode, o.crossingId(), o.laneId(), o.cameraId());
  }

  static String place(String portCode, String crossingId, String laneId, String cameraId) {
    return cameraId != null
        ? "camera " + cameraId
        : laneId != null
            ? "lane " + laneId
            : crossingId != null ? "crossing " + crossingId : "port " + portCode;
  }

  private static String sentence(OpenAnomaly o, String place, double seen, double usual) {
    String since = " since " + time(o.since());
    return switch (o.detail()) {
      case "SILENT" ->
          "No capture came from " + place + since + "; expected " + number(usual) + ".";
      case "STALL", "SURGE" ->
          "From "
              + place
              + " came "
              + number(seen)
              + " captures"
              + since
              + "; expected "
              + number(usual)
              + " by the hour of the week.";
      case "NOT_MATCHED" ->
          share("Of the captures compared", "did not match", o, place, seen, usual);
      case "UNUSABLE" -> share("Of the captures", "were unusable", o, place, seen, usual);
      case "UNAVAILABLE" ->
          share("Of the captures", "could not be compared", o, place, seen, usual);
      case "SLOW" -> share("Of the captures", "were decided after 2 s", o, place, seen, usual);
      case "BLURRED" ->
          "Mean sharpness at "
              + place
              + " was "
              + number(seen)
              + since
              + "; expected "
              + number(usual)
              + ".";
      case "SCORES_LOWER", "SCORES_HIGHER" ->
          String.format(
              Locale.ROOT,
              "Mean score of matches at %s was %.4f%s; expected %.4f.",
              place,
              seen,
              since,
              usual);
      case "LATE" ->
          "Captures of "
              + place
              + " came "
              + number(seen)
              + " s after they were taken"
              + since
              + "; expected at once.";
      case "CLOCK_OFF" ->
          "Captures of "
              + place
              + " bear a time that is steadily "
              + number(Math.abs(seen))
              + " s "
              + (seen < 0 ? "ahead" : "behind")
              + since
              + "; expected the true time.";
      default -> throw new IllegalStateException("detail: got " + o.detail());
    };
  }

  private static String share(
      String of, String did, OpenAnomaly o, String place, double seen, double usual) {
    return String.format(
        Locale.ROOT,
        "%s at %s, %.0f of %.0f (%.1f %%) %s since %s; expected at most %.1f %%.",
        of,
        place,
        o.observed(),
        o.weight(),
        100 * seen,
        did,
        time(o.since()),
        100 * usual);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }

  private static Instant time(long minute) {
    return Instant.ofEpochMilli(minute * MINUTE);
  }
}
