package northpost.job;

import java.nio.file.Path;
import java.time.Duration;
import northpost.domain.PortRegistry;
import northpost.source.AdjudicationValidation;
import northpost.source.ArrivalWatermarks;
import northpost.source.CaptureValidation;
import northpost.source.FileArrivals;
import northpost.source.PolicyValidation;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Files as inputs, for a replay. References, policies and adjudications hold event time back until
 * they are read to the end, so that the first capture already meets all of them.
 */
public final class FileInputs {
  /** How far captures of a file may be out of order in time and still be met alike in each run. */
  public static final Duration MAX_OUT_OF_ORDERNESS = Duration.ofHours(1);

  /** A file is read to its end without a pause; no reader is ever idle. */
  private static final Duration NEVER_IDLE = Duration.ofDays(1);

  private FileInputs() {}

  /**
   * @throws IllegalArgumentException when one of the files is not there
   */
  public static Inputs of(
      Path captures,
      Path references,
      Path policies,
      Path adjudications,
      PortRegistry ports,
      ReadableConfig config) {
    return new Inputs(
        FileArrivals.captures(
            captures, new CaptureValidation(ports, config.get(NorthpostOptions.MAX_CLOCK_SKEW))),
        ArrivalWatermarks.captures(MAX_OUT_OF_ORDERNESS, NEVER_IDLE),
        FileArrivals.references(references),
        WatermarkStrategy.noWatermarks(),
        FileArrivals.policies(policies, new PolicyValidation(ports, PolicyLimits.of(config))),
        WatermarkStrategy.noWatermarks(),
        FileArrivals.adjudications(
            adjudications, new AdjudicationValidation(config.get(NorthpostOptions.MAX_CLOCK_SKEW))),
        WatermarkStrategy.noWatermarks());
  }
}
