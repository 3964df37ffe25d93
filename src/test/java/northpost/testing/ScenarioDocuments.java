package northpost.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.domain.PortRegistry;
import northpost.job.FileInputs;
import northpost.job.NorthpostJob;
import northpost.job.NorthpostOptions;
import northpost.job.Outputs;
import northpost.job.Topology;
import northpost.job.TopologySettings;
import northpost.simulation.Scenario;
import northpost.simulation.ScenarioFiles;
import northpost.simulation.ScenarioYaml;
import northpost.sink.ElasticsearchInstaller;
import northpost.sink.ElasticsearchSettings;
import northpost.sink.ElasticsearchSink;
import northpost.source.PortRegistryYaml;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The documents of a scenario in Elasticsearch, written by the whole job. */
public final class ScenarioDocuments {
  private ScenarioDocuments() {}

  /**
   * Installs the templates, simulates the scenario and runs the job over it.
   *
   * @param yaml of the scenario
   * @param work an empty folder for the traffic and for Flink
   */
  public static ScenarioFiles.Summary write(String url, String yaml, long seed, Path work)
      throws Exception {
    ElasticsearchSettings elasticsearch = ElasticsearchSettings.of(List.of(url));
    try (ElasticsearchInstaller installer = new ElasticsearchInstaller(elasticsearch, 1, 0)) {
      installer.install();
    }
    Path file = Files.writeString(work.resolve("scenario.yaml"), yaml);
    PortRegistry registry = PortRegistryYaml.shipped();
    Scenario scenario = ScenarioYaml.load(file.toString(), registry);
    Path traffic = Files.createDirectory(work.resolve("traffic"));
    ScenarioFiles.Summary summary =
        new ScenarioFiles(scenario, registry, seed, (n, at) -> {}).write(traffic);

    Configuration config = configuration(work);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, config);
    env.configure(NorthpostJob.safeguards());
    Topology.build(
        env,
        FileInputs.of(
            traffic.resolve("captures.ndjson"),
            traffic.resolve("references.ndjson"),
            traffic.resolve("policies.ndjson"),
            traffic.resolve("adjudications.ndjson"),
            registry,
            config),
        new Outputs(
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            null,
            null,
            null,
            null,
            null,
            null,
            new ElasticsearchSink(elasticsearch)),
        TopologySettings.replay(config));
    env.execute("scenario-documents");
    return summary;
  }

  private static Configuration configuration(Path work) {
    Map<String, String> all = new HashMap<>();
    all.put("state.backend.type", "hashmap");
    all.put("execution.checkpointing.interval", "2 s");
    all.put("execution.checkpointing.dir", work.resolve("checkpoints").toUri().toString());
    all.put("io.tmp.dirs", work.resolve("flink").toString());
    all.put("taskmanager.memory.network.max", "128m");
    all.put("rest.bind-port", "0");
    all.put(NorthpostOptions.GIVEN_FACES.key(), "true");
    all.put(
        NorthpostOptions.MODELS_DIRECTORY.key(),
        Path.of(System.getProperty("northpost.home", "."), "models").toString());
    return Configuration.fromMap(all);
  }
}
