package northpost.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import northpost.domain.Anomaly;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Finds a traveller whose document says one person and whose face, searched in a gallery in the
 * same encounter, says another. Keyed by encounterId. Either the document matches subject A and the
 * search subject B, or the document does not match while the search knows the face: a document that
 * belongs to somebody else. Remembered for {@link #HORIZON} of event time.
 */
public final class DocumentConflictFunction
    extends KeyedProcessFunction<String, Decision, Anomaly> {
  static final Duration HORIZON = Duration.ofHours(1);
  private static final int LOOKS_LIMIT = 20;

  // -- runtime
  private transient ValueState<Looks> looks;

  @Override
  public void open(OpenContext context) {
    looks =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("looks", TypeInformation.of(Looks.class)));
  }

  /** Whether it says who somebody is, or that a document is not theirs. */
  public static boolean concerns(Decision d) {
    boolean matched = d.outcome() == Outcome.MATCH && !d.candidates().isEmpty();
    return matched
        || (d.outcome() == Outcome.NO_MATCH && d.comparison() == ComparisonKind.VERIFICATION);
  }

  @Override
  public void processElement(Decision decision, Context ctx, Collector<Anomaly> out)
      throws Exception {
    Looks before = looks.value();
    Looks now = (before == null ? new Looks(List.of(), 0) : before).plus(Look.of(decision));
    if (before == null) {
      Instant end = decision.capture().capturedAt().plus(HORIZON);
      ctx.timerService().registerEventTimeTimer(end.toEpochMilli());
    }
    Optional<Look[]> conflict = now.conflict();
    Looks kept = conflict.isPresent() ? new Looks(now.all(), now.version() + 1) : now;
    looks.update(kept);
    conflict.ifPresent(pair -> out.collect(anomaly(ctx.getCurrentKey(), pair, kept)));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Anomaly> out) {
    looks.clear();
  }

  private static Anomaly anomaly(String encounterId, Look[] pair, Looks seen) {
    Look document = pair[0];
    Look gallery = pair[1];
    String says =
        document.subjectId() == null
            ? "does not match the traveller"
            : "matches as subject " + document.subjectId();
    return new Anomaly(
        IdentityConflictFunction.KIND + "-" + encounterId,
        IdentityConflictFunction.KIND,
        "high",
        seen.version() == 1 ? "OPEN" : "UPDATED",
        seen.version(),
        document.portCode(),
        document.crossingId(),
        document.laneId(),
        seen.all().get(0).at(),
        seen.all().get(seen.all().size() - 1).at(),
        2,
        1,
        "In encounter "
            + encounterId
            + " the document "
            + document.referenceId()
            + " "
            + says
            + ", and the gallery knows the face as subject "
            + gallery.subjectId()
            + "; expected one identity.",
        seen.all().stream().map(Look::captureId).toList());
  }

  /**
   * What one capture of the encounter says.
   *
   * @param referenceId of the document presented; null for a search
   * @param subjectId null where the document does not match
   * @param knownBy the reference that the search found; null for a document
   */
  public record Look(
      String captureId,
      Instant at,
      String portCode,
      String crossingId,
      String laneId,
      String referenceId,
      String subjectId,
      String knownBy) {
    static Look of(Decision d) {
      Capture c = d.capture();
      boolean document = d.comparison() == ComparisonKind.VERIFICATION;
      boolean matched = d.outcome() == Outcome.MATCH;
      return new Look(
          c.captureId(),
          c.capturedAt(),
          c.portCode(),
          c.crossingId(),
          c.laneId(),
          document ? c.presentedReferenceId() : null,
          matched ? d.candidates().get(0).subjectId() : null,
          matched && !document ? d.candidates().get(0).referenceId() : null);
    }
  }

  /** The state: what the captures of the encounter say, by time. */
  public record Looks(List<Look> all, long version) {
    Looks plus(Look look) {
      List<Look> more = new ArrayList<>(all);
      more.add(look);
      more.sort(Comparator.comparing(Look::at).thenComparing(Look::captureId));
      return new Looks(
          new ArrayList<>(more.subList(0, Math.min(LOOKS_LIMIT, more.size()))), version);
    }

    /** The first document and search that contradict each other. */
    Optional<Look[]> conflict() {
      for (Look document : all) {
        for (Look search : all) {
          if (document.referenceId() != null
              && search.knownBy() != null
              && contradict(document, search)) {
            return Optional.of(new Look[] {document, search});
          }
        }
      }
      return Optional.empty();
    }

    /** A poor photo of one's own document is no contradiction where the search finds just that. */
    private boolean contradict(Look document, Look search) {
      if (document.subjectId() != null) {
        return !document.subjectId().equals(search.subjectId());
      }
      boolean matchedOnceMore =
          all.stream()
              .anyMatch(
                  l ->
                      document.referenceId().equals(l.referenceId())
                          && search.subjectId().equals(l.subjectId()));
      return !matchedOnceMore && !document.referenceId().equals(search.knownBy());
    }
  }
}
