package northpost.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import northpost.domain.Policy;
import northpost.domain.PortRegistry;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SeededProbe;
import northpost.scoring.ScenarioTruth;
import northpost.synthetic.Population;

/** Writes the traffic of a scenario as files, as {@code run} reads them. */
public final class ScenarioFiles {
  private static final int REPORT_EVERY = 20_000;
  private static final int REPORT_PHOTOS_EVERY = 500;

  private final Scenario scenario;
  private final PortRegistry registry;
  private final long seed;
  private final Population population;
  private final BiConsumer<Long, Instant> progress;

  /**
   * With drawn faces.
   *
   * @param progress told the captures so far and the time they are up to
   */
  public ScenarioFiles(
      Scenario scenario, PortRegistry registry, long seed, BiConsumer<Long, Instant> progress) {
    this(scenario, registry, seed, null, progress);
  }

  /**
   * With photos, or with drawn faces.
   *
   * @param population whose photos are taken; null for drawn faces
   * @param progress told the captures so far and the time they are up to
   */
  public ScenarioFiles(
      Scenario scenario,
      PortRegistry registry,
      long seed,
      Population population,
      BiConsumer<Long, Instant> progress) {
    this.scenario = scenario;
    this.registry = registry;
    this.seed = seed;
    this.population = population;
    this.progress = progress;
  }

  /**
   * What was written.
   *
   * @param mated captures of travellers whose reference is where it is looked for
   * @param seeded test captures among them
   * @param capturesByPort port code → captures
   */
  public record Summary(
      long references,
      long captures,
      long mated,
      long optedOut,
      long seeded,
      Map<String, Long> capturesByPort,
      ScenarioTruth truth) {}

  /**
   * Writes all of it.
   *
   * @param directory an empty or a new one
   * @throws IllegalArgumentException when the scenario cannot be simulated with those photos
   * @throws IOException when it is neither, or cannot be written
   */
  public Summary write(Path directory) throws IOException {
    ScenarioSimulator simulator = new ScenarioSimulator(scenario, registry, seed, population);
    int reportEvery = population == null ? REPORT_EVERY : REPORT_PHOTOS_EVERY;
    try (SimulationWriter writer = new SimulationWriter(directory)) {
      for (Policy policy : simulator.policies()) {
        writer.write(policy);
      }
      List<ReferenceUpdate> references = new ArrayList<>();
      long[] written = {0};
      simulator.references(
          reference -> {
            written[0]++;
            write(writer, reference);
            if (population == null || reference.image() != null) {
              references.add(withoutFace(reference));
            }
          });
      Counts counts = new Counts();
      SeededProbes seeded =
          scenario.seededProbes() == 0
              ? null
              : SeededProbes.withSearches(
                  references,
                  Math.max(1, (int) Math.round(1 / scenario.seededProbes())),
                  simulator::inPhotosOf);
      for (Iterator<SimulatedCapture> captures = simulator.captures(); captures.hasNext(); ) {
        SimulatedCapture capture = captures.next();
        writer.write(capture);
        counts.add(capture);
        Optional<SimulatedCapture> probe =
            seeded == null ? Optional.empty() : seeded.after(capture);
        if (probe.isPresent()) {
          writer.write(probe.get());
          counts.add(probe.get());
        }
        if (counts.captures % reportEvery == 0) {
          progress.accept(counts.captures, capture.sample().receivedAt());
        }
      }
      ScenarioTruth truth = simulator.truth();
      writer.write(truth);
      return new Summary(
          written[0],
          counts.captures,
          counts.mated,
          counts.optedOut,
          counts.seeded,
          counts.byPort,
          truth);
    }
  }

  private static void write(SimulationWriter writer, ReferenceUpdate reference) {
    try {
      writer.write(reference);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static ReferenceUpdate withoutFace(ReferenceUpdate update) {
    return new ReferenceUpdate(
        update.referenceId(),
        update.kind(),
        update.reference().withTemplate(null),
        null,
        update.position());
  }

  /** Captures so far. */
  private static final class Counts {
    private long captures;
    private long mated;
    private long optedOut;
    private long seeded;
    private final Map<String, Long> byPort = new TreeMap<>();

    void add(SimulatedCapture capture) {
      captures++;
      SeededProbe probe = capture.sample().capture().seededProbe();
      seeded += probe == null ? 0 : 1;
      mated += capture.truth().mated() ? 1 : 0;
      optedOut += capture.truth().optedOut() ? 1 : 0;
      byPort.merge(capture.sample().capture().portCode(), 1L, Long::sum);
    }
  }
}
