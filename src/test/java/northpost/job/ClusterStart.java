package northpost.job;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The job's main as Flink calls it on a cluster, up to where the job would be submitted. */
final class ClusterStart extends StreamExecutionEnvironment {
  private final Map<String, String> submitted;

  private ClusterStart(Configuration config, Map<String, String> submitted) {
    super(config);
    this.submitted = submitted;
  }

  /**
   * Calls main.
   *
   * @param flinks Flink's settings, with those of Northpost among them
   * @return the settings that the job was submitted with; empty where it was not
   */
  static Map<String, String> of(Map<String, String> flinks, String... arguments) throws Exception {
    Map<String, String> submitted = new HashMap<>();
    initializeContextEnvironment(
        given -> {
          Configuration config = Configuration.fromMap(flinks);
          config.addAll(given);
          return new ClusterStart(config, submitted);
        });
    try {
      NorthpostJob.main(arguments);
    } finally {
      resetContextEnvironment();
    }
    return submitted;
  }

  @Override
  public JobExecutionResult execute(StreamGraph graph) {
    submitted.putAll(((Configuration) getConfiguration()).toMap());
    return null;
  }
}
