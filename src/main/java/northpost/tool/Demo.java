package northpost.tool;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import northpost.demo.DemoSession;
import northpost.demo.DemoSettings;
import northpost.demo.DemoStoppedException;
import northpost.demo.DemoSummary;
import northpost.synthetic.PopulationPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: everything on one machine, and what happens, live. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Start a real Kafka, a real Elasticsearch and the job, and send rendered travellers of all"
          + " ports through the real networks.",
      "Ctrl-C or --duration ends it with a summary."
    })
final class Demo implements Callable<Integer> {
  private static final int CLEAN_UP_SECONDS = 60;
  private static final int STRANGERS_ONE_IN = 5;
  private static final int PHOTOS_EACH = 2;
  private static final String FACES = "faces:                     ";

  @Option(
      names = "--duration",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "How long captures are sent, e.g. 60s, 10m, 1h. Default: until Ctrl-C.")
  Duration duration;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "10",
      description = "Captures a second over all ports. Default: ${DEFAULT-VALUE}.")
  double rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Fixes who travels and when. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--people",
      paramLabel = "N",
      defaultValue = "40",
      description = "Enrolled travellers. Default: ${DEFAULT-VALUE}.")
  int people;

  @Option(
      names = "--console-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of the operations page; 0 for a free one. Default: ${DEFAULT-VALUE}.")
  int consolePort;

  @Option(names = "--json", description = "Print only the summary, as JSON, on standard output.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw wrong("--rate: got " + rate + ", expected captures a second, more than 0");
    }
    if (people < 1) {
      throw wrong("--people: got " + people + ", expected 1 or more");
    }
    if (consolePort < 0 || consolePort > 65_535) {
      throw wrong("--console-port: got " + consolePort + ", expected 0 to 65535");
    }
    PrintWriter err = spec.commandLine().getErr();
    DemoSettings settings =
        new DemoSettings(
            Path.of(System.getProperty("northpost.home", ".")).toAbsolutePath().normalize(),
            duration,
            rate,
            seed,
            Runtime.getRuntime().availableProcessors(),
            consolePort);
    PopulationPlan plan =
        PopulationPlan.of(seed, people, Math.max(2, people / STRANGERS_ONE_IN), PHOTOS_EACH);
    RenderedPopulations populations =
        new RenderedPopulations(
            RenderedPopulations.defaultModels(), RenderedPopulations.defaultFaces());
    boolean terminal = System.console() != null && !json;
    DemoSession session =
        new DemoSession(
            settings,
            rendering -> populations.get(plan, rendering),
            new Progress(err),
            new LiveTable(err, terminal));
    CountDownLatch done = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(session, done), "stop-demo"));
    try {
      DemoSummary summary = session.run();
      spec.commandLine().getOut().println(json ? summary.toJson() : text(summary));
      spec.commandLine().getOut().flush();
      return summary.complete() ? 0 : 1;
    } catch (DemoStoppedException e) {
      err.println(spec.qualifiedName() + ": " + e.getMessage());
      return 1;
    } finally {
      done.countDown();
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String text(DemoSummary summary) {
    String faces = WrappedText.of(summary.population(), FACES.length());
    return summary.toText() + FACES + faces;
  }

  /** On Ctrl-C the virtual machine waits until the session has cleaned up and told its summary. */
  private static void stop(DemoSession session, CountDownLatch done) {
    session.stop();
    try {
      done.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
