package northpost.suite;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import northpost.domain.Decision;
import northpost.domain.PortRegistry;
import northpost.job.FileInputs;
import northpost.job.TopologySettings;
import northpost.scoring.Matching;
import northpost.scoring.ReportedAnomaly;
import northpost.scoring.ScenarioTruth;
import northpost.scoring.Score;
import northpost.simulation.Scenario;
import northpost.simulation.ScenarioSimulator;
import northpost.simulation.SimulatedCapture;
import northpost.source.CaptureValidation;
import org.apache.flink.configuration.Configuration;

/**
 * Runs scenarios without a job: simulated captures, decided one by one, go straight to the watches.
 * What is left out is what lies between: files, the wire, deduplication, shards and their merge,
 * checkpoints, and test captures. Event time follows the captures at once; in the job it follows in
 * steps.
 */
final class InMemoryScenarios {
  private static final long STEP = 60_000;

  private final PortRegistry registry;
  private final TopologySettings settings = TopologySettings.replay(new Configuration());

  InMemoryScenarios(PortRegistry registry) {
    this.registry = registry;
  }

  /** What was planted, what was reported, and the score of it. */
  record Found(ScenarioTruth truth, List<ReportedAnomaly> reported, Score.Detailed score) {}

  Found run(Scenario scenario, long seed) throws Exception {
    ScenarioSimulator simulator = new ScenarioSimulator(scenario, registry, seed);
    PlainDecisions decisions = new PlainDecisions(settings.systemPolicy());
    simulator.references(decisions::enrol);
    List<ReportedAnomaly> reported;
    try (Watches watches = new Watches(registry)) {
      feed(simulator.captures(), decisions, watches);
      reported = watches.reported();
    }
    ScenarioTruth truth = simulator.truth();
    return new Found(
        truth, reported, Score.of(truth, reported, new Matching(Matching.USUAL_TOLERANCE)));
  }

  /** A decision is made when event time passes its capture, as in a replay. */
  private void feed(Iterator<SimulatedCapture> captures, PlainDecisions decisions, Watches watches)
      throws Exception {
    CaptureValidation validation =
        new CaptureValidation(registry, CaptureValidation.DEFAULT_MAX_CLOCK_SKEW, true);
    PriorityQueue<Decision> waiting =
        new PriorityQueue<>(
            Comparator.comparing((Decision d) -> d.capture().capturedAt())
                .thenComparing(d -> d.capture().captureId()));
    long watermark = Long.MIN_VALUE;
    while (captures.hasNext()) {
      var sample = captures.next().sample();
      if (validation.validate(sample, 0, sample.receivedAt()).rejection() != null) {
        throw new IllegalStateException("refused: " + sample.capture());
      }
      waiting.add(decisions.decide(sample));
      long newest = sample.capture().capturedAt().toEpochMilli();
      long reached = newest - FileInputs.MAX_OUT_OF_ORDERNESS.toMillis() - 1;
      if (Math.floorDiv(reached, STEP) > Math.floorDiv(watermark, STEP)) {
        watermark = reached;
        advance(waiting, watches, watermark);
      }
    }
    advance(waiting, watches, Long.MAX_VALUE);
  }

  private static void advance(PriorityQueue<Decision> waiting, Watches watches, long watermark)
      throws Exception {
    while (!waiting.isEmpty()
        && waiting.peek().capture().capturedAt().toEpochMilli() <= watermark) {
      watches.decided(waiting.remove());
    }
    watches.advance(watermark);
  }
}
