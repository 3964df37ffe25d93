package northpost.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConfigurationTest {
  @TempDir Path folder;

  @Test
  void isTheShippedOneButForWhatItLists() throws Exception {
    Path shipped = Path.of("flink-conf");
    ClusterConfiguration configuration =
        ClusterConfiguration.shipped(shipped)
            .with("parallelism.default", 2)
            .with("northpost.gallery.shards", 12)
            .without("northpost.elasticsearch.api-key-file");
    assertThat(configuration.differences())
        .containsExactly(
            "parallelism.default: 2 (shipped: 4)",
            "northpost.elasticsearch.api-key-file: none (shipped:"
                + " /run/secrets/northpost/elasticsearch-api-key)");

    configuration.write(folder);
    var written = GlobalConfiguration.loadConfiguration(folder.toString()).toMap();
    var expected = GlobalConfiguration.loadConfiguration(shipped.toString()).toMap();
    expected.put("parallelism.default", "2");
    expected.remove("northpost.elasticsearch.api-key-file");
    assertThat(written).isEqualTo(expected);
  }

  @Test
  void givesAJvmTheMemoryAndTheOptionsThatFlinksScriptsWould() {
    ClusterConfiguration configuration = ClusterConfiguration.shipped(Path.of("flink-conf"));
    assertThat(configuration.jvmOptions()).contains("--add-modules=jdk.incubator.vector");
    assertThat(configuration.jobManagerMemory()).anyMatch(option -> option.startsWith("-Xmx"));
    assertThat(configuration.taskManagerMemory())
        .anyMatch(option -> option.startsWith("-XX:MaxDirectMemorySize="));
    assertThat(configuration.taskManagerResources())
        .contains("-D")
        .anyMatch(word -> word.startsWith("taskmanager.memory.task.heap.size="));
  }
}
