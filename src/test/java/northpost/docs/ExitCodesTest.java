package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Pattern;
import northpost.tool.Northpost;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** The exit codes that docs/operating.md and README.md list are those that commands end with. */
class ExitCodesTest {
  private static final Pattern INTERRUPTED = Pattern.compile("exit (\\d+)' INT TERM");

  @Test
  void theTableHasEveryExitCodeAndNoOther() {
    String interrupted =
        INTERRUPTED
            .matcher(Code.read(Path.of("northpost")))
            .results()
            .map(trap -> trap.group(1))
            .findFirst()
            .orElseThrow();
    assertThat(
            Pattern.compile("(?m)^\\| (\\d+) \\|")
                .matcher(
                    Document.read("docs/operating.md")
                        .section("## Exit codes of ./northpost")
                        .text())
                .results()
                .map(row -> row.group(1)))
        .containsExactly(
            String.valueOf(ExitCode.OK),
            String.valueOf(ExitCode.SOFTWARE),
            String.valueOf(ExitCode.USAGE),
            interrupted);
  }

  @Test
  void commandsEndWithThem() {
    assertThat(run("--help")).isEqualTo(ExitCode.OK);
    assertThat(
            run(
                "config",
                "check",
                "conf/northpost.yaml",
                "--no-files",
                "-Dnorthpost.gallery.shards=0"))
        .isEqualTo(ExitCode.SOFTWARE);
    assertThat(run("config", "check")).isEqualTo(ExitCode.USAGE);
    assertThat(run("no-such-command")).isEqualTo(ExitCode.USAGE);
    assertThat(Code.read(Path.of("README.md")))
        .contains("exit code 0 is done, 1 failed, 2 wrong usage");
  }

  private static int run(String... arguments) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new CommandLine(new Northpost()).setOut(nowhere).setErr(nowhere).execute(arguments);
  }
}
