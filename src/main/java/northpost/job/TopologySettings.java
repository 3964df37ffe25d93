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
 * @param timeBudgetMillis from the arrival of a capture to its answer; 0 is unbounded
 * @param givenFaces whether templates of simulated traffic are taken in place of photos; never in a
 *     live job
 * @param portWatchHoldMinutes how long the watch of a port waits for the late captures of a minute
 */
public record TopologySettings(
    FacePipelines pipelines,
    int shards,
    long timeBudgetMillis,
    MatchSettings match,
    Policy systemPolicy,
    boolean givenFaces,
    EncounterSettings encounters,
    long portWatchHoldMinutes)
    implements Serializable {
  /** While captures are answered as they come, what is late by more is a sign of lateness only. */
  private static final long LIVE_HOLD_MINUTES = 1;

  /** In files one clock that is ahead, by the most that is allowed, makes all others late. */
  private static final long REPLAY_HOLD_MINUTES = 6;

  /** Photos only. */
  public TopologySettings(
      FacePipelines pipelines,
      int shards,
      long timeBudgetMillis,
      MatchSettings match,
      Policy systemPolicy,
      EncounterSettings encounters) {
    this(
        pipelines,
        shards,
        timeBudgetMillis,
        match,
        systemPolicy,
        false,
        encounters,
        LIVE_HOLD_MINUTES);
  }

  /** The same, with other settings of the gallery match. */
  public TopologySettings withMatch(MatchSettings other) {
    return new TopologySettings(
        pipelines,
        shards,
        timeBudgetMillis,
        other,
        systemPolicy,
        givenFaces,
        encounters,
        portWatchHoldMinutes);
  }

  /**
   * The settings for a job that answers captures as they come.
   *
   * @throws IllegalArgumentException when they would let templates in from outside
   */
  public static TopologySettings live(ReadableConfig config) {
    if (config.get(NorthpostOptions.GIVEN_FACES)) {
      throw new IllegalArgumentException(
          NorthpostOptions.GIVEN_FACES.key()
              + ": got true, expected false: a live job makes every template from its photo");
    }
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
        config.get(NorthpostOptions.GIVEN_FACES),
        encounters(config),
        REPLAY_HOLD_MINUTES);
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
        config.get(NorthpostOptions.MAX_INDEX_MEMORY).getBytes(),
        config.get(NorthpostOptions.GALLERY_SHARDS));
  }

  /** The face pipelines of the settings. */
  public static FacePipelines pipelines(ReadableConfig config) {
    return new FacePipelines(
        config.get(NorthpostOptions.MODELS_DIRECTORY),
        config.get(NorthpostOptions.MODELS_DEVICE),
        config.get(NorthpostOptions.MODELS_MANIFEST_SHA256));
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
