package northpost.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import northpost.job.NorthpostOptions;
import northpost.settings.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says all that is wrong with a configuration. */
@Command(
    name = "check",
    description = {
      "Checks a configuration as the job does before it starts, and says all that is wrong with it.",
      "Environment variables NORTHPOST_... and -D go before the file. 1 if anything is wrong."
    },
    mixinStandardHelpOptions = true)
final class ConfigCheck implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private ConfigSources sources;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (sources.file == null && sources.flinkConf == null) {
      throw new ParameterException(
          spec.commandLine(), "got no file, expected FILE, --flink-conf FILE or both");
    }
    List<Finding> findings = sources.findings();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(findings));
    } else {
      print(out, findings);
    }
    return Finding.errors(findings).isEmpty() ? 0 : 1;
  }

  private void print(PrintWriter out, List<Finding> findings) {
    for (Finding finding : findings) {
      out.println((finding.isError() ? "" : "warning: ") + finding.text());
    }
    int errors = Finding.errors(findings).size();
    int warnings = findings.size() - errors;
    out.printf(
        "%s: %d of %d settings given, %d wrong, %d warnings%n",
        errors == 0 ? "good" : "refused",
        sources.sources().effective().size(),
        NorthpostOptions.settings().all().size(),
        errors,
        warnings);
  }

  private String asJson(List<Finding> findings) {
    ObjectNode root = JSON.createObjectNode();
    root.put("good", Finding.errors(findings).isEmpty());
    root.put("given", sources.sources().effective().size());
    add(root.putArray("errors"), findings, true);
    add(root.putArray("warnings"), findings, false);
    return root.toPrettyString();
  }

  private static void add(ArrayNode array, List<Finding> findings, boolean errors) {
    for (Finding finding : findings) {
      if (finding.isError() == errors) {
        array
            .addObject()
            .put("where", finding.where())
            .put("key", finding.key())
            .put("got", finding.got())
            .put("expected", finding.expected());
      }
    }
  }
}
