package northpost.job;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import northpost.domain.Policy;
import northpost.domain.PolicyScope;
import northpost.domain.QualityLimits;
import northpost.encounter.EncounterSettings;
import northpost.face.FacePipelines;
import northpost.gallery.MatchSettings;
import northpost.gallery.ProbeOrder;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What the topology needs to know beside its inputs and outputs.
 *
 * @param shards number of gallery shards, fixed at the first deployment
 * @param timeBudgetMillis see {@code ShardMergeFunction}
 */
public record TopologySettings(
    FacePipelines pipelines,
    int shards,
    long timeBudgetMillis,
    MatchSettings match,
    Policy systemPolicy,
    EncounterSettings encounters)
    implements Serializable {

  /** The settings for a job that answers captures as they come. */
  public static TopologySettings live(ReadableConfig config) {
    return new TopologySettings(
        pipelines(config),
        config.get(NorthpostOptions.GALLERY_SHARDS),
        config.get(NorthpostOptions.TIME_BUDGET).toMillis(),
        match(config, ProbeOrder.ARRIVAL),
        systemPolicy(config),
        encounters(config));
  }

  /** The settings for a replay of files: the same answers whatever the parallelism. */
  public static TopologySettings replay(ReadableConfig config) {
    return new TopologySettings(
        pipelines(config),
        config.get(NorthpostOptions.GALLERY_SHARDS),
        0,
        match(config, ProbeOrder.EVENT_TIME),
        systemPolicy(config),
        encounters(config));
  }

  /** When an encounter ends. */
  static EncounterSettings encounters(ReadableConfig config) {
    return new EncounterSettings(
        config.get(NorthpostOptions.ENCOUNTER_GAP).toMillis(),
        config.get(NorthpostOptions.ANSWER_WITHIN).toMillis());
  }

  private static MatchSettings match(ReadableConfig config, ProbeOrder order) {
    return new MatchSettings(
        order,
        config.get(NorthpostOptions.MATCH_BATCH),
        config.get(NorthpostOptions.MATCH_WAIT).toMillis(),
        config.get(NorthpostOptions.MAX_INDEX_MEMORY).getBytes());
  }

  /** The face pipelines of the settings. */
  public static FacePipelines pipelines(ReadableConfig config) {
    return new FacePipelines(
        config.get(NorthpostOptions.MODELS_DIRECTORY), config.get(NorthpostOptions.MODELS_DEVICE));
  }

  /**
   * The policy that applies where no other does.
   *
   * @throws IllegalArgumentException when its measured FMR is not within the limit
   */
  static Policy systemPolicy(ReadableConfig config) {
    Policy policy = policyOfTheSettings(config);
    PolicyLimits.require(config, policy);
    return policy;
  }

  private static Policy policyOfTheSettings(ReadableConfig config) {
    return new Policy(
        "system-default",
        1,
        PolicyScope.SYSTEM,
        null,
        Instant.EPOCH,
        config.get(NorthpostOptions.VERIFICATION_THRESHOLD),
        config.get(NorthpostOptions.IDENTIFICATION_THRESHOLD),
        config.get(NorthpostOptions.MARGIN),
        new QualityLimits(
            config.get(NorthpostOptions.MINIMUM_INTER_EYE_DISTANCE),
            config.get(NorthpostOptions.MINIMUM_SHARPNESS),
            config.get(NorthpostOptions.MAXIMUM_HEAD_POSE_YAW),
            config.get(NorthpostOptions.MINIMUM_EXPOSURE),
            config.get(NorthpostOptions.MAXIMUM_EXPOSURE)),
        12 * 3_600_000L,
        14 * 24 * 3_600_000L,
        true,
        List.of(),
        "Set by configuration.");
  }
}
