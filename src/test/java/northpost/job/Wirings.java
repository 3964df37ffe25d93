package northpost.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import northpost.source.PortRegistryYaml;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The graph of the job, as it is built without contacting anything. */
final class Wirings {
  private Wirings() {}

  /** From Kafka to Kafka and Elasticsearch. Nobody listens at port 1. */
  static StreamGraph ofKafka() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    NorthpostJob.build(
        env,
        Configuration.fromMap(
            Map.of(
                NorthpostOptions.BOOTSTRAP_SERVERS.key(), "127.0.0.1:1",
                NorthpostOptions.ELASTICSEARCH_URLS.key(), "http://127.0.0.1:1")));
    return env.getStreamGraph();
  }

  /**
   * From empty files to all files that there can be.
   *
   * @param folder takes the empty file
   */
  static StreamGraph ofFiles(Path folder) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.configure(NorthpostJob.safeguards());
    Path empty = Files.createFile(folder.resolve("empty.ndjson"));
    Configuration config = new Configuration();
    Topology.build(
        env,
        FileInputs.of(empty, empty, empty, empty, PortRegistryYaml.shipped(), config),
        FileOutputs.under(folder.resolve("parts"), true),
        TopologySettings.replay(config));
    return env.getStreamGraph();
  }
}
