package northpost.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import northpost.sink.ElasticsearchInstaller;
import northpost.sink.ElasticsearchSettings;
import northpost.sink.ObjectReport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Runs one visit to a cluster and prints a line per object, or JSON. */
final class ElasticsearchReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ElasticsearchReport() {}

  /** What to do there. */
  interface Visit {
    List<ObjectReport> with(ElasticsearchInstaller installer) throws IOException;
  }

  /** The exit code: 1 where the cluster did not answer as it should. */
  static int run(
      CommandSpec spec,
      ElasticsearchOptions options,
      boolean json,
      Visit visit,
      Function<ObjectReport, String> word,
      ToIntFunction<List<ObjectReport>> exitCode) {
    PrintWriter out = spec.commandLine().getOut();
    ElasticsearchSettings settings;
    try {
      settings = options.settings();
      if (options.shards < 1 || options.replicas < 0) {
        throw new IllegalArgumentException(
            "--shards "
                + options.shards
                + " --replicas "
                + options.replicas
                + ": expected at least 1 shard and 0 replicas");
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    try (ElasticsearchInstaller installer =
        new ElasticsearchInstaller(settings, options.shards, options.replicas)) {
      List<ObjectReport> reports = visit.with(installer);
      if (json) {
        out.println(json(options, word, reports));
      } else {
        print(out, word, reports);
      }
      return exitCode.applyAsInt(reports);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
      return 1;
    }
  }

  private static void print(
      PrintWriter out, Function<ObjectReport, String> word, List<ObjectReport> reports) {
    for (ObjectReport report : reports) {
      out.printf("%-12s %s %s%n", word.apply(report), report.kind(), report.name());
      report.differences().forEach(difference -> out.println("             " + difference));
    }
    if (unsupported(reports, "lifecycle policy")) {
      out.println(
          "This server has no lifecycle policies: indices are kept until someone deletes them.");
    }
    if (unsupported(reports, "role")) {
      out.println("This server has no security: anyone who reaches it may read and change all.");
    }
  }

  private static boolean unsupported(List<ObjectReport> reports, String kind) {
    return reports.stream()
        .anyMatch(
            each -> each.state() == ObjectReport.State.UNSUPPORTED && each.kind().equals(kind));
  }

  private static String json(
      ElasticsearchOptions options,
      Function<ObjectReport, String> word,
      List<ObjectReport> reports) {
    ObjectNode root = JSON.createObjectNode();
    options.urls.forEach(root.putArray("urls")::add);
    var objects = root.putArray("objects");
    for (ObjectReport report : reports) {
      ObjectNode object =
          objects
              .addObject()
              .put("kind", report.kind())
              .put("name", report.name())
              .put("result", word.apply(report));
      report.differences().forEach(object.putArray("differences")::add);
    }
    return root.toPrettyString();
  }
}
