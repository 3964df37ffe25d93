package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateTest {
  @TempDir Path directory;
  private final StringWriter err = new StringWriter();

  private int run(String... options) {
    return new CommandLine(new Simulate()).setErr(new PrintWriter(err)).execute(options);
  }

  @Test
  void saysWhichPortsThereAreWhenOneIsUnknown() {
    assertThat(run("--output", directory.toString(), "--ports", "0712,9999")).isEqualTo(2);
    assertThat(err.toString()).contains("--ports: got 9999").contains("0706");
  }

  @Test
  void saysHowADurationIsWritten() {
    assertThat(run("--output", directory.toString(), "--duration", "10 minutes")).isEqualTo(2);
    assertThat(err.toString()).contains("got 10 minutes").contains("60s, 10m, 1h or 7d");
  }

  @Test
  void refusesARateOfNothing() {
    assertThat(run("--output", directory.toString(), "--rate", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("rate in captures a second: got 0.0");
  }

  @Test
  void asksForTheOutputFolder() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("--output");
  }

  @Test
  void failsWhenTheNetworksAreNotThere() {
    int exit =
        run(
            "--output",
            directory.resolve("out").toString(),
            "--models",
            directory.resolve("nowhere").toString());

    assertThat(exit).isEqualTo(1);
    assertThat(err.toString()).contains("nowhere");
  }

  @Test
  void readsDurationsInEveryUnit() {
    DurationConverter converter = new DurationConverter();

    assertThat(converter.convert("3600000 ms")).hasHours(1);
    assertThat(converter.convert("250ms")).hasMillis(250);
    assertThat(converter.convert("90s")).hasSeconds(90);
    assertThat(converter.convert("10m")).hasMinutes(10);
    assertThat(converter.convert("90 min")).hasMinutes(90);
    assertThat(converter.convert("2h")).hasHours(2);
    assertThat(converter.convert("7d")).hasDays(7);
  }
}
