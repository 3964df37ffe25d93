package northpost.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options and output that the measurements have in common, named after the command. */
final class BenchOutput {
  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where reports and, meanwhile, data and state are written (default:"
              + " target/bench-${COMMAND-NAME}).")
  private Path output;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  Path directory() {
    return output != null ? output : Path.of("target/bench-" + command.name());
  }

  /** Takes lines for people who wait. */
  Consumer<String> progress() {
    PrintWriter err = command.commandLine().getErr();
    return line -> {
      err.println(line);
      err.flush();
    };
  }

  /** Writes both forms of a report, and prints the one that was asked for. */
  void report(Object report, String table) throws IOException {
    String asJson = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
    Files.writeString(directory().resolve(command.name() + ".json"), asJson + "\n");
    Files.writeString(directory().resolve(command.name() + ".txt"), table);
    PrintWriter out = command.commandLine().getOut();
    out.println(json ? asJson : table);
    out.flush();
  }

  /**
   * @throws ParameterException when an option's value is out of its range
   */
  void require(String option, Object got, boolean holds, String expected) {
    if (!holds) {
      throw new ParameterException(
          command.commandLine(), option + ": expected " + expected + ", got " + got);
    }
  }

  void requireAtLeast(String option, int got, int least) {
    require(option, got, got >= least, least + " or more");
  }
}
