package northpost.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import northpost.domain.PortRegistry;
import northpost.job.Configurations;
import northpost.simulation.Scenario;
import northpost.simulation.ScenarioYaml;
import northpost.source.PortRegistryYaml;
import northpost.suite.ScenarioSuite;
import northpost.suite.SuiteReport;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how well anomalies are found. */
@Command(
    name = "scenarios",
    mixinStandardHelpOptions = true,
    description = {
      "Simulates the scenarios that ship with Northpost, runs the whole job over each, and scores"
          + " the anomalies that it reports against those that were planted.",
      "Writes scenarios.json, scenarios.txt, and a folder for each run with its score and"
          + " timeline. The exit status is 1 where the recall or the precision of a kind is below"
          + " 0.95."
    })
final class BenchScenarios implements Callable<Integer> {
  /** Recall and precision that every kind must reach. */
  private static final double LEAST = .95;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,3",
      description = "Each scenario once with each (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds;

  @Option(
      names = "--scenarios",
      paramLabel = "NAME",
      split = ",",
      description = "Only these: shipped ones by name, or files ending in .yaml (default: all).")
  private List<String> names = List.of();

  @Option(names = "--quick", description = "The first seed only, and no scenario of all ports.")
  private boolean quick;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the job (default: ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "2",
      description = "Scenarios that run at once (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Option(
      names = "--keep",
      description = "Keep the simulated files and the decisions; they are large.")
  private boolean keep;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "A setting of the job, e.g. -Dnorthpost.policy.margin=0.03.")
  private Map<String, String> settings = new HashMap<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "target/bench-scenarios",
      description = "Where reports and runs are written (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (parallelism < 1) {
      throw usage("--parallelism: got " + parallelism + ", expected 1 or more");
    }
    if (jobs < 1) {
      throw usage("--jobs: got " + jobs + ", expected 1 or more");
    }
    List<Scenario> scenarios = scenarios();
    List<Long> used = quick ? seeds.subList(0, 1) : seeds;
    Files.createDirectories(output);
    SuiteReport report =
        new ScenarioSuite(
                PortRegistryYaml.shipped(),
                output,
                parallelism,
                settings,
                keep,
                new Progress(spec.commandLine().getErr()))
            .run(scenarios, used, jobs, this::write);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? report.toJson() : report.toText());
    out.flush();
    List<String> below = report.below(LEAST);
    PrintWriter err = spec.commandLine().getErr();
    below.forEach(err::println);
    err.flush();
    return below.isEmpty() ? 0 : 1;
  }

  /** After each run, so that what is done is there should the suite be ended early. */
  private void write(SuiteReport report) {
    try {
      Files.writeString(output.resolve("scenarios.json"), report.toJson() + "\n");
      Files.writeString(output.resolve("scenarios.txt"), report.toText());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private List<Scenario> scenarios() {
    PortRegistry registry = PortRegistryYaml.shipped();
    List<Scenario> scenarios = new ArrayList<>();
    try {
      Configurations.check(Configuration.fromMap(settings));
      for (String name : names.isEmpty() ? ScenarioYaml.suite() : names) {
        Scenario scenario = ScenarioYaml.load(name, registry);
        if (!quick || scenario.ports().size() < registry.ports().size()) {
          scenarios.add(scenario);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (scenarios.isEmpty()) {
      throw usage("--scenarios: got none that --quick leaves, expected at least one");
    }
    return scenarios;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
