package northpost.job;

import northpost.domain.Anomaly;
import northpost.domain.DeadLetter;
import northpost.domain.Decision;
import northpost.domain.EncounterUpdate;
import northpost.domain.ErrorRateWindow;
import northpost.domain.FunnelWindow;
import northpost.domain.LatencyWindow;
import northpost.domain.OutcomeWindow;
import northpost.sink.Document;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the results go. Decisions and dead letters always go somewhere; the others may be null.
 *
 * @param funnels null: not written as such
 * @param latencies null: not written as such
 * @param anomalies null: not written as such
 * @param errorRates null: not written as such
 * @param encounters null: not written as such
 * @param outcomes null: not written as such
 * @param documents null: nothing is written to Elasticsearch
 */
public record Outputs(
    Sink<Decision> decisions,
    Sink<DeadLetter> deadLetters,
    Sink<FunnelWindow> funnels,
    Sink<LatencyWindow> latencies,
    Sink<Anomaly> anomalies,
    Sink<ErrorRateWindow> errorRates,
    Sink<EncounterUpdate> encounters,
    Sink<OutcomeWindow> outcomes,
    Sink<Document> documents) {}
