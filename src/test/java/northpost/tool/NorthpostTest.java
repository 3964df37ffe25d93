package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line says, and its exit codes. */
class NorthpostTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  private CommandLine commandLine() {
    return Northpost.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
  }

  private String firstLine() {
    return err.toString().lines().findFirst().orElse("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "job",
        "run",
        "simulate",
        "score",
        "bench scenarios",
        "evaluate",
        "gallery",
        "gallery bootstrap",
        "gallery inspect",
        "gallery reshard",
        "elasticsearch",
        "elasticsearch install",
        "elasticsearch verify",
        "chaos",
        "cluster",
        "cluster compare",
        "topics",
        "topics create",
        "topics verify",
        "config",
        "config check",
        "config show",
        "config docs",
        "config schema",
        "config example",
        "models",
        "models convert"
      })
  void everyCommandExplainsItself(String command) {
    assertThat(run((command + " --help").split(" "))).isZero();
    assertThat(out.toString()).startsWith("Usage: northpost " + command);
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "xyzzy",
        "demo --rate 0",
        "demo --rate NaN",
        "demo --people 0",
        "demo --duration 5",
        "run",
        "run --references r --captures c --output o --parallelism 0",
        "run --references r --captures c --output o -Dnorthpost.policy.margn=1",
        "run --references r --captures c --output o -Dnorthpost.policy.margin=x",
        "job",
        "job -- --northpost.kafka.bootstrap-servers",
        "evaluate --images x",
        "gallery",
        "gallery bootstrap --references r --output o --shards 721",
        "gallery bootstrap --references r --output o --parallelism 0",
        "gallery bootstrap --output o",
        "gallery inspect",
        "gallery inspect --savepoint s -Dnorthpost.galery.shards=3",
        "gallery reshard --savepoint s --output o --shards 0",
        "elasticsearch install --url nonsense",
        "chaos --kills -1",
        "chaos --delivery twice",
        "cluster",
        "cluster compare --captures 0",
        "topics",
        "topics create",
        "topics create --bootstrap-servers b:9092 --ports 9999",
        "topics create --bootstrap-servers b:9092 --photo-retention 1h",
        "topics verify --bootstrap-servers b:9092 --partitions 0",
        "config",
        "config check",
        "run --references r --captures c --output o --config no-such-file.yaml",
        "models"
      })
  void wrongUsageEndsWithTwoAndTheUsage(String line) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: northpost").doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void namesTheSettingNearestToAnUnknownOne() {
    run("run", "--references=r", "--captures=c", "--output=o", "-Dnorthpost.policy.margn=1");

    assertThat(firstLine())
        .contains("-D: northpost.policy.margn: got an unknown key")
        .contains("expected northpost.policy.margin (the nearest)");
  }

  @Test
  void saysWhatASettingWithoutDefaultIsFor() {
    run("job");

    assertThat(err.toString())
        .contains("northpost.kafka.bootstrap-servers: got nothing, expected addresses, HOST:PORT");
  }

  @Test
  void namesTheFileThatIsAbsent() {
    assertThat(
            run(
                "run",
                "--references=" + directory.resolve("r.ndjson"),
                "--captures=" + directory.resolve("c.ndjson"),
                "--output=" + directory.resolve("out")))
        .isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(firstLine()).startsWith("northpost run: ").contains("c.ndjson: got nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gallery inspect", "gallery reshard --shards=3 --output=o"})
  void saysWhatIsNoSavepoint(String command) {
    assertThat(run((command + " --savepoint=" + directory).split(" "))).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(firstLine())
        .contains("savepoint " + directory + ": got no savepoint")
        .contains("expected a folder with a file _metadata");
  }

  @Test
  void refusesAFileWhereTheOutputFolderShouldBe() throws IOException {
    Path file = Files.writeString(directory.resolve("taken"), "");

    assertThat(
            run(
                "run",
                "--references=" + file,
                "--captures=" + file,
                "--output=" + file.resolve("below")))
        .isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(firstLine()).contains("taken").contains("expected a folder");
  }

  @Test
  void tellsAFailureOfAnotherThreadWithoutItsWrappers() throws Exception {
    CommandLine command = commandLine();
    Exception failure =
        new CompletionException(new UncheckedIOException(new IOException("broker: got no answer")));

    int status = new FailureReport().handleExecutionException(failure, command, null);

    assertThat(status).isEqualTo(1);
    assertThat(firstLine()).startsWith("northpost: broker: got no answer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elasticsearch verify --url",
        "kibana verify --elasticsearch",
        "console --elasticsearch",
        "kibana install --kibana"
      })
  void credentialsInAnAddressAreRefusedAndNotRepeated(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add("https://me:s3cret@s3cret, s3cret@es:9200");
    assertThat(run(words.toArray(String[]::new))).isEqualTo(2);
    assertThat(firstLine()).contains("got credentials").contains("expected http://host:port");
    assertThat(out.toString() + err).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--username me --api-key-file key",
        "--username me --password-file password --api-key-file key",
        "--password-file password --api-key-file key",
        "--password-file password"
      })
  void credentialsThatDoNotGoTogetherAreRefused(String credentials) {
    String words = "elasticsearch verify --url http://127.0.0.1:1 " + credentials;
    assertThat(run(words.split(" "))).isEqualTo(2);
    assertThat(firstLine()).contains("-file and ").contains(", expected ");
  }
}
