package northpost.cluster;

import java.util.Map;

/**
 * What a cluster is to be like.
 *
 * @param mode how the job comes to run
 * @param taskManagers each with one slot; their number is the job's parallelism
 * @param settings of Flink and the job on top of those that this machine needs
 */
record ClusterSettings(JobMode mode, int taskManagers, Map<String, String> settings) {
  ClusterSettings {
    settings = Map.copyOf(settings);
  }
}
