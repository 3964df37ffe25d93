package northpost.bench;

import java.nio.file.Path;
import java.time.Duration;
import northpost.domain.Anomaly;
import northpost.domain.DeadLetter;
import northpost.domain.ErrorRateWindow;
import northpost.domain.FunnelWindow;
import northpost.domain.OutcomeWindow;
import northpost.job.Outputs;
import northpost.sink.json.AnomalyJson;
import northpost.sink.json.DeadLetterJson;
import northpost.sink.json.ErrorRateJson;
import northpost.sink.json.FunnelJson;
import northpost.sink.json.OutcomeJson;

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

  static Outputs of(String results, Path folder, Path decisions) {
    return new Outputs(
        new DecisionDigestSink(results, decisions),
        new NewestFileSink<>(
            new NewestFileSink.Kind<DeadLetter>(
                "rejected",
                letter -> letter.position().toString(),
                letter -> 0L,
                DeadLetter::rejectedAt,
                DeadLetterJson::write,
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
                FUNNEL_HELD),
            results,
            folder),
        null,
        new NewestFileSink<>(
            new NewestFileSink.Kind<Anomaly>(
                "anomalies",
                Anomaly::anomalyId,
                Anomaly::version,
                Anomaly::end,
                AnomalyJson::write,
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
                OUTCOME_HELD),
            results,
            folder),
        null);
  }
}
