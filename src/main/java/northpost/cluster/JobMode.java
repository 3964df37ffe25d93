package northpost.cluster;

/** How the job jar comes to run on a cluster. */
public enum JobMode {
  /** A cluster that is there first, and {@code flink run}. */
  SESSION("org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"),
  /** The job's main runs in the job manager, as the chart has it. */
  APPLICATION("org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint");

  private final String jobManager;

  JobMode(String jobManager) {
    this.jobManager = jobManager;
  }

  /** The entry point of the job manager. */
  String jobManager() {
    return jobManager;
  }
}
