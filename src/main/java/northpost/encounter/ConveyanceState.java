package northpost.encounter;

import java.time.Instant;
import java.util.Arrays;
import northpost.domain.ConveyanceUpdate;
import northpost.domain.Mode;
import northpost.domain.Zone;

/**
 * All that is kept of a conveyance. Captures wait until event time has passed them, as those of an
 * encounter do.
 *
 * @param firstCaptureId of the earliest capture until the first update, whose place and time stay
 * @param lastMillis time of the last capture counted
 * @param closed whether the first gap has been
 * @param occupants the most that any counted capture says; 0 where none does
 * @param encounters hashes of the encounterIds counted
 * @param writtenOccupants in the last update; 0 for none
 * @param writtenEncounters in the last update; 0 for none
 * @param waitingEncounters of the captures not yet counted, by time
 * @param waitingMillis their times
 * @param waitingOccupants what they say; 0 where not counted
 * @param timerMillis the next timer; Long.MAX_VALUE for none
 */
public record ConveyanceState(
    String firstCaptureId,
    long firstMillis,
    String portCode,
    String crossingId,
    String laneId,
    Mode mode,
    Zone zone,
    long lastMillis,
    boolean closed,
    int occupants,
    long[] encounters,
    int writtenOccupants,
    int writtenEncounters,
    long[] waitingEncounters,
    long[] waitingMillis,
    int[] waitingOccupants,
    long timerMillis) {
  /** More than any conveyance holds; a fault that never stops must not fill the state. */
  static final int MAX_WAITING = 4096;

  private static final long[] NONE = {};

  /** What an advance of event time did: a null update says that nothing changed. */
  record Step(ConveyanceState state, ConveyanceUpdate update, boolean ended) {}

  static ConveyanceState of(EncounterCapture capture) {
    return new ConveyanceState(
            null,
            0,
            null,
            null,
            null,
            null,
            null,
            0,
            false,
            0,
            NONE,
            0,
            0,
            NONE,
            NONE,
            new int[0],
            Long.MAX_VALUE)
        .plus(capture);
  }

  boolean isFull() {
    return waitingMillis.length + encounters.length >= MAX_WAITING;
  }

  ConveyanceState plus(EncounterCapture capture) {
    int at = waitingMillis.length;
    while (at > 0 && waitingMillis[at - 1] > capture.capturedMillis()) {
      at--;
    }
    boolean earlier = firstCaptureId == null || !closed && isEarlier(capture);
    return new ConveyanceState(
        earlier ? capture.captureId() : firstCaptureId,
        earlier ? capture.capturedMillis() : firstMillis,
        earlier ? capture.portCode() : portCode,
        earlier ? capture.crossingId() : crossingId,
        earlier ? capture.laneId() : laneId,
        earlier ? capture.mode() : mode,
        earlier ? capture.zone() : zone,
        lastMillis,
        closed,
        occupants,
        encounters,
        writtenOccupants,
        writtenEncounters,
        inserted(waitingEncounters, at, Hash64.of(capture.encounterId())),
        inserted(waitingMillis, at, capture.capturedMillis()),
        inserted(waitingOccupants, at, capture.occupantsPresent()),
        timerMillis);
  }

  private boolean isEarlier(EncounterCapture capture) {
    return capture.capturedMillis() < firstMillis
        || capture.capturedMillis() == firstMillis
            && capture.captureId().compareTo(firstCaptureId) < 0;
  }

  private static long[] inserted(long[] values, int at, long value) {
    long[] more = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(values, at, more, at + 1, values.length - at);
    more[at] = value;
    return more;
  }

  private static int[] inserted(int[] values, int at, int value) {
    int[] more = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(values, at, more, at + 1, values.length - at);
    more[at] = value;
    return more;
  }

  ConveyanceState withTimer(long millis) {
    return new ConveyanceState(
        firstCaptureId,
        firstMillis,
        portCode,
        crossingId,
        laneId,
        mode,
        zone,
        lastMillis,
        closed,
        occupants,
        encounters,
        writtenOccupants,
        writtenEncounters,
        waitingEncounters,
        waitingMillis,
        waitingOccupants,
        millis);
  }

  /** When event time next changes something. */
  long nextDue(EncounterSettings settings) {
    if (!closed) {
      return gapAfter(settings);
    }
    long due = endsAt(settings);
    return waitingMillis.length == 0 ? due : Math.min(due, EventGrain.endOf(waitingMillis[0]));
  }

  private long gapAfter(EncounterSettings settings) {
    long due = 0;
    for (int i = 0; i < waitingMillis.length; i++) {
      if (i > 0 && waitingMillis[i] > due) {
        return due;
      }
      due = EventGrain.endOf(waitingMillis[i] + settings.gapMillis());
    }
    return due;
  }

  private long endsAt(EncounterSettings settings) {
    return EventGrain.endOf(lastMillis + settings.gapMillis() + settings.answerWithinMillis());
  }

  /** Counts everything that is due. */
  Step advance(String conveyanceId, long time, EncounterSettings settings) {
    if (!closed && gapAfter(settings) > time) {
      return new Step(this, null, false);
    }
    ConveyanceState counted = plusDue(time);
    int present =
        counted.occupants == 0 ? 0 : Math.max(counted.occupants, counted.encounters.length);
    boolean changed =
        present > 0
            && (present != writtenOccupants || counted.encounters.length != writtenEncounters);
    ConveyanceUpdate update = changed ? counted.update(conveyanceId, present) : null;
    ConveyanceState next = changed ? counted.written(present) : counted;
    return new Step(next, update, next.waitingMillis.length == 0 && next.endsAt(settings) <= time);
  }

  private ConveyanceState plusDue(long time) {
    int due = 0;
    int most = occupants;
    long last = closed ? lastMillis : Long.MIN_VALUE;
    long[] all = encounters;
    while (due < waitingMillis.length && waitingMillis[due] <= time) {
      most = Math.max(most, waitingOccupants[due]);
      last = Math.max(last, waitingMillis[due]);
      if (!Hash64.contains(all, waitingEncounters[due])) {
        all = Hash64.with(all, waitingEncounters[due]);
      }
      due++;
    }
    return new ConveyanceState(
        firstCaptureId,
        firstMillis,
        portCode,
        crossingId,
        laneId,
        mode,
        zone,
        last,
        true,
        most,
        all,
        writtenOccupants,
        writtenEncounters,
        Arrays.copyOfRange(waitingEncounters, due, waitingEncounters.length),
        Arrays.copyOfRange(waitingMillis, due, waitingMillis.length),
        Arrays.copyOfRange(waitingOccupants, due, waitingOccupants.length),
        timerMillis);
  }

  private ConveyanceUpdate update(String conveyanceId, int present) {
    return new ConveyanceUpdate(
        conveyanceId,
        portCode,
        crossingId,
        laneId,
        mode,
        zone,
        Instant.ofEpochMilli(firstMillis),
        present,
        encounters.length,
        writtenOccupants,
        writtenEncounters);
  }

  private ConveyanceState written(int present) {
    return new ConveyanceState(
        firstCaptureId,
        firstMillis,
        portCode,
        crossingId,
        laneId,
        mode,
        zone,
        lastMillis,
        closed,
        occupants,
        encounters,
        present,
        encounters.length,
        waitingEncounters,
        waitingMillis,
        waitingOccupants,
        timerMillis);
  }
}
