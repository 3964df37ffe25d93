package northpost.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import northpost.domain.NearestName;
import northpost.gallery.Shards;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.description.HtmlFormatter;

/** Checks Northpost's part of a configuration before anything is started. */
public final class Configurations {
  private Configurations() {}

  /**
   * Checks that every {@code northpost.*} key is known and its value of the right type and range.
   *
   * @throws IllegalArgumentException naming every fault: the key, what was got, what was expected
   */
  public static void check(Configuration config) {
    List<String> known = NorthpostOptions.all().stream().map(ConfigOption::key).toList();
    List<String> faults = new ArrayList<>();
    for (String key : new TreeSet<>(config.keySet())) {
      boolean prefixOfMap = key.startsWith(NorthpostOptions.KAFKA_PROPERTIES.key() + ".");
      if (key.startsWith(NorthpostOptions.PREFIX) && !known.contains(key) && !prefixOfMap) {
        faults.add(key + ": unknown key, nearest is " + NearestName.of(key, known));
      }
    }
    for (ConfigOption<?> option : NorthpostOptions.all()) {
      checkType(config, option, faults);
    }
    if (faults.isEmpty()) {
      checkRanges(config, faults);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("configuration: " + String.join("; ", faults));
    }
  }

  /** The value of an option that has no default. */
  public static <T> T required(ReadableConfig config, ConfigOption<T> option) {
    return config
        .getOptional(option)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    option.key()
                        + ": got nothing, expected a value: "
                        + new HtmlFormatter().format(option.description())));
  }

  private static void checkType(Configuration config, ConfigOption<?> option, List<String> faults) {
    try {
      config.getOptional(option);
    } catch (IllegalArgumentException e) {
      faults.add(
          option.key()
              + ": got "
              + config.toMap().get(option.key())
              + ", expected "
              + expectation(option));
    }
  }

  private static void checkRanges(Configuration config, List<String> faults) {
    range(config, NorthpostOptions.GALLERY_SHARDS, 1, Shards.MAX_PARALLELISM, faults);
    range(config, NorthpostOptions.MATCH_BATCH, 1, 1024, faults);
    range(config, NorthpostOptions.VERIFICATION_THRESHOLD, 0, 1, faults);
    range(config, NorthpostOptions.IDENTIFICATION_THRESHOLD, 0, 1, faults);
    range(config, NorthpostOptions.MARGIN, 0, 1, faults);
    range(config, NorthpostOptions.MAX_FMR, 0, 1, faults);
    range(config, NorthpostOptions.MINIMUM_INTER_EYE_DISTANCE, 0, 8192, faults);
    range(config, NorthpostOptions.MINIMUM_SHARPNESS, 0, 100, faults);
    range(config, NorthpostOptions.MAXIMUM_HEAD_POSE_YAW, 0, 90, faults);
    range(config, NorthpostOptions.MINIMUM_EXPOSURE, 0, 255, faults);
    range(config, NorthpostOptions.MAXIMUM_EXPOSURE, 0, 255, faults);
    notNegative(config, NorthpostOptions.MATCH_WAIT, faults);
    notNegative(config, NorthpostOptions.TIME_BUDGET, faults);
    notNegative(config, NorthpostOptions.MAX_CLOCK_SKEW, faults);
    notNegative(config, NorthpostOptions.MAX_OUT_OF_ORDERNESS, faults);
    positive(config, NorthpostOptions.IDLE_AFTER, faults);
    positive(config, NorthpostOptions.ENCOUNTER_GAP, faults);
    positive(config, NorthpostOptions.ANSWER_WITHIN, faults);
    positive(config, NorthpostOptions.PARTITION_DISCOVERY, faults);
    double darkest = config.get(NorthpostOptions.MINIMUM_EXPOSURE);
    double brightest = config.get(NorthpostOptions.MAXIMUM_EXPOSURE);
    if (darkest > brightest) {
      faults.add(
          NorthpostOptions.MINIMUM_EXPOSURE.key()
              + ": got "
              + darkest
              + ", expected at most "
              + NorthpostOptions.MAXIMUM_EXPOSURE.key()
              + ", "
              + brightest);
    }
    String device = config.get(NorthpostOptions.MODELS_DEVICE);
    if (!device.matches("cpu|cuda(:[0-9]+)?")) {
      faults.add(
          NorthpostOptions.MODELS_DEVICE.key()
              + ": got "
              + device
              + ", expected cpu, cuda or cuda:N");
    }
  }

  private static <N extends Number> void range(
      Configuration config,
      ConfigOption<N> option,
      double least,
      double most,
      List<String> faults) {
    double value = config.get(option).doubleValue();
    if (!(value >= least && value <= most)) {
      faults.add(
          option.key()
              + ": got "
              + config.get(option)
              + ", expected "
              + BigDecimal.valueOf(least).stripTrailingZeros().toPlainString()
              + " to "
              + BigDecimal.valueOf(most).stripTrailingZeros().toPlainString());
    }
  }

  private static void notNegative(
      Configuration config, ConfigOption<Duration> option, List<String> faults) {
    if (config.get(option).isNegative()) {
      faults.add(option.key() + ": got " + config.get(option) + ", expected 0 or more");
    }
  }

  private static void positive(
      Configuration config, ConfigOption<Duration> option, List<String> faults) {
    Duration value = config.get(option);
    if (value.isNegative() || value.isZero()) {
      faults.add(option.key() + ": got " + value + ", expected more than 0");
    }
  }

  private static String expectation(ConfigOption<?> option) {
    Object standard = option.defaultValue();
    if (standard instanceof Enum<?> constant) {
      return "one of " + Arrays.toString(constant.getDeclaringClass().getEnumConstants());
    }
    return standard == null ? "a text" : "a value like " + standard;
  }
}
