package northpost.tool;

import java.util.concurrent.Callable;
import northpost.cluster.Chaos;
import northpost.cluster.ChaosReport;
import northpost.cluster.ClusterFolders;
import northpost.job.NorthpostOptions;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code chaos}: what becomes of captures when processes of a cluster are killed. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Start a Flink cluster of processes on this machine, from what the image is made of, with a"
          + " real Kafka, a real Elasticsearch and ZooKeeper; send rendered travellers and kill"
          + " processes meanwhile, as kill -9 does, in seeded order: task manager, job manager,"
          + " broker, Elasticsearch.",
      "Afterwards every capture must have its decision and no two decisions of one may differ, and"
          + " decisions and documents must be those of a run without kills. With exactly-once"
          + " nothing may be lost or doubled for who reads committed decisions.",
      "Exit code 1 when a promise is broken. Takes some minutes, and about 6 GB of memory."
    })
final class ChaosCommand implements Callable<Integer> {
  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many processes are killed. Default: ${DEFAULT-VALUE}, one of each kind.")
  int kills;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Fixes who travels, and who is killed in which order. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--delivery",
      paramLabel = "HOW",
      defaultValue = "exactly-once",
      converter = DeliveryConverter.class,
      description = "exactly-once or at-least-once. Default: ${DEFAULT-VALUE}.")
  NorthpostOptions.Delivery delivery;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (kills < 0) {
      throw new ParameterException(
          spec.commandLine(), "--kills: got " + kills + ", expected 0 or more");
    }
    ClusterFolders folders = ClusterWork.folders("chaos");
    FileUtils.deleteDirectory(folders.work().toFile());
    ChaosReport report =
        new Chaos(folders, kills, seed, delivery)
            .run(ClusterWork::travellers, new Progress(spec.commandLine().getErr()));
    report.details().forEach(spec.commandLine().getErr()::println);
    spec.commandLine().getOut().println(json ? report.toJson() : report.toText());
    return report.kept() ? 0 : 1;
  }

  /** As the setting is written. */
  static final class DeliveryConverter implements ITypeConverter<NorthpostOptions.Delivery> {
    @Override
    public NorthpostOptions.Delivery convert(String text) {
      for (NorthpostOptions.Delivery delivery : NorthpostOptions.Delivery.values()) {
        if (delivery.toString().equals(text)) {
          return delivery;
        }
      }
      throw new TypeConversionException("got " + text + ", expected exactly-once or at-least-once");
    }
  }
}
