package northpost.job;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import northpost.gallery.MatchSettings;
import northpost.gallery.Shards;
import northpost.settings.AddressesKind;
import northpost.settings.ChoiceKind;
import northpost.settings.DecimalKind;
import northpost.settings.DurationKind;
import northpost.settings.FlagKind;
import northpost.settings.Kind;
import northpost.settings.MemoryKind;
import northpost.settings.PathKind;
import northpost.settings.PathKind.Content;
import northpost.settings.PatternKind;
import northpost.settings.Setting;
import northpost.settings.Settings;
import northpost.settings.TextKind;
import northpost.settings.UrlsKind;
import northpost.settings.WholeKind;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/**
 * Every setting of the job: key, type, unit, range, default and effect. The document, the schema,
 * the example file and all checks are made of what stands here.
 */
public final class NorthpostOptions {
  public static final String PREFIX = "northpost.";

  /** First in the file: each option below adds itself. */
  private static final List<Setting> DECLARED = new ArrayList<>();

  private static final Kind NAME =
      new TextKind(
          "text",
          "letters, digits, dots, hyphens and underscores",
          "[A-Za-z0-9._-]{1,200}",
          "northpost");

  private static final Kind TOPIC =
      new TextKind(
          "topic",
          "letters, digits, dots, hyphens and underscores, at most 249",
          "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}",
          "northpost.decisions");

  private static final Kind SCORE = new DecimalKind(0, 1, "comparison score");
  private static final Kind LUMINANCE = new DecimalKind(0, 255, "luminance");

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
      require(
          new AddressesKind(),
          key("northpost.kafka.bootstrap-servers")
              .stringType()
              .noDefaultValue()
              .withDescription("Kafka brokers. The job needs them."));

  public static final ConfigOption<String> GROUP_ID =
      declare(
          NAME,
          key("northpost.kafka.group-id")
              .stringType()
              .defaultValue("northpost")
              .withDescription(
                  "Consumer group under which offsets are committed, and start of the transactional ids; one for each deployment on a broker. Captures start from its offsets when there is no checkpoint."));

  public static final ConfigOption<Map<String, String>> KAFKA_PROPERTIES =
      declare(
          KafkaProperties.kind(),
          key("northpost.kafka.properties")
              .mapType()
              .defaultValue(Map.of())
              .withDescription(
                  "Further properties of the Kafka clients, consumers and producers alike, such as security.protocol. A secret is named by Kafka's FileConfigProvider or DirectoryConfigProvider and never written."));

  public static final ConfigOption<String> CAPTURES_PATTERN =
      declare(
          new PatternKind(),
          key("northpost.kafka.captures-topic-pattern")
              .stringType()
              .defaultValue("northpost\\.captures\\..*")
              .withDescription(
                  "The capture topics; a new port's topic is picked up without a restart. No other topic may match."));

  public static final ConfigOption<Duration> PARTITION_DISCOVERY =
      declare(
          duration(Duration.ofMillis(100), Duration.ofHours(1)),
          key("northpost.kafka.partition-discovery-interval")
              .durationType()
              .defaultValue(Duration.ofSeconds(10))
              .withDescription("How often new topics and partitions are looked for."));

  public static final ConfigOption<String> REFERENCES_TOPIC =
      declare(
          TOPIC,
          key("northpost.kafka.references-topic")
              .stringType()
              .defaultValue("northpost.references")
              .withDescription("Compacted topic of references; a null value withdraws."));

  public static final ConfigOption<String> POLICIES_TOPIC =
      declare(
          TOPIC,
          key("northpost.kafka.policies-topic")
              .stringType()
              .defaultValue("northpost.policies")
              .withDescription("Compacted topic of policies; a null value withdraws."));

  public static final ConfigOption<String> ADJUDICATIONS_TOPIC =
      declare(
          TOPIC,
          key("northpost.kafka.adjudications-topic")
              .stringType()
              .defaultValue("northpost.adjudications")
              .withDescription("Topic of what officers found."));

  public static final ConfigOption<String> DECISIONS_TOPIC =
      declare(
          TOPIC,
          key("northpost.kafka.decisions-topic")
              .stringType()
              .defaultValue("northpost.decisions")
              .withDescription("Topic the decisions are written to."));

  public static final ConfigOption<String> DEAD_LETTERS_TOPIC =
      declare(
          TOPIC,
          key("northpost.kafka.dead-letters-topic")
              .stringType()
              .defaultValue("northpost.dead-letters")
              .withDescription("Topic that takes what was refused, with its reason and position."));

  public static final ConfigOption<Delivery> DECISIONS_DELIVERY =
      declare(
          ChoiceKind.of(Delivery.class),
          key("northpost.decisions.delivery")
              .enumType(Delivery.class)
              .defaultValue(Delivery.AT_LEAST_ONCE)
              .withDescription(
                  "at-least-once writes a decision at once; exactly-once adds up to a checkpoint interval, more than an officer can wait. The broker's transaction.max.timeout.ms must then allow northpost.decisions.transaction-timeout, and the job's user must be allowed to describe transactional ids that begin with the group id: after a failure it looks for transactions left open."));

  public static final ConfigOption<Duration> DECISIONS_TRANSACTION_TIMEOUT =
      declare(
          duration(Duration.ofMinutes(1), Duration.ofDays(7)),
          key("northpost.decisions.transaction-timeout")
              .durationType()
              .defaultValue(Duration.ofHours(1))
              .withDescription(
                  "exactly-once only: how long decisions may wait to be committed before the broker drops them, at least the checkpoints that may fail in a row and one, with interval and timeout, and 15 min for a restart. The broker's transaction.max.timeout.ms must allow it."));

  public static final ConfigOption<String> MODELS_DIRECTORY =
      declare(
          new PathKind(Content.NETWORKS),
          key("northpost.models.directory")
              .stringType()
              .defaultValue("models")
              .withDescription(
                  "Where the networks are, the same on every task manager. A file that differs from its hash in the manifest is refused at start."));

  public static final ConfigOption<String> MODELS_DEVICE =
      declare(
          new TextKind("device", "cpu, cuda or cuda:N", "cpu|cuda(:[0-9]{1,3})?", "cpu"),
          key("northpost.models.device")
              .stringType()
              .defaultValue("cpu")
              .withDescription("Where the networks run."));

  public static final ConfigOption<String> MODELS_MANIFEST_SHA256 =
      declare(
          new TextKind(
              "SHA-256", "64 hexadecimal digits, lower case", "[0-9a-f]{64}", "0".repeat(64)),
          key("northpost.models.manifest-sha256")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "The manifest that the networks must have, and so the networks themselves, each of which it holds to a hash. Another one is refused at start."));

  public static final ConfigOption<Integer> GALLERY_SHARDS =
      declare(
          new WholeKind(1, Shards.MAX_PARALLELISM, "shards"),
          key("northpost.gallery.shards")
              .intType()
              .defaultValue(12)
              .withDescription(
                  "Number of gallery shards; fixed at the first deployment, and changed by gallery reshard only. The parallelism must divide it, or some subtasks search more than others."));

  public static final ConfigOption<Boolean> UNEVEN_SHARES =
      declare(
          new FlagKind(),
          key("northpost.gallery.uneven-shares")
              .booleanType()
              .defaultValue(false)
              .withDescription(
                  "Whether a parallelism that does not divide the shards is taken: the answers are the same, but the subtasks with one shard more are as slow as all would be at a lower parallelism."));

  public static final ConfigOption<MemorySize> MAX_INDEX_MEMORY =
      declare(
          new MemoryKind(MemorySize.ofMebiBytes(1), MemorySize.parse("1 tb")),
          key(MatchSettings.MAX_INDEX_MEMORY)
              .memoryType()
              .defaultValue(MemorySize.ofMebiBytes(1024))
              .withDescription(
                  "Heap that the search index of one subtask may have. A gallery that needs more fails the job with what it needs, rather than fill the heap."));

  public static final ConfigOption<Integer> MATCH_BATCH =
      declare(
          new WholeKind(1, 1024, "probes"),
          key("northpost.match.batch")
              .intType()
              .defaultValue(32)
              .withDescription(
                  "Most 1:N probes that are searched together; 1 searches each at once."));

  public static final ConfigOption<Duration> MATCH_WAIT =
      declare(
          duration(Duration.ZERO, Duration.ofSeconds(1)),
          key("northpost.match.wait")
              .durationType()
              .defaultValue(Duration.ofMillis(2))
              .withDescription(
                  "How long a 1:N probe waits for others to be searched with, at most; 0 ms searches each at once. 1:1 never waits."));

  public static final ConfigOption<Duration> TIME_BUDGET =
      declare(
          duration(Duration.ZERO, Duration.ofMinutes(10)),
          key("northpost.match.time-budget")
              .durationType()
              .defaultValue(Duration.ofMillis(1500))
              .withDescription(
                  "From the arrival of a capture at the broker to its comparison, 1:1 and 1:N; past it the capture is UNAVAILABLE (TIME_BUDGET_SPENT), no more than 25 ms later, whoever has not answered. It counts by the broker's time stamps, so the clocks of brokers and task managers must agree well within it. Captures that waited in the topic while the job was away are UNAVAILABLE too: nobody waits for them any more. 0 ms is unbounded, and latency-breach is then not looked for."));

  public static final ConfigOption<Duration> MAX_CLOCK_SKEW =
      declare(
          duration(Duration.ZERO, Duration.ofDays(1)),
          key("northpost.capture.max-clock-skew")
              .durationType()
              .defaultValue(Duration.ofMinutes(5))
              .withDescription(
                  "How far a camera's clock may be ahead of the broker's; beyond it a capture is refused."));

  public static final ConfigOption<Duration> MAX_CAPTURE_AGE =
      declare(
          duration(Duration.ZERO, Duration.ofDays(366)),
          key("northpost.capture.max-age")
              .durationType()
              .defaultValue(Duration.ofDays(7))
              .withDescription(
                  "How long after it was made a capture may reach the broker; an older one is refused. A port that was cut off for days still delivers; a camera whose clock fell back by months is told apart. 0 ms is unbounded. The command run reads files of any age."));

  public static final ConfigOption<Duration> MAX_OUT_OF_ORDERNESS =
      declare(
          duration(Duration.ZERO, Duration.ofHours(1)),
          key("northpost.capture.max-out-of-orderness")
              .durationType()
              .defaultValue(Duration.ofSeconds(10))
              .withDescription(
                  "How far captures of one partition may be out of order in time before they are late."));

  public static final ConfigOption<Duration> IDLE_AFTER =
      declare(
          duration(Duration.ofMillis(100), Duration.ofHours(1)),
          key("northpost.capture.idle-after")
              .durationType()
              .defaultValue(Duration.ofSeconds(30))
              .withDescription(
                  "A partition silent for so long no longer holds back event time of the others."));

  public static final ConfigOption<Boolean> FILES_ON_SUBMISSION =
      declare(
          new FlagKind(),
          key("northpost.submission.check-files")
              .booleanType()
              .defaultValue(true)
              .withDescription(
                  "Whether the machine that submits must have the files that the settings name, with their hashes. false where only task managers have them; these look in any case."));

  public static final ConfigOption<Boolean> GIVEN_FACES =
      declare(
          new FlagKind(),
          key("northpost.replay.given-faces")
              .booleanType()
              .defaultValue(false)
              .withDescription(
                  "Whether a replay takes templates of a file in place of photos, for simulated traffic; a live job refuses to start with it."));

  public static final ConfigOption<Duration> ENCOUNTER_GAP =
      declare(
          duration(Duration.ofSeconds(1), Duration.ofHours(6)),
          key("northpost.encounter.gap")
              .durationType()
              .defaultValue(Duration.ofMinutes(5))
              .withDescription(
                  "An encounter or conveyance without a capture for so long (event time) is closed."));

  public static final ConfigOption<Duration> ANSWER_WITHIN =
      declare(
          duration(Duration.ofSeconds(1), Duration.ofDays(30)),
          key("northpost.encounter.answer-within")
              .durationType()
              .defaultValue(Duration.ofHours(24))
              .withDescription(
                  "How long after that (event time) an officer's answer or a late capture still counts; a referral without an answer is then unanswered. State of encounters is kept so long."));

  public static final ConfigOption<Double> VERIFICATION_THRESHOLD =
      declare(
          SCORE,
          key("northpost.policy.verification-threshold")
              .doubleType()
              .defaultValue(0.815)
              .withDescription(
                  "Least comparison score of a 1:1 match where no policy applies. docs/face-pipeline.md tells what is known of error rates, and why not to take it as it is."));

  public static final ConfigOption<Double> IDENTIFICATION_THRESHOLD =
      declare(
          SCORE,
          key("northpost.policy.identification-threshold")
              .doubleType()
              .defaultValue(0.83)
              .withDescription("The same for 1:N."));

  public static final ConfigOption<Double> MARGIN =
      declare(
          SCORE,
          key("northpost.policy.margin")
              .doubleType()
              .defaultValue(0.02)
              .withDescription("Least difference of score to the next subject in 1:N."));

  public static final ConfigOption<Double> MAX_FMR =
      declare(
          new DecimalKind(0, 1, "rate"),
          key("northpost.policy.max-fmr")
              .doubleType()
              .defaultValue(0.01)
              .withDescription(
                  "Highest upper 95 % bound of the measured FMR of one comparison; a policy with a threshold below the lowest one measured within it is refused (docs/operating.md, Policies)."));

  public static final ConfigOption<Double> MINIMUM_INTER_EYE_DISTANCE =
      declare(
          new DecimalKind(0, 8192, "pixels"),
          key("northpost.policy.minimum-inter-eye-distance")
              .doubleType()
              .defaultValue(29.0)
              .withDescription("Least distance of the eyes."));

  public static final ConfigOption<Double> MINIMUM_SHARPNESS =
      declare(
          new DecimalKind(0, 100, "score"),
          key("northpost.policy.minimum-sharpness")
              .doubleType()
              .defaultValue(25.0)
              .withDescription("Least sharpness."));

  public static final ConfigOption<Double> MAXIMUM_HEAD_POSE_YAW =
      declare(
          new DecimalKind(0, 90, "degrees"),
          key("northpost.policy.maximum-head-pose-yaw")
              .doubleType()
              .defaultValue(35.0)
              .withDescription("How far the head may be turned to either side."));

  public static final ConfigOption<Double> MINIMUM_EXPOSURE =
      declare(
          LUMINANCE,
          key("northpost.policy.minimum-exposure")
              .doubleType()
              .defaultValue(40.0)
              .withDescription("Least mean luminance of the face."));

  public static final ConfigOption<Double> MAXIMUM_EXPOSURE =
      declare(
          LUMINANCE,
          key("northpost.policy.maximum-exposure")
              .doubleType()
              .defaultValue(220.0)
              .withDescription("Greatest mean luminance of the face."));

  public static final ConfigOption<List<String>> ELASTICSEARCH_URLS =
      declare(
          new UrlsKind(),
          key("northpost.elasticsearch.urls")
              .stringType()
              .asList()
              .noDefaultValue()
              .withDescription(
                  "Elasticsearch nodes of one cluster. Without it no documents are written."));

  public static final ConfigOption<String> ELASTICSEARCH_USERNAME =
      declare(
          new TextKind("text", "without a colon", "[^\\p{Cntrl}:]{1,255}", "northpost"),
          key("northpost.elasticsearch.username")
              .stringType()
              .noDefaultValue()
              .withDescription("For basic authentication."));

  public static final ConfigOption<String> ELASTICSEARCH_PASSWORD_FILE =
      declare(
          new PathKind(Content.SECRET),
          key("northpost.elasticsearch.password-file")
              .stringType()
              .noDefaultValue()
              .withDescription("Holds the password, on every task manager."));

  public static final ConfigOption<String> ELASTICSEARCH_API_KEY_FILE =
      declare(
          new PathKind(Content.SECRET),
          key("northpost.elasticsearch.api-key-file")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Holds an API key, on every task manager; goes before username and password."));

  public static final ConfigOption<String> ELASTICSEARCH_CA_FILE =
      declare(
          new PathKind(Content.CERTIFICATES),
          key("northpost.elasticsearch.ca-file")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "The certificate authorities to trust, and no others, on every task manager. Without it those that the Java runtime trusts."));

  public static final ConfigOption<MemorySize> ELASTICSEARCH_BUFFER =
      declare(
          new MemoryKind(MemorySize.ofMebiBytes(8), MemorySize.parse("16 gb")),
          key("northpost.elasticsearch.buffer")
              .memoryType()
              .defaultValue(MemorySize.ofMebiBytes(256))
              .withDescription(
                  "Heap for the documents that one subtask holds while Elasticsearch is away; past it the job is held up. While a checkpoint copies them they take as much again."));

  public static final ConfigOption<Boolean> ALLOW_PLAINTEXT =
      declare(
          new FlagKind(),
          key("northpost.security.allow-plaintext")
              .booleanType()
              .defaultValue(false)
              .withDescription(
                  "Whether a live job may speak to Kafka and Elasticsearch on other machines without encryption. true only where the network itself encrypts: photos, decisions and credentials are sent in clear."));

  /** Last in the file: all that were declared. */
  private static final Settings SETTINGS = new Settings("northpost", DECLARED);

  private NorthpostOptions() {}

  /** All of them with what they may be, in the order of this file. */
  public static Settings settings() {
    return SETTINGS;
  }

  /** All of them, in the order of this file. */
  public static List<ConfigOption<?>> all() {
    List<ConfigOption<?>> all = new ArrayList<>();
    SETTINGS.all().forEach(setting -> all.add(setting.option()));
    return all;
  }

  private static <T> ConfigOption<T> declare(Kind kind, ConfigOption<T> option) {
    DECLARED.add(new Setting(option, kind, false));
    return option;
  }

  /** Declares a setting without which a live job does not start. */
  private static <T> ConfigOption<T> require(Kind kind, ConfigOption<T> option) {
    DECLARED.add(new Setting(option, kind, true));
    return option;
  }

  private static DurationKind duration(Duration least, Duration most) {
    return new DurationKind(least, most);
  }
}
