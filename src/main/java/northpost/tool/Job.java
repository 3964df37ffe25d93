package northpost.tool;

import java.util.List;
import java.util.concurrent.Callable;
import northpost.job.NorthpostJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code job}: the Flink job's main, here in one process; on a cluster the job jar is submitted.
 */
@Command(
    name = "job",
    mixinStandardHelpOptions = true,
    description =
        "Run the job in this process against a Kafka and an Elasticsearch that exist, e.g. job --"
            + " --northpost.kafka.bootstrap-servers localhost:9092")
final class Job implements Callable<Integer> {
  @Parameters(description = "Settings as --northpost.key value pairs.")
  List<String> settings = List.of();

  @Override
  public Integer call() throws Exception {
    NorthpostJob.main(settings.toArray(String[]::new));
    return 0;
  }
}
