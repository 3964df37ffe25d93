package northpost.tool;

import java.util.List;
import java.util.concurrent.Callable;
import northpost.job.NorthpostJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code job}: the Flink job's main, here in one process; on a cluster the job jar is submitted.
 */
@Command(
    name = "job",
    mixinStandardHelpOptions = true,
    description = {
      "Run the job in this process against a Kafka and an Elasticsearch that exist, until Ctrl-C.",
      "Example: job -- --northpost.kafka.bootstrap-servers localhost:9092"
          + " --northpost.elasticsearch.urls http://localhost:9200"
    })
final class Job implements Callable<Integer> {
  @Parameters(description = "Settings as --northpost.key value pairs.")
  List<String> settings = List.of();

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    spec.commandLine().getErr().println("Running the job until Ctrl-C");
    try {
      NorthpostJob.main(settings.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return 0;
  }
}
