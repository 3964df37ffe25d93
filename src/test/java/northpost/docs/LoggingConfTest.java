package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
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

/** Log4j passes over what it does not understand; here that is a fault. */
class LoggingConfTest {
  private static final Path DEPLOYMENT = Path.of("flink-conf/log4j-console.properties");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"log4j-console.properties", "log4j-cli.properties"})
  void isUnderstoodAsAWhole(String file) {
    assertThat(read(Path.of("flink-conf", file)).complaints()).isEmpty();
  }

  @Test
  void tellsOfTheJobAndNotOfEveryClient() {
    Read read = read(DEPLOYMENT);
    assertThat(read.appenders()).containsExactly("Console", "Rolling");
    Configuration config = read.configuration();
    assertThat(config.getRootLogger().getLevel()).isEqualTo(Level.INFO);
    assertThat(config.getLoggerConfig("northpost.sink").getLevel()).isEqualTo(Level.INFO);
    assertThat(config.getLoggerConfig("org.apache.kafka.clients").getLevel()).isEqualTo(Level.WARN);
    assertThat(config.getWatchManager().getIntervalSeconds()).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          appender.console.layout.type = PatternLayout | appender.console.layout.type = PaternLayout
          appender.rolling.policies.size.size = 100MB | appender.rolling.policies.size.sise = 100MB
          appender.rolling.strategy.max = 5 | appender.rolling.strategy.most = 5
          rootLogger.appenderRef.rolling.ref = Rolling | rootLogger.appenderRef.rolling.ref = Roling
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
    for (String part : Files.readString(Path.of("flink-conf", file)).split("\n\n")) {
      assertThat(part).startsWith("#");
    }
  }

  /** Appenders are those of the root logger while it was in use. */
  private record Read(Configuration configuration, Set<String> appenders, Set<String> complaints) {}

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
      Set<String> appenders = new TreeSet<>(configuration.getRootLogger().getAppenders().keySet());
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
