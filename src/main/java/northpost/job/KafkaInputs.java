package northpost.job;

import java.util.Properties;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import northpost.domain.PortRegistry;
import northpost.source.AdjudicationValidation;
import northpost.source.ArrivalWatermarks;
import northpost.source.CaptureValidation;
import northpost.source.KafkaSources;
import northpost.source.PolicyValidation;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.ReadableConfig;

/** The topics the job reads. */
public final class KafkaInputs {
  private KafkaInputs() {}

  public static Inputs of(ReadableConfig config, PortRegistry ports) {
    String bootstrap = Configurations.required(config, NorthpostOptions.BOOTSTRAP_SERVERS);
    String group = config.get(NorthpostOptions.GROUP_ID);
    Properties properties = new Properties();
    properties.putAll(config.get(NorthpostOptions.KAFKA_PROPERTIES));
    // A producer of captures or references may use transactions: what it has taken back never was.
    properties.put("isolation.level", "read_committed");
    return new Inputs(
        KafkaSources.captures(
            bootstrap,
            group,
            pattern(config.get(NorthpostOptions.CAPTURES_PATTERN)),
            config.get(NorthpostOptions.PARTITION_DISCOVERY).toMillis(),
            properties,
            new CaptureValidation(
                ports,
                config.get(NorthpostOptions.MAX_CLOCK_SKEW),
                config.get(NorthpostOptions.MAX_CAPTURE_AGE))),
        ArrivalWatermarks.captures(
            config.get(NorthpostOptions.MAX_OUT_OF_ORDERNESS),
            config.get(NorthpostOptions.IDLE_AFTER)),
        KafkaSources.references(
            bootstrap, group, config.get(NorthpostOptions.REFERENCES_TOPIC), properties),
        WatermarkStrategy.noWatermarks(),
        KafkaSources.policies(
            bootstrap,
            group,
            config.get(NorthpostOptions.POLICIES_TOPIC),
            properties,
            new PolicyValidation(ports, PolicyLimits.of(config))),
        ArrivalWatermarks.none(),
        KafkaSources.adjudications(
            bootstrap,
            group,
            config.get(NorthpostOptions.ADJUDICATIONS_TOPIC),
            properties,
            new AdjudicationValidation(config.get(NorthpostOptions.MAX_CLOCK_SKEW))),
        ArrivalWatermarks.none());
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          NorthpostOptions.CAPTURES_PATTERN.key()
              + ": got "
              + text
              + ", expected a regular expression: "
              + e.getDescription(),
          e);
    }
  }
}
