package northpost.encounter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import northpost.domain.Adjudication;
import northpost.domain.ComparisonKind;
import northpost.domain.Encounter;
import northpost.domain.EncounterUpdate;
import northpost.domain.OfficerFinding;
import northpost.domain.ReceivedAdjudication;
import northpost.domain.Zone;

/**
 * All that is kept of an encounter. What has come waits until event time has passed it, so that the
 * same captures and answers give the same updates in whatever order they come.
 *
 * <p>An encounter closes when its first answer is due, or a gap after its last capture; from then
 * on what is due corrects it, until its end.
 *
 * @param deciding the capture that the outcome is of; null while the encounter is not closed
 * @param firstMillis time of the first capture counted
 * @param lastMillis time of the last capture counted
 * @param captures captures counted; 0 while the encounter is not closed
 * @param zoneFirstMillis for each {@link Zone}, in their order, the time of the first capture in
 *     it; Long.MAX_VALUE where there is none
 * @param answer the newest answer that is due; null where there is none
 * @param waiting captures not yet counted, by time
 * @param answers not yet counted
 * @param seen hashes of the captureIds, so that none counts twice
 * @param timerMillis the next timer; Long.MAX_VALUE for none
 */
public record EncounterState(
    EncounterCapture deciding,
    long firstMillis,
    long lastMillis,
    int captures,
    long[] zoneFirstMillis,
    ReceivedAdjudication answer,
    List<EncounterCapture> waiting,
    List<ReceivedAdjudication> answers,
    long[] seen,
    long timerMillis) {
  /** A traveller has a few photos; a camera that never stops must not fill the state. */
  static final int MAX_CAPTURES = 64;

  /** An officer may think again; nobody does so more often. */
  static final int MAX_ANSWERS = 8;

  static final EncounterState EMPTY =
      new EncounterState(
          null, 0, 0, 0, new long[0], null, List.of(), List.of(), new long[0], Long.MAX_VALUE);

  private static final Zone[] ZONES = Zone.values();

  /** The newest answer last; the other fields make it total. */
  private static final Comparator<ReceivedAdjudication> BY_AGE =
      Comparator.comparing(
              (ReceivedAdjudication received) -> received.adjudication().adjudicatedAt())
          .thenComparing(received -> received.adjudication().outcome())
          .thenComparing(received -> received.adjudication().captureId())
          .thenComparing(received -> received.adjudication().officer());

  /**
   * What an advance of event time did.
   *
   * @param state null when nothing is left to keep
   * @param update null when nothing changed
   * @param unmatched answers that no encounter waits for any more
   * @param superseded answers that a newer one replaced
   */
  record Step(
      EncounterState state,
      EncounterUpdate update,
      List<ReceivedAdjudication> unmatched,
      int superseded) {}

  boolean hasCaptures() {
    return captures > 0 || !waiting.isEmpty();
  }

  boolean isFull() {
    return seen.length >= MAX_CAPTURES;
  }

  boolean hasSeen(EncounterCapture capture) {
    return Hash64.contains(seen, Hash64.of(capture.captureId()));
  }

  /** With one more capture, which was not seen before. */
  EncounterState plus(EncounterCapture capture) {
    List<EncounterCapture> sorted = new ArrayList<>(waiting.size() + 1);
    sorted.addAll(waiting);
    int at = sorted.size();
    while (at > 0 && EncounterCapture.BY_TIME.compare(sorted.get(at - 1), capture) > 0) {
      at--;
    }
    sorted.add(at, capture);
    return new EncounterState(
        deciding,
        firstMillis,
        lastMillis,
        captures,
        zoneFirstMillis,
        answer,
        sorted,
        answers,
        Hash64.with(seen, Hash64.of(capture.captureId())),
        timerMillis);
  }

  /** Whether the same answer has come before, or so many that no more are kept. */
  boolean hasEnough(Adjudication adjudication) {
    return answers.size() >= MAX_ANSWERS
        || answer != null && answer.adjudication().equals(adjudication)
        || answers.stream().anyMatch(one -> one.adjudication().equals(adjudication));
  }

  /** With one more answer. */
  EncounterState plus(ReceivedAdjudication received) {
    List<ReceivedAdjudication> more = new ArrayList<>(answers);
    more.add(received);
    return withAnswers(answer, more);
  }

  private EncounterState withAnswers(
      ReceivedAdjudication newest, List<ReceivedAdjudication> notCounted) {
    return new EncounterState(
        deciding,
        firstMillis,
        lastMillis,
        captures,
        zoneFirstMillis,
        newest,
        waiting,
        notCounted,
        seen,
        timerMillis);
  }

  EncounterState withTimer(long millis) {
    return new EncounterState(
        deciding,
        firstMillis,
        lastMillis,
        captures,
        zoneFirstMillis,
        answer,
        waiting,
        answers,
        seen,
        millis);
  }

  /** When event time next changes something. */
  long nextDue(EncounterSettings settings) {
    if (!hasCaptures()) {
      return earliestExpiry(settings);
    }
    if (captures == 0) {
      return closesAt(settings);
    }
    long due = endsAt(settings);
    if (!waiting.isEmpty()) {
      due = Math.min(due, EventGrain.endOf(waiting.get(0).capturedMillis()));
    }
    for (ReceivedAdjudication one : answers) {
      due = Math.min(due, EventGrain.endOf(millis(one)));
    }
    return due;
  }

  private long earliestExpiry(EncounterSettings settings) {
    long due = Long.MAX_VALUE;
    for (ReceivedAdjudication one : answers) {
      due = Math.min(due, expiry(one, settings));
    }
    return due;
  }

  private static long expiry(ReceivedAdjudication received, EncounterSettings settings) {
    return EventGrain.endOf(millis(received) + settings.answerWithinMillis());
  }

  private static long millis(ReceivedAdjudication received) {
    return received.adjudication().adjudicatedAt().toEpochMilli();
  }

  private long closesAt(EncounterSettings settings) {
    long due = gapAfter(settings);
    long first = waiting.get(0).capturedMillis();
    for (ReceivedAdjudication one : answers) {
      due = Math.min(due, EventGrain.endOf(Math.max(first, millis(one))));
    }
    return due;
  }

  /** The end of the first gap among the captures. */
  private long gapAfter(EncounterSettings settings) {
    long due = 0;
    for (int i = 0; i < waiting.size(); i++) {
      if (i > 0 && waiting.get(i).capturedMillis() > due) {
        return due;
      }
      due = EventGrain.endOf(waiting.get(i).capturedMillis() + settings.gapMillis());
    }
    return due;
  }

  private long endsAt(EncounterSettings settings) {
    return EventGrain.endOf(lastMillis + settings.gapMillis() + settings.answerWithinMillis());
  }

  /**
   * When it ends, where nothing is left to be said of it then; Long.MAX_VALUE where something is,
   * or something else comes before.
   */
  long endsSilentlyAt(EncounterSettings settings) {
    boolean silent =
        captures > 0
            && waiting.isEmpty()
            && answers.isEmpty()
            && finding() != OfficerFinding.AWAITED;
    return silent ? endsAt(settings) : Long.MAX_VALUE;
  }

  /** Counts everything that is due. */
  Step advance(String encounterId, long time, EncounterSettings settings) {
    if (!hasCaptures()) {
      return withoutExpiredAnswers(time, settings);
    }
    if (captures == 0 && closesAt(settings) > time) {
      return new Step(this, null, List.of(), 0);
    }
    Encounter before = captures == 0 ? null : encounter(encounterId, finding());
    EncounterState counted = plusDueCaptures(time);
    int pending = counted.answers.size() + (counted.answer == null ? 0 : 1);
    counted = counted.plusDueAnswers(time);
    int superseded = pending - counted.answers.size() - (counted.answer == null ? 0 : 1);
    boolean ended = counted.endsAt(settings) <= time;
    Encounter now =
        counted.encounter(encounterId, ended ? counted.lastFinding() : counted.finding());
    EncounterUpdate update = now.equals(before) ? null : new EncounterUpdate(before, now);
    return ended
        ? counted.remainder(update, superseded)
        : new Step(counted, update, List.of(), superseded);
  }

  private Step withoutExpiredAnswers(long time, EncounterSettings settings) {
    List<ReceivedAdjudication> expired = new ArrayList<>();
    List<ReceivedAdjudication> left = new ArrayList<>();
    for (ReceivedAdjudication one : answers) {
      (expiry(one, settings) <= time ? expired : left).add(one);
    }
    return new Step(left.isEmpty() ? null : onlyWith(List.of(), left), null, expired, 0);
  }

  /** What came for a time after the end: captures are another encounter under the same id. */
  private Step remainder(EncounterUpdate update, int superseded) {
    if (waiting.isEmpty()) {
      return new Step(null, update, answers, superseded);
    }
    return new Step(onlyWith(waiting, answers), update, List.of(), superseded);
  }

  private static EncounterState onlyWith(
      List<EncounterCapture> captures, List<ReceivedAdjudication> answers) {
    EncounterState state = EMPTY;
    for (EncounterCapture capture : captures) {
      state = state.plus(capture);
    }
    for (ReceivedAdjudication one : answers) {
      state = state.plus(one);
    }
    return state;
  }

  private EncounterState plusDueCaptures(long time) {
    int due = 0;
    while (due < waiting.size() && waiting.get(due).capturedMillis() <= time) {
      due++;
    }
    if (due == 0) {
      return this;
    }
    EncounterCapture best = deciding;
    long first = captures == 0 ? Long.MAX_VALUE : firstMillis;
    long last = captures == 0 ? Long.MIN_VALUE : lastMillis;
    long[] zones = new long[ZONES.length];
    for (int i = 0; i < zones.length; i++) {
      zones[i] = i < zoneFirstMillis.length ? zoneFirstMillis[i] : Long.MAX_VALUE;
    }
    for (EncounterCapture capture : waiting.subList(0, due)) {
      best =
          best == null || EncounterCapture.BEST_FIRST.compare(capture, best) < 0 ? capture : best;
      first = Math.min(first, capture.capturedMillis());
      last = Math.max(last, capture.capturedMillis());
      int zone = capture.zone().ordinal();
      zones[zone] = Math.min(zones[zone], capture.capturedMillis());
    }
    return new EncounterState(
        best,
        first,
        last,
        captures + due,
        zones,
        answer,
        new ArrayList<>(waiting.subList(due, waiting.size())),
        answers,
        seen,
        timerMillis);
  }

  private EncounterState plusDueAnswers(long time) {
    if (answers.isEmpty()) {
      return this;
    }
    ReceivedAdjudication newest = answer;
    List<ReceivedAdjudication> later = new ArrayList<>();
    for (ReceivedAdjudication one : answers) {
      if (millis(one) > time) {
        later.add(one);
      } else if (newest == null || BY_AGE.compare(one, newest) > 0) {
        newest = one;
      }
    }
    return withAnswers(newest, later);
  }

  private OfficerFinding finding() {
    return OfficerFinding.of(
        deciding.outcome(), answer == null ? null : answer.adjudication().outcome());
  }

  private OfficerFinding lastFinding() {
    OfficerFinding finding = finding();
    return finding == OfficerFinding.AWAITED ? OfficerFinding.UNANSWERED : finding;
  }

  private Encounter encounter(String encounterId, OfficerFinding finding) {
    return new Encounter(
        encounterId,
        deciding.conveyanceId(),
        deciding.portCode(),
        deciding.crossingId(),
        deciding.laneId(),
        deciding.mode(),
        deciding.zone(),
        zones(),
        deciding.travellerClass(),
        Instant.ofEpochMilli(firstMillis),
        Instant.ofEpochMilli(lastMillis),
        captures,
        deciding.outcome(),
        deciding.captureId(),
        deciding.comparison() == ComparisonKind.NONE ? null : deciding.comparison(),
        deciding.subjectId(),
        finding,
        answer == null ? null : answer.adjudication().adjudicatedAt(),
        deciding.capturedMillis() - firstMillis + deciding.latencyMillis());
  }

  private List<Zone> zones() {
    List<Zone> zones = new ArrayList<>(2);
    for (Zone zone : ZONES) {
      if (first(zone) < Long.MAX_VALUE) {
        zones.add(zone);
      }
    }
    if (zones.size() > 1) {
      zones.sort(Comparator.comparingLong(this::first).thenComparing(Comparator.naturalOrder()));
    }
    return zones;
  }

  private long first(Zone zone) {
    return zone.ordinal() < zoneFirstMillis.length
        ? zoneFirstMillis[zone.ordinal()]
        : Long.MAX_VALUE;
  }
}
