package northpost.job;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import northpost.gallery.MatchSettings;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** Every setting of the job: key, type, default, unit and effect. */
public final class NorthpostOptions {
  public static final String PREFIX = "northpost.";

  /** How decisions are written to Kafka. */
  public enum Delivery {
    /** At once; after a failure the same decision may come again, under the same captureId. */
    AT_LEAST_ONCE,
    /** With the checkpoint that covers them: a consumer that reads committed sees each once. */
    EXACTLY_ONCE;

    /** As it is written in a configuration. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      key("northpost.kafka.bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription("Kafka brokers, host:port, separated by commas.");

  public static final ConfigOption<String> GROUP_ID =
      key("northpost.kafka.group-id")
          .stringType()
          .defaultValue("northpost")
          .withDescription(
              "Consumer group under which offsets are committed, and start of the transactional"
                  + " ids; one for each deployment on a broker.");

  public static final ConfigOption<Map<String, String>> KAFKA_PROPERTIES =
      key("northpost.kafka.properties")
          .mapType()
          .defaultValue(Map.of())
          .withDescription("Further Kafka client properties, such as security settings.");

  public static final ConfigOption<String> CAPTURES_PATTERN =
      key("northpost.kafka.captures-topic-pattern")
          .stringType()
          .defaultValue("northpost\\.captures\\..*")
          .withDescription(
              "Regular expression of the capture topics; a new port's topic is picked up without a"
                  + " restart.");

  public static final ConfigOption<Duration> PARTITION_DISCOVERY =
      key("northpost.kafka.partition-discovery-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("How often new topics and partitions are looked for.");

  public static final ConfigOption<String> REFERENCES_TOPIC =
      key("northpost.kafka.references-topic")
          .stringType()
          .defaultValue("northpost.references")
          .withDescription("Compacted topic of references; a null value withdraws.");

  public static final ConfigOption<String> POLICIES_TOPIC =
      key("northpost.kafka.policies-topic")
          .stringType()
          .defaultValue("northpost.policies")
          .withDescription("Compacted topic of policies; a null value withdraws.");

  public static final ConfigOption<String> ADJUDICATIONS_TOPIC =
      key("northpost.kafka.adjudications-topic")
          .stringType()
          .defaultValue("northpost.adjudications")
          .withDescription("Topic of what officers found.");

  public static final ConfigOption<String> DECISIONS_TOPIC =
      key("northpost.kafka.decisions-topic")
          .stringType()
          .defaultValue("northpost.decisions")
          .withDescription("Topic the decisions are written to.");

  public static final ConfigOption<String> DEAD_LETTERS_TOPIC =
      key("northpost.kafka.dead-letters-topic")
          .stringType()
          .defaultValue("northpost.dead-letters")
          .withDescription("Topic that takes what was refused, with its reason and position.");

  public static final ConfigOption<Delivery> DECISIONS_DELIVERY =
      key("northpost.decisions.delivery")
          .enumType(Delivery.class)
          .defaultValue(Delivery.AT_LEAST_ONCE)
          .withDescription(
              "at-least-once writes a decision at once; exactly-once adds up to a checkpoint"
                  + " interval, more than an officer can wait.");

  public static final ConfigOption<String> MODELS_DIRECTORY =
      key("northpost.models.directory")
          .stringType()
          .defaultValue("models")
          .withDescription("Folder with manifest.yaml and the networks it names.");

  public static final ConfigOption<String> MODELS_DEVICE =
      key("northpost.models.device")
          .stringType()
          .defaultValue("cpu")
          .withDescription("Where the networks run: cpu or cuda.");

  public static final ConfigOption<Integer> GALLERY_SHARDS =
      key("northpost.gallery.shards")
          .intType()
          .defaultValue(12)
          .withDescription("Number of gallery shards, 1 to 720; fixed at the first deployment.");

  public static final ConfigOption<MemorySize> MAX_INDEX_MEMORY =
      key(MatchSettings.MAX_INDEX_MEMORY)
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(1024))
          .withDescription(
              "Heap that the search indexes of one subtask may have; a gallery that needs more"
                  + " fails the job with what it needs, before the heap is full.");

  public static final ConfigOption<Integer> MATCH_BATCH =
      key("northpost.match.batch")
          .intType()
          .defaultValue(32)
          .withDescription(
              "Most 1:N probes of a shard that are searched together, 1 to 1024; 1 searches each"
                  + " at once.");

  public static final ConfigOption<Duration> MATCH_WAIT =
      key("northpost.match.wait")
          .durationType()
          .defaultValue(Duration.ofMillis(2))
          .withDescription(
              "How long a 1:N probe waits for others to be searched with, at most; 0 searches each"
                  + " at once.");

  public static final ConfigOption<Duration> TIME_BUDGET =
      key("northpost.match.time-budget")
          .durationType()
          .defaultValue(Duration.ofMillis(1500))
          .withDescription(
              "Time from the first shard's answer to the last; past it the capture is"
                  + " UNAVAILABLE. 0 is unbounded.");

  public static final ConfigOption<Duration> MAX_CLOCK_SKEW =
      key("northpost.capture.max-clock-skew")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription("How far a camera's clock may be ahead of the broker's.");

  public static final ConfigOption<Duration> MAX_OUT_OF_ORDERNESS =
      key("northpost.capture.max-out-of-orderness")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("How far captures of one partition may be out of order in time.");

  public static final ConfigOption<Duration> IDLE_AFTER =
      key("northpost.capture.idle-after")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription(
              "A partition silent for so long no longer holds back event time of the others.");

  public static final ConfigOption<Duration> ENCOUNTER_GAP =
      key("northpost.encounter.gap")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "An encounter or conveyance without a capture for so long (event time) is closed.");

  public static final ConfigOption<Duration> ANSWER_WITHIN =
      key("northpost.encounter.answer-within")
          .durationType()
          .defaultValue(Duration.ofHours(24))
          .withDescription(
              "How long after that (event time) an officer's answer or a late capture still counts;"
                  + " a referral without an answer is then unanswered.");

  public static final ConfigOption<Double> VERIFICATION_THRESHOLD =
      key("northpost.policy.verification-threshold")
          .doubleType()
          .defaultValue(0.815)
          .withDescription(
              "Least comparison score (0 to 1) of a 1:1 match where no policy says otherwise;"
                  + " docs/face-pipeline.md gives the measured error rates.");

  public static final ConfigOption<Double> IDENTIFICATION_THRESHOLD =
      key("northpost.policy.identification-threshold")
          .doubleType()
          .defaultValue(0.83)
          .withDescription("The same for 1:N.");

  public static final ConfigOption<Double> MARGIN =
      key("northpost.policy.margin")
          .doubleType()
          .defaultValue(0.02)
          .withDescription("Least difference of score (0 to 1) to the next subject in 1:N.");

  public static final ConfigOption<Double> MAX_FMR =
      key("northpost.policy.max-fmr")
          .doubleType()
          .defaultValue(0.01)
          .withDescription(
              "Highest upper 95 % bound (0 to 1) of the measured FMR of a comparison; a policy with a"
                  + " threshold below the lowest one measured within it is refused.");

  public static final ConfigOption<Double> MINIMUM_INTER_EYE_DISTANCE =
      key("northpost.policy.minimum-inter-eye-distance")
          .doubleType()
          .defaultValue(29.0)
          .withDescription("Pixels.");

  public static final ConfigOption<Double> MINIMUM_SHARPNESS =
      key("northpost.policy.minimum-sharpness")
          .doubleType()
          .defaultValue(25.0)
          .withDescription("0 to 100.");

  public static final ConfigOption<Double> MAXIMUM_HEAD_POSE_YAW =
      key("northpost.policy.maximum-head-pose-yaw")
          .doubleType()
          .defaultValue(35.0)
          .withDescription("Degrees.");

  public static final ConfigOption<Double> MINIMUM_EXPOSURE =
      key("northpost.policy.minimum-exposure")
          .doubleType()
          .defaultValue(40.0)
          .withDescription("Mean luminance of the face, 0 to 255.");

  public static final ConfigOption<Double> MAXIMUM_EXPOSURE =
      key("northpost.policy.maximum-exposure")
          .doubleType()
          .defaultValue(220.0)
          .withDescription("Mean luminance of the face, 0 to 255.");

  public static final ConfigOption<List<String>> ELASTICSEARCH_URLS =
      key("northpost.elasticsearch.urls")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "Elasticsearch nodes, separated by semicolons; without it no documents are written.");

  public static final ConfigOption<String> ELASTICSEARCH_USERNAME =
      key("northpost.elasticsearch.username")
          .stringType()
          .noDefaultValue()
          .withDescription("For basic authentication.");

  public static final ConfigOption<String> ELASTICSEARCH_PASSWORD_FILE =
      key("northpost.elasticsearch.password-file")
          .stringType()
          .noDefaultValue()
          .withDescription("File that holds the password.");

  public static final ConfigOption<String> ELASTICSEARCH_API_KEY_FILE =
      key("northpost.elasticsearch.api-key-file")
          .stringType()
          .noDefaultValue()
          .withDescription("File that holds an API key; goes before username and password.");

  private NorthpostOptions() {}

  /** All of them, in the order of this file. */
  public static List<ConfigOption<?>> all() {
    return List.of(
        BOOTSTRAP_SERVERS,
        GROUP_ID,
        KAFKA_PROPERTIES,
        CAPTURES_PATTERN,
        PARTITION_DISCOVERY,
        REFERENCES_TOPIC,
        POLICIES_TOPIC,
        ADJUDICATIONS_TOPIC,
        DECISIONS_TOPIC,
        DEAD_LETTERS_TOPIC,
        DECISIONS_DELIVERY,
        MODELS_DIRECTORY,
        MODELS_DEVICE,
        GALLERY_SHARDS,
        MAX_INDEX_MEMORY,
        MATCH_BATCH,
        MATCH_WAIT,
        TIME_BUDGET,
        MAX_CLOCK_SKEW,
        MAX_OUT_OF_ORDERNESS,
        IDLE_AFTER,
        ENCOUNTER_GAP,
        ANSWER_WITHIN,
        VERIFICATION_THRESHOLD,
        IDENTIFICATION_THRESHOLD,
        MARGIN,
        MAX_FMR,
        MINIMUM_INTER_EYE_DISTANCE,
        MINIMUM_SHARPNESS,
        MAXIMUM_HEAD_POSE_YAW,
        MINIMUM_EXPOSURE,
        MAXIMUM_EXPOSURE,
        ELASTICSEARCH_URLS,
        ELASTICSEARCH_USERNAME,
        ELASTICSEARCH_PASSWORD_FILE,
        ELASTICSEARCH_API_KEY_FILE);
  }
}
