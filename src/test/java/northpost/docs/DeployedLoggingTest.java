package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.appender.rolling.CompositeTriggeringPolicy;
import org.apache.logging.log4j.core.appender.rolling.DefaultRolloverStrategy;
import org.apache.logging.log4j.core.appender.rolling.SizeBasedTriggeringPolicy;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.properties.PropertiesConfiguration;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What log4j makes of the file of a deployment. */
class DeployedLoggingTest {
  private static final Path FILE = Path.of("flink-conf", "log4j-console.properties");
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
  private PropertiesConfiguration configuration;

  private PropertiesConfiguration read(String text) throws IOException {
    // Flink's scripts name the file so; a test must not write where a deployment does.
    String here = text.replace("${sys:log.file:-/tmp/flink.log}", folder + "/flink.log");
    assertThat(here).isNotEqualTo(text);
    configuration =
        new PropertiesConfigurationFactory()
            .getConfiguration(
                new LoggerContext("deployed"),
                new ConfigurationSource(
                    new ByteArrayInputStream(here.getBytes(StandardCharsets.UTF_8))));
    configuration.initialize();
    return configuration;
  }

  @AfterEach
  void close() {
    configuration.stop();
  }

  @Test
  void goesToTheConsoleAndToAFileThatCannotFillTheNode() throws IOException {
    PropertiesConfiguration read = read(Files.readString(FILE));
    assertThat(read.getRootLogger().getAppenders().values())
        .hasSize(2)
        .hasAtLeastOneElementOfType(ConsoleAppender.class)
        .hasAtLeastOneElementOfType(RollingFileAppender.class);
    RollingFileAppender file = read.getAppender("File");
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
  void saysWhatAnOperatorNeedsAndNothingFiner() throws IOException {
    PropertiesConfiguration read = read(Files.readString(FILE));
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
    PropertiesConfiguration read =
        read(Files.readString(FILE).replace("rootLogger.level = INFO", "rootLogger.level = TRACE"));
    assertThat(read.getLoggerConfig("org.apache.flink.runtime").getLevel()).isEqualTo(Level.TRACE);
    for (String talkative : TALKATIVE) {
      assertThat(read.getLoggerConfig(talkative).getLevel().isMoreSpecificThan(Level.WARN))
          .as(talkative)
          .isTrue();
    }
  }
}
