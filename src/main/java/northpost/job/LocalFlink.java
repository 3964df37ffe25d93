package northpost.job;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** What every Flink inside a process of ours has in common. */
public final class LocalFlink {
  private LocalFlink() {}

  /**
   * Settings of Flink that keep its files in one folder and its web server on a free port of
   * loopback; to be added to.
   *
   * @param work takes the files
   */
  public static Map<String, String> settings(Path work) {
    Map<String, String> settings = new HashMap<>();
    settings.put("io.tmp.dirs", work.resolve("flink").toString());
    settings.put("web.tmpdir", work.resolve("web").toString());
    settings.put("rest.port", "0");
    settings.put("rest.bind-port", "0");
    settings.put("rest.address", "127.0.0.1");
    settings.put("rest.bind-address", "127.0.0.1");
    settings.put("taskmanager.memory.managed.size", "256m");
    return settings;
  }

  /**
   * A Flink of one task manager, started; to be closed.
   *
   * @param slots of the task manager: the greatest parallelism
   */
  public static MiniCluster start(Configuration config, int slots) throws Exception {
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(config)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    cluster.start();
    return cluster;
  }
}
