package northpost.cluster;

/** Which process of a cluster is killed. */
public enum KillTarget {
  TASK_MANAGER("task manager"),
  JOB_MANAGER("job manager"),
  BROKER("broker"),
  ELASTICSEARCH("Elasticsearch");

  private final String words;

  KillTarget(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
