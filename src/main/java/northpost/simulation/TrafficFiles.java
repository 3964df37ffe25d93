package northpost.simulation;

import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import northpost.domain.Policy;
import northpost.domain.ReferenceUpdate;

/** Writes the photographed traffic of a simulator as files, as {@code run} reads them. */
public final class TrafficFiles {
  /** Captures after which the progress is told. */
  private static final int REPORT_EVERY = 500;

  private final Simulator simulator;
  private final double seededProbes;
  private final BiConsumer<Integer, Instant> progress;

  /**
   * @param seededProbes test captures as a share of the captures of enrolled travellers
   * @param progress told the captures so far and the time they are up to
   */
  public TrafficFiles(
      Simulator simulator, double seededProbes, BiConsumer<Integer, Instant> progress) {
    this.simulator = simulator;
    this.seededProbes = seededProbes;
    this.progress = progress;
  }

  /**
   * What was written.
   *
   * @param captures of travellers; test captures are not among them
   * @param mated of travellers whose reference is where it is looked for
   * @param nonMated of strangers
   * @param seeded test captures
   * @param capturesByPort port code → captures
   */
  public record Summary(
      int references,
      int captures,
      int mated,
      int nonMated,
      int optedOut,
      int adjudications,
      int seeded,
      Map<String, Integer> capturesByPort) {}

  public Summary write(SimulationWriter writer) throws IOException {
    for (Policy policy : simulator.policies()) {
      writer.write(policy);
    }
    List<ReferenceUpdate> references = simulator.references();
    for (ReferenceUpdate reference : references) {
      writer.write(reference);
    }
    SeededProbes seeded =
        seededProbes == 0
            ? null
            : SeededProbes.withSearches(
                references, Math.max(1, (int) Math.round(1 / seededProbes)));
    Counts counts = new Counts();
    for (Iterator<SimulatedCapture> captures = simulator.captures(); captures.hasNext(); ) {
      SimulatedCapture capture = captures.next();
      writer.write(capture);
      counts.add(capture);
      Optional<SimulatedCapture> probe = seeded == null ? Optional.empty() : seeded.after(capture);
      if (probe.isPresent()) {
        writer.write(probe.get());
        counts.seeded++;
      }
      if (counts.captures % REPORT_EVERY == 0) {
        progress.accept(counts.captures, capture.sample().capture().capturedAt());
      }
    }
    return counts.summary(references.size());
  }

  private static final class Counts {
    private int captures;
    private int mated;
    private int nonMated;
    private int optedOut;
    private int adjudications;
    private int seeded;
    private final Map<String, Integer> capturesByPort = new TreeMap<>();

    void add(SimulatedCapture capture) {
      captures++;
      if (capture.truth().optedOut()) {
        optedOut++;
      } else if (capture.truth().mated()) {
        mated++;
      } else {
        nonMated++;
      }
      if (capture.adjudication() != null) {
        adjudications++;
      }
      capturesByPort.merge(capture.sample().capture().portCode(), 1, Integer::sum);
    }

    Summary summary(int references) {
      return new Summary(
          references, captures, mated, nonMated, optedOut, adjudications, seeded, capturesByPort);
    }
  }
}
