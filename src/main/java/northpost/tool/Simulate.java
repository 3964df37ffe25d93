package northpost.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.face.ModelException;
import northpost.scoring.PlantedAnomaly;
import northpost.simulation.Scenario;
import northpost.simulation.ScenarioFiles;
import northpost.simulation.ScenarioSimulator;
import northpost.simulation.ScenarioYaml;
import northpost.simulation.SimulationSettings;
import northpost.simulation.SimulationWriter;
import northpost.simulation.Simulator;
import northpost.simulation.TrafficFiles;
import northpost.simulation.TrafficSettings;
import northpost.source.PortRegistryYaml;
import northpost.synthetic.Population;
import northpost.synthetic.PopulationPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes simulated travellers of the ports as files: what a system would see, and the truth. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Simulates travellers with rendered faces at the ports of entry; with --scenario, days to"
          + " weeks of travellers with drawn or rendered faces, and faults among them.",
      "Writes references, captures, adjudications, policies and truth as JSON lines, and the photos."
          + " The same options give the same bytes.",
      "No person exists. Rendered people are selected to be apart, so no rate measured on them is an"
          + " accuracy."
    })
public final class Simulate implements Callable<Integer> {
  /** What a scenario does not say itself. */
  private static final Set<String> WITH_SCENARIO =
      Set.of("--scenario", "--embeddings", "--images", "--seed", "--output", "--json");

  /** How the faces of photos come about. */
  private static final Set<String> WITH_IMAGES = Set.of("--people", "--models", "--faces");

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Fixes everything that is left to chance (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description =
          "A file ending in .yaml, or the name of a scenario that ships with Northpost"
              + " (docs/scenarios.md); it says what --seed, --output and --json do not. Writes"
              + " planted.ndjson too: what is to be found.")
  private String scenario;

  @Option(
      names = "--embeddings",
      description =
          "Templates in place of photos, the default with --scenario and only there; run takes"
              + " them with -Dnorthpost.replay.given-faces=true.")
  private boolean embeddings;

  @Option(
      names = "--images",
      description =
          "Photos of rendered people, the default without --scenario. With it, --people are shared"
              + " among all travellers of the scenario, at most 100000 photos.")
  private boolean images;

  @Option(
      names = "--seeded-probes",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "One test capture, marked as seeded, for so many captures of enrolled travellers, 1:1"
              + " and 1:N, mated and non-mated in turn (default: none).")
  private double seededProbes;

  @Option(
      names = "--duration",
      paramLabel = "D",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "Simulated time, e.g. 60s, 10m, 1h, 7d (default: ${DEFAULT-VALUE}).")
  private Duration duration;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "10",
      description =
          "Captures a second, on average over the duration (default: ${DEFAULT-VALUE}). Season and"
              + " hour of day spread them within it.")
  private double rate;

  @Option(
      names = "--ports",
      paramLabel = "CODE",
      split = ",",
      description = "Only these ports, e.g. 0712,0704 (default: all).")
  private List<String> ports = List.of();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "An empty or new folder.")
  private Path output;

  @Option(
      names = "--people",
      paramLabel = "N",
      defaultValue = "40",
      description = "Rendered people with a reference (default: ${DEFAULT-VALUE}).")
  private int people;

  @Option(
      names = "--strangers",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description =
          "Share of travellers who come with another's document or are in no gallery (default:"
              + " ${DEFAULT-VALUE}).")
  private double strangers;

  @Option(
      names = "--opt-outs",
      paramLabel = "SHARE",
      defaultValue = "0.02",
      description = "Share of travellers who ask for a manual check (default: ${DEFAULT-VALUE}).")
  private double optOuts;

  @Option(
      names = "--port-floor",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description =
          "Least share of the travellers for each open port, so that small ones appear too; 0 for"
              + " the true shares (default: ${DEFAULT-VALUE}).")
  private double portFloor;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      defaultValue = "2025-07-19T16:00:00Z",
      description = "Time of the first captures (default: ${DEFAULT-VALUE}).")
  private Instant start;

  @Option(
      names = "--schedule-at",
      paramLabel = "LOCAL",
      description =
          "Opening hours, season and hour of day as if it began at this local time, e.g."
              + " 2025-07-19T12:00 (default: as --start).")
  private LocalDateTime scheduleAt;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Folder of the face networks (default: models of the project).")
  private Path models;

  @Option(
      names = "--faces",
      paramLabel = "DIR",
      description = "Where rendered faces are kept (default: target/rendered-faces).")
  private Path faces;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (images && embeddings) {
      throw usage("--images: got --embeddings too, expected one of the two");
    }
    if (!(seededProbes >= 0 && seededProbes <= 1)) {
      throw usage("--seeded-probes: got " + seededProbes + ", expected 0 to 1");
    }
    if (scenario != null) {
      return simulateScenario();
    }
    if (embeddings) {
      throw usage("--embeddings: got no --scenario, expected one; rendered faces have photos");
    }
    PortRegistry registry = PortRegistryYaml.shipped();
    Set<String> codes = known(ports, registry);
    TrafficSettings traffic;
    SimulationSettings settings;
    PopulationPlan plan;
    try {
      traffic = new TrafficSettings(codes, portFloor, strangers, optOuts, scheduleAt);
      settings = new SimulationSettings(seed, start, duration, rate);
      plan = plan(strangers > 0);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    try (SimulationWriter writer = new SimulationWriter(output)) {
      Population population = population(plan);
      Simulator simulator = new Simulator(population, registry, traffic, settings);
      TrafficFiles.Summary summary =
          new TrafficFiles(
                  simulator, seededProbes, (n, at) -> progress(n + " captures, up to " + at))
              .write(writer);
      print(population, simulator, summary);
      return 0;
    } catch (IOException | UncheckedIOException | ModelException | IllegalStateException e) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
      return 1;
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int simulateScenario() {
    for (var option : spec.commandLine().getParseResult().matchedOptions()) {
      String name = option.longestName();
      if (WITH_IMAGES.contains(name) && !images) {
        throw usage(name + ": got --scenario without --images, expected both");
      }
      if (!WITH_SCENARIO.contains(name) && !WITH_IMAGES.contains(name)) {
        throw usage(name + ": got --scenario too, expected one of the two: the file says it");
      }
    }
    PortRegistry registry = PortRegistryYaml.shipped();
    Scenario read;
    PopulationPlan plan;
    try {
      read = ScenarioYaml.load(scenario, registry);
      plan = images ? photographed(read, registry) : null;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    try {
      Population population = plan == null ? null : population(plan);
      ScenarioFiles.Summary summary =
          new ScenarioFiles(
                  read,
                  registry,
                  seed,
                  population,
                  (n, at) -> progress(n + " captures, up to " + at))
              .write(output);
      print(read, population, summary);
      return 0;
    } catch (IOException | UncheckedIOException | ModelException | IllegalStateException e) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
      return 1;
    }
  }

  /** Who is to be rendered for a scenario; refused before anything is made. */
  private PopulationPlan photographed(Scenario read, PortRegistry registry) {
    PopulationPlan plan = plan(true);
    new ScenarioSimulator(read, registry, seed).requirePhotos(people);
    return plan;
  }

  private PopulationPlan plan(boolean withStrangers) {
    return PopulationPlan.of(seed, people, withStrangers ? Math.max(4, people / 4) : 0, 3);
  }

  private void print(Scenario read, Population population, ScenarioFiles.Summary summary) {
    List<PlantedAnomaly> planted = summary.truth().planted();
    if (json) {
      ObjectMapper mapper = new ObjectMapper();
      ObjectNode all = mapper.createObjectNode();
      all.put("output", output.toString());
      all.put("scenario", read.name());
      all.put("references", summary.references());
      all.put("captures", summary.captures());
      all.put("mated", summary.mated());
      all.put("optedOut", summary.optedOut());
      all.put("seededProbes", summary.seeded());
      all.put("planted", planted.stream().filter(PlantedAnomaly::expected).count());
      all.set("ports", mapper.valueToTree(summary.capturesByPort()));
      all.put("faces", faces(population));
      spec.commandLine().getOut().println(all);
    } else {
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%s: %s (%s), %s to %s: %d references, %d captures (%d mated, %d opted out, %d"
                  + " seeded)%ncaptures by port: %s%nfaces: %s%n",
              output,
              read.name(),
              read.title(),
              read.start(),
              read.end(),
              summary.references(),
              summary.captures(),
              summary.mated(),
              summary.optedOut(),
              summary.seeded(),
              summary.capturesByPort(),
              faces(population));
      for (PlantedAnomaly p : planted) {
        spec.commandLine()
            .getOut()
            .printf("%s to %s  %s: %s%n", p.start(), p.end(), p.id(), p.kind());
      }
    }
    spec.commandLine().getOut().flush();
  }

  private static String faces(Population population) {
    return population == null ? "drawn at random, no accuracy figure" : population.describe();
  }

  private Set<String> known(List<String> codes, PortRegistry registry) {
    List<String> all = registry.ports().stream().map(Port::code).toList();
    for (String code : codes) {
      if (!all.contains(code)) {
        throw new ParameterException(
            spec.commandLine(), "--ports: got " + code + ", expected of " + all);
      }
    }
    return new LinkedHashSet<>(codes);
  }

  private Population population(PopulationPlan plan) {
    RenderedPopulations populations =
        new RenderedPopulations(
            models == null ? RenderedPopulations.defaultModels() : models,
            faces == null ? RenderedPopulations.defaultFaces() : faces);
    LineProgress rendered =
        new LineProgress(spec.commandLine().getErr(), "people rendered and selected");
    return populations.get(plan, rendered::done);
  }

  private void progress(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private void print(Population population, Simulator simulator, TrafficFiles.Summary summary) {
    if (json) {
      printJson(population, simulator, summary);
      return;
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %d references, %d captures (%d mated, %d of strangers, %d opted out), %d"
                + " adjudications%ncaptures by port: %s%ntraffic: %s%npopulation: %s%n",
            output,
            summary.references(),
            summary.captures(),
            summary.mated(),
            summary.nonMated(),
            summary.optedOut(),
            summary.adjudications(),
            summary.capturesByPort(),
            simulator.describe(),
            population.describe());
    spec.commandLine().getOut().flush();
  }

  private void printJson(Population population, Simulator simulator, TrafficFiles.Summary summary) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode all = mapper.createObjectNode();
    all.put("output", output.toString());
    all.put("references", summary.references());
    all.put("captures", summary.captures());
    all.put("mated", summary.mated());
    all.put("strangers", summary.nonMated());
    all.put("optedOut", summary.optedOut());
    all.put("adjudications", summary.adjudications());
    all.put("seededProbes", summary.seeded());
    all.set("ports", mapper.valueToTree(summary.capturesByPort()));
    all.put("traffic", simulator.describe());
    all.put("population", population.describe());
    all.set("selection", mapper.valueToTree(population.selection()));
    all.set("plan", mapper.valueToTree(population.plan()));
    spec.commandLine().getOut().println(all);
    spec.commandLine().getOut().flush();
  }
}
