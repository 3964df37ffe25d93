package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.appender.rolling.CompositeTriggeringPolicy;
import org.apache.logging.log4j.core.appender.rolling.DefaultRolloverStrategy;
import org.apache.logging.log4j.core.appender.rolling.SizeBasedTriggeringPolicy;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What log4j makes of the files. It passes over what it does not understand; here that is a fault.
 */
class LoggingConfTest {
  private static final Path DEPLOYMENT = Path.of("flink-conf/log4j-console.properties");

  private static final long MOST_BYTES = 1L << 30;

  /** What would write records, documents, headers or secrets at a fine level. */
  private static final List<String> TALKATIVE =
      List.of(
          "org.apache.kafka.clients.NetworkClient",
          "org.apache.kafka.clients.consumer.internals.Fetcher",
          "org.apache.kafka.clients.producer.ProducerConfig",
          "org.apache.http.wire",
          "org.apache.http.headers",
          "org.apache.hc.client5.http.wire",
          "org.apache.hc.client5.http.headers",
          "org.elasticsearch.client.RestClient",
          "org.apache.hadoop.fs.s3a.S3AFileSystem",
          "com.amazonaws.request");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"log4j-console.properties", "log4j-cli.properties"})
  void isUnderstoodAsAWhole(String file) {
    assertThat(read(Path.of("flink-conf", file)).complaints()).isEmpty();
  }

  @Test
  void tellsOfTheJobAndNotOfEveryClient() {
    Read read = read(DEPLOYMENT);
    assertThat(read.appenders()).containsOnlyKeys("Console", "File");
    Configuration config = read.configuration();
    assertThat(config.getRootLogger().getLevel()).isEqualTo(Level.INFO);
    assertThat(config.getLoggerConfig("northpost.sink").getLevel()).isEqualTo(Level.INFO);
    assertThat(config.getLoggerConfig("org.apache.kafka.clients").getLevel()).isEqualTo(Level.WARN);
    assertThat(config.getWatchManager().getIntervalSeconds()).isEqualTo(30);
  }

  @Test
  void goesToTheConsoleAndToAFileThatCannotFillTheNode() {
    Read read = read(DEPLOYMENT);
    assertThat(read.appenders().values())
        .hasSize(2)
        .hasAtLeastOneElementOfType(ConsoleAppender.class)
        .hasAtLeastOneElementOfType(RollingFileAppender.class);
    RollingFileAppender file = (RollingFileAppender) read.appenders().get("File");
    var rollover = (DefaultRolloverStrategy) file.getManager().getRolloverStrategy();
    long size =
        List.of(((CompositeTriggeringPolicy) file.getTriggeringPolicy()).getTriggeringPolicies())
            .stream()
            .filter(SizeBasedTriggeringPolicy.class::isInstance)
            .mapToLong(policy -> ((SizeBasedTriggeringPolicy) policy).getMaxFileSize())
            .findFirst()
            .orElse(Long.MAX_VALUE / 100);
    assertThat((rollover.getMaxIndex() + 1) * size).isLessThan(MOST_BYTES);
  }

  @Test
  void saysWhatAnOperatorNeedsAndNothingFiner() {
    Configuration read = read(DEPLOYMENT).configuration();
    assertThat(read.getLoggerConfig("northpost.job.NorthpostJob").getLevel()).isEqualTo(Level.INFO);
    assertThat(read.getLoggerConfig("org.apache.flink.runtime").getLevel()).isEqualTo(Level.INFO);
    assertThat(read.getLoggers().values())
        .allSatisfy(
            logger ->
                assertThat(logger.getLevel().isMoreSpecificThan(Level.INFO))
                    .as(logger.getName())
                    .isTrue());
  }

  @Test
  void aLowerRootLevelLetsNoClientWriteWhatRecordsHold() throws IOException {
    Path lowered =
        Files.writeString(
            folder.resolve("lowered.properties"),
            Files.readString(DEPLOYMENT)
                .replace("rootLogger.level = INFO", "rootLogger.level = TRACE"));
    Configuration read = read(lowered).configuration();
    assertThat(read.getLoggerConfig("org.apache.flink.runtime").getLevel()).isEqualTo(Level.TRACE);
    for (String talkative : TALKATIVE) {
      assertThat(read.getLoggerConfig(talkative).getLevel().isMoreSpecificThan(Level.WARN))
          .as(talkative)
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          appender.console.layout.type = PatternLayout | appender.console.layout.type = PaternLayout
          appender.file.policies.size.size = 50MB | appender.file.policies.size.sise = 50MB
          appender.file.strategy.max = 10 | appender.file.strategy.most = 10
          rootLogger.appenderRef.file.ref = File | rootLogger.appenderRef.file.ref = Fil
          logger.kafka.level = WARN | logger.kafka.level = WARM
          """)
  void aPlantedFaultIsSeen(String right, String wrong) throws Exception {
    String spoilt = Files.readString(DEPLOYMENT).replace(right, wrong);
    assertThat(spoilt).isNotEqualTo(Files.readString(DEPLOYMENT));
    Path file = Files.writeString(folder.resolve("spoilt.properties"), spoilt);
    assertThat(read(file).complaints()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"log4j-console.properties", "log4j-cli.properties"})
  void everyPartIsExplained(String file) throws Exception {
    // What stands alone and says only INFO needs no word.
    for (String part : Files.readString(Path.of("flink-conf", file)).split("\n\n")) {
      assertThat(part).matches("(?s)#.*|rootLogger\\.level = INFO\nrootLogger\\.appenderRef.*");
    }
  }

  /** Appenders are those of the root logger while it was in use. */
  private record Read(
      Configuration configuration, Map<String, Appender> appenders, Set<String> complaints) {}

  private Read read(Path file) {
    System.setProperty("log.file", folder.resolve("flink.log").toString());
    System.setProperty("northpost.log", folder.resolve("northpost.log").toString());
    List<String> said = new ArrayList<>();
    StatusListener listener = new Complaints(said);
    StatusLogger.getLogger().registerListener(listener);
    try (LoggerContext context = new LoggerContext("of a test")) {
      Configuration configuration =
          ConfigurationFactory.getInstance().getConfiguration(context, "of a test", file.toUri());
      configuration.initialize();
      configuration.start();
      Map<String, Appender> appenders = Map.copyOf(configuration.getRootLogger().getAppenders());
      configuration.stop();
      return new Read(configuration, appenders, new TreeSet<>(said));
    } finally {
      StatusLogger.getLogger().removeListener(listener);
      System.clearProperty("log.file");
      System.clearProperty("northpost.log");
    }
  }

  private record Complaints(List<String> said) implements StatusListener {
    @Override
    public void log(StatusData data) {
      said.add(data.getMessage().getFormattedMessage());
    }

    @Override
    public Level getStatusLevel() {
      return Level.WARN;
    }

    @Override
    public void close() {}
  }
}
