package northpost.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import northpost.domain.Anomaly;
import northpost.domain.DeadLetter;
import northpost.domain.EncounterCounts;
import northpost.domain.ErrorRateWindow;
import northpost.domain.FunnelWindow;
import northpost.domain.OutcomeWindow;
import northpost.job.Outputs;
import northpost.sink.json.AnomalyJson;
import northpost.sink.json.DeadLetterJson;
import northpost.sink.json.ErrorRateJson;
import northpost.sink.json.FunnelJson;
import northpost.sink.json.OutcomeJson;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The results of a replay of a year as files, with a digest of each kind. */
final class YearOutputs {
  /** Longer than any window takes late captures. */
  private static final long WINDOW_HELD = Duration.ofHours(25).toMillis();

  /** Longer than an encounter of the window may still change. */
  private static final long FUNNEL_HELD = Duration.ofHours(50).toMillis();

  /** Longer than any anomaly goes on after the last capture in it. */
  private static final long ANOMALY_HELD = Duration.ofDays(8).toMillis();

  /** Longer than an officer's answer may come after the day of the encounter. */
  private static final long OUTCOME_HELD = Duration.ofHours(49).toMillis();

  private YearOutputs() {}

  /**
   * The results of a run.
   *
   * @param results the name of what is found of it
   * @param writeAll whether decisions and funnel windows are written too: a year of each is some
   *     tens of gigabytes
   */
  static Outputs of(String results, Path folder, boolean writeAll) {
    return new Outputs(
        new DecisionDigestSink(results, writeAll ? folder : null),
        new NewestFileSink<>(
            new NewestFileSink.Kind<DeadLetter>(
                "rejected",
                letter -> letter.position().toString(),
                letter -> 0L,
                DeadLetter::rejectedAt,
                DeadLetterJson::write,
                null,
                Long.MIN_VALUE / 2),
            results,
            folder),
        new NewestFileSink<>(
            new NewestFileSink.Kind<FunnelWindow>(
                "funnel",
                w ->
                    w.scope()
                        + w.portCode()
                        + w.crossingId()
                        + w.laneId()
                        + w.mode()
                        + w.zone()
                        + w.start().toEpochMilli()
                        + w.end().toEpochMilli(),
                FunnelWindow::version,
                FunnelWindow::end,
                FunnelJson::write,
                YearOutputs::fields,
                FUNNEL_HELD),
            results,
            writeAll ? folder : null),
        null,
        new NewestFileSink<>(
            new NewestFileSink.Kind<Anomaly>(
                "anomalies",
                Anomaly::anomalyId,
                Anomaly::version,
                Anomaly::end,
                AnomalyJson::write,
                null,
                ANOMALY_HELD),
            results,
            folder),
        new NewestFileSink<>(
            new NewestFileSink.Kind<ErrorRateWindow>(
                "error-rates",
                w ->
                    w.scope()
                        + w.portCode()
                        + w.laneId()
                        + w.comparison()
                        + w.start().toEpochMilli(),
                ErrorRateWindow::version,
                ErrorRateWindow::end,
                ErrorRateJson::write,
                null,
                WINDOW_HELD),
            results,
            folder),
        null,
        new NewestFileSink<>(
            new NewestFileSink.Kind<OutcomeWindow>(
                "outcomes",
                w ->
                    w.scope()
                        + w.portCode()
                        + w.crossingId()
                        + w.laneId()
                        + w.mode()
                        + w.start().toEpochMilli()
                        + w.end().toEpochMilli(),
                OutcomeWindow::version,
                OutcomeWindow::end,
                OutcomeJson::write,
                null,
                OUTCOME_HELD),
            results,
            folder),
        null);
  }

  /** All that a funnel window says; its rates follow from its counts. */
  private static void fields(FunnelWindow w, DataOutputSerializer out) throws IOException {
    text(w.scope(), out);
    text(w.portCode(), out);
    text(w.crossingId(), out);
    text(w.laneId(), out);
    text(w.mode(), out);
    text(w.zone(), out);
    out.writeLong(w.start().toEpochMilli());
    out.writeLong(w.end().toEpochMilli());
    out.writeLong(w.version());
    EncounterCounts counts = w.counts();
    out.writeLong(counts.notCaptured());
    out.writeLong(counts.optedOut());
    out.writeLong(counts.unusable());
    out.writeLong(counts.unavailable());
    out.writeLong(counts.ambiguous());
    out.writeLong(counts.notMatched());
    out.writeLong(counts.notAsked());
    out.writeLong(counts.confirmed());
    out.writeLong(counts.overturned());
    out.writeLong(counts.inconclusive());
    out.writeLong(counts.occupantsPresent());
    out.writeLong(counts.occupantsCaptured());
    out.writeLong(counts.lateCaptures());
    out.writeLong(counts.duplicateCaptures());
  }

  private static void text(Object value, DataOutputSerializer out) throws IOException {
    // No field holds this; an absent one must not look like an empty one.
    out.writeUTF(value == null ? "\0" : value instanceof Enum<?> e ? e.name() : value.toString());
  }
}
