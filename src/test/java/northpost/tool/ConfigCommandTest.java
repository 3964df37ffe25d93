package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code config} says, and its exit codes. */
class ConfigCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return Northpost.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  @Test
  void takesTheExampleAndFlinksConfiguration() {
    assertThat(run("config", "check", "conf/northpost.yaml")).as(out.toString()).isZero();
    assertThat(run("config", "check", "--flink-conf", "flink-conf/config.yaml", "--no-files"))
        .as(out.toString())
        .isZero();
    assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("good: "));
  }

  @Test
  void saysAllThatIsWrongWithWhereItStands() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("f.yaml"),
            """
            northpost:
              galery:
                shards: 12
              match:
                wait: 5
              policy.margin: 2
            state.backend.type: rocksdb
            """);
    assertThat(run("config", "check", file, "--no-files", "-Dnorthpost.match.batch=many")).isOne();
    assertThat(out.toString().lines())
        .hasSize(7)
        .anyMatch(line -> line.startsWith(file + ":3: northpost.galery.shards: got an unknown key"))
        .anyMatch(line -> line.startsWith(file + ":5: northpost.match.wait: got 5, expected a dur"))
        .anyMatch(line -> line.startsWith(file + ":6: northpost.policy.margin: got 2, expected"))
        .anyMatch(line -> line.startsWith(file + ":7: state.backend.type: got an unknown key"))
        .anyMatch(line -> line.startsWith("-D: northpost.match.batch: got many, expected a whole"))
        .anyMatch(
            line -> line.startsWith(file + ": northpost.kafka.bootstrap-servers: got nothing"))
        .anyMatch(line -> line.startsWith("refused: "));
  }

  @Test
  void tellsAScriptTheSame() throws IOException {
    Path file = Files.writeString(folder.resolve("f.yaml"), "northpost.gallery.shards: 0\n");
    assertThat(run("config", "check", file, "--no-files", "--json")).isOne();
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.path("good").asBoolean()).isFalse();
    assertThat(result.at("/errors/0/where").asText()).isEqualTo(file + ":1");
    assertThat(result.at("/errors/0/key").asText()).isEqualTo("northpost.gallery.shards");
    assertThat(result.at("/errors/0/got").asText()).isEqualTo("0");
    assertThat(result.at("/errors/0/expected").asText())
        .isEqualTo("a whole number, 1 to 720 (shards)");
  }

  @Test
  void holdsTheParallelismOfFlinkAgainstTheShards() {
    assertThat(
            run(
                "config",
                "check",
                "--flink-conf=flink-conf/config.yaml",
                "--no-files",
                "-Dnorthpost.gallery.shards=10"))
        .isOne();
    assertThat(out.toString().lines().findFirst().orElse(""))
        .startsWith("flink-conf/config.yaml:")
        .contains("parallelism.default: got 4, which gives 2 subtasks 3 of")
        .contains("expected one of 1, 2, 5, 10, or northpost.gallery.uneven-shares: true");
  }

  @Test
  void saysWhatFlinksConfigurationLacks() throws IOException {
    String text = Files.readString(Path.of("flink-conf/config.yaml"));
    Path file =
        Files.writeString(
            folder.resolve("config.yaml"),
            text.replace("type: rocksdb", "type: hashmap")
                .replace("incremental: true", "incremental: false")
                .replace("mode: EXACTLY_ONCE", "mode: AT_LEAST_ONCE")
                .replace("interval: 10 s", "")
                .replace("max-parallelism: 720", "max-parallelism: 128")
                .replace("    dir: s3://northpost/checkpoints", ""));
    assertThat(run("config", "check", "--flink-conf", file, "--no-files")).isOne();
    for (String key :
        new String[] {
          "state.backend.type",
          "execution.checkpointing.incremental",
          "execution.checkpointing.mode",
          "execution.checkpointing.interval",
          "pipeline.max-parallelism",
          "execution.checkpointing.dir"
        }) {
      assertThat(out.toString()).contains(": " + key + ": got ");
    }
    assertThat(out.toString()).contains(" 6 wrong");
  }

  @Test
  void saysThatTheMemoryOfAProcessCannotBeSharedOut() throws IOException {
    String text = Files.readString(Path.of("flink-conf/config.yaml"));
    for (String[] each :
        new String[][] {
          {"size: 16g", "size: 900m", "taskmanager.memory.process.size: got 900m"},
          {"size: 768m", "size: 20g", "taskmanager.memory.process.size: got 16g"},
          {"size: 1600m", "size: 300m", "jobmanager.memory.process.size: got 300m"},
          {"size: 16g", "size: plenty", "taskmanager.memory.process.size: got plenty"}
        }) {
      Path file = Files.writeString(folder.resolve("config.yaml"), text.replace(each[0], each[1]));
      out.getBuffer().setLength(0);
      assertThat(run("config", "check", "--flink-conf", file, "--no-files")).as(each[2]).isOne();
      assertThat(out.toString())
          .contains(": " + each[2] + ", expected memory that can be shared out: ")
          .contains(" 1 wrong");
    }
  }

  @Test
  void showsWhereEachValueComesFromAndNoSecret() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("f.yaml"),
            """
            northpost.kafka.bootstrap-servers: 'host-1:9092'
            northpost.kafka.properties:
              security.protocol: SSL
              ssl.truststore.password: '${file:/run/secrets/kafka:word}'
              config.providers: file
              config.providers.file.class: org.apache.kafka.common.config.provider.FileConfigProvider
              config.providers.file.param.allowed.paths: /run/secrets
              config.providers.vault.param.mount: border
            """);
    assertThat(run("config", "show", file, "--no-files", "-Dnorthpost.gallery.shards=24")).isZero();
    assertThat(out.toString().lines())
        .contains("northpost.gallery.shards: 24  [-D]")
        .contains("northpost.kafka.bootstrap-servers: host-1:9092  [" + file + ":1]")
        .contains("northpost.match.wait: 2 ms  [default]")
        .contains("northpost.kafka.properties.ssl.truststore.password: (hidden)  [" + file + ":4]")
        .contains(
            "northpost.kafka.properties.config.providers.file.param.allowed.paths: /run/secrets  ["
                + file
                + ":7]")
        .contains(
            "northpost.kafka.properties.config.providers.vault.param.mount: (hidden)  ["
                + file
                + ":8]");
  }

  @Test
  void showsNothingOfAConfigurationThatWouldBeRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("f.yaml"), "northpost.match.wait: 5\n");
    assertThat(run("config", "show", file, "--no-files")).isOne();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains(file + ":1: northpost.match.wait: got 5");
  }
}
