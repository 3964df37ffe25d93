package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import northpost.domain.DeadLetter;
import northpost.domain.PolicyKey;
import northpost.domain.PolicyUpdate;
import northpost.domain.PortRegistry;
import northpost.domain.ReferenceUpdate;
import northpost.domain.RejectionReason;
import northpost.domain.SourcePosition;
import northpost.testing.Policies;
import northpost.wire.AdjudicationCodec;
import northpost.wire.CaptureCodec;
import northpost.wire.Examples;
import northpost.wire.PolicyCodec;
import northpost.wire.ReferenceCodec;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class KafkaDeserializersTest {
  private static final PortRegistry PORTS = PortRegistryYaml.shipped();
  private static final CaptureValidation CAPTURES =
      new CaptureValidation(PORTS, CaptureValidation.DEFAULT_MAX_CLOCK_SKEW);
  private static final Instant NOW = Examples.NOON.plusSeconds(10);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final int FUZZ_CASES = 10_000;

  private final CaptureDeserializer captures = new CaptureDeserializer(CAPTURES, CLOCK);
  private final ReferenceDeserializer references = new ReferenceDeserializer(CLOCK);
  private final PolicyDeserializer policies =
      new PolicyDeserializer(new PolicyValidation(PORTS, Policies.ANY_FMR), CLOCK);
  private final AdjudicationDeserializer adjudications =
      new AdjudicationDeserializer(
          new AdjudicationValidation(java.time.Duration.ofMinutes(5)), CLOCK);

  @Test
  void readsACaptureWithWhereAndWhenItCameIn() throws Exception {
    byte[] value = CaptureCodec.encode(Examples.capture(), Examples.PHOTO);
    CaptureArrival arrival = read(captures, "0712-champlain-v1", value);
    assertThat(arrival.rejection()).isNull();
    assertThat(arrival.sample().capture()).isEqualTo(Examples.capture());
    assertThat(arrival.sample().position()).isEqualTo(new SourcePosition("topic", 3, 42));
    assertThat(arrival.sample().receivedAt()).isEqualTo(Examples.NOON);
  }

  @Test
  void doesNotBelieveATimestampOfTheFuture() throws Exception {
    Instant year2100 = Instant.parse("2100-01-01T00:00:00Z");
    byte[] value = CaptureCodec.encode(Examples.capture("cap-1", year2100), Examples.PHOTO);
    CaptureArrival arrival = read(captures, message("k", value, year2100.toEpochMilli()));
    assertThat(arrival.rejection().reason()).isEqualTo(RejectionReason.CAPTURED_IN_FUTURE);
  }

  @Test
  void takesItsOwnTimeWhereAMessageHasNone() throws Exception {
    byte[] value = CaptureCodec.encode(Examples.capture(), Examples.PHOTO);
    assertThat(read(captures, message("k", value, -1)).sample().receivedAt()).isEqualTo(NOW);
  }

  @Test
  void rejectsACaptureOfAnUnknownSchemaWithItsBytes() throws Exception {
    byte[] value = AdjudicationCodec.encode(Examples.adjudication());
    DeadLetter rejection = read(captures, "k", value).rejection();
    assertThat(rejection.reason()).isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
    assertThat(rejection.content()).isEqualTo(value);
    assertThat(rejection.contentBytes()).isEqualTo(value.length);
    assertThat(rejection.message()).startsWith("topic-3-42: schema fingerprint: got ");
    assertThat(rejection.rejectedAt()).isEqualTo(NOW);
  }

  /** The same each time that the message is read, other than the time of the rejection. */
  @Test
  void aRejectionKnowsWhenTheBrokerTookTheMessage() throws Exception {
    Instant stamped = NOW.minusSeconds(90);
    var unreadable = message("k", new byte[] {1, 2, 3}, stamped.toEpochMilli());
    assertThat(read(captures, unreadable).rejection().receivedAt()).isEqualTo(stamped);
    assertThat(read(references, unreadable).rejection().receivedAt()).isEqualTo(stamped);
    assertThat(read(policies, unreadable).rejection().receivedAt()).isEqualTo(stamped);
    assertThat(read(adjudications, unreadable).rejection().receivedAt()).isEqualTo(stamped);
  }

  @Test
  void rejectsATruncatedCapture() throws Exception {
    byte[] whole = CaptureCodec.encode(Examples.capture(), Examples.PHOTO);
    byte[] value = Arrays.copyOf(whole, whole.length - 1);
    DeadLetter rejection = read(captures, "k", value).rejection();
    assertThat(rejection.reason()).isEqualTo(RejectionReason.MALFORMED_RECORD);
    assertThat(rejection.content()).isEqualTo(value);
  }

  @Test
  void keepsAtMost64KiBOfWhatItCannotRead() throws Exception {
    DeadLetter rejection = read(captures, "k", new byte[1_000_000]).rejection();
    assertThat(rejection.content()).hasSize(64 * 1024);
    assertThat(rejection.contentBytes()).isEqualTo(1_000_000);
  }

  @Test
  void keepsNoBytesOfWhatItCanRead() throws Exception {
    byte[] value = CaptureCodec.encode(Examples.capture("cap 1", Examples.NOON), Examples.PHOTO);
    DeadLetter rejection = read(captures, "k", value).rejection();
    assertThat(rejection.reason()).isEqualTo(RejectionReason.INVALID_FIELD);
    assertThat(rejection.content()).isEmpty();
    assertThat(rejection.contentBytes()).isEqualTo(value.length);
  }

  @Test
  void rejectsACaptureWithoutAValue() throws Exception {
    assertThat(read(captures, "k", null).rejection().reason())
        .isEqualTo(RejectionReason.MALFORMED_RECORD);
  }

  @Test
  void withdrawsTheReferenceOfANullValue() throws Exception {
    ReferenceUpdate update = read(references, "ref-1", null).update();
    assertThat(update.kind()).isEqualTo(ReferenceUpdate.Kind.WITHDRAW);
    assertThat(update.referenceId()).isEqualTo("ref-1");
    assertThat(read(references, (String) null, null).rejection().reason())
        .isEqualTo(RejectionReason.MISSING_FIELD);
  }

  @Test
  void rejectsAReferenceThatStandsUnderAnotherKey() throws Exception {
    byte[] value = ReferenceCodec.encode(Examples.photoReference());
    assertThat(read(references, "ref-1", value).update().referenceId()).isEqualTo("ref-1");
    DeadLetter rejection = read(references, "ref-2", value).rejection();
    assertThat(rejection.reason()).isEqualTo(RejectionReason.INVALID_FIELD);
    assertThat(rejection.message()).contains("key: got ref-2, expected the record's own, ref-1");
    assertThat(rejection.recordId()).isEqualTo("ref-1");
  }

  @Test
  void refusesAReferenceWithoutAKeySinceItsWithdrawalCouldOvertakeIt() throws Exception {
    DeadLetter rejection =
        read(references, (String) null, ReferenceCodec.encode(Examples.photoReference()))
            .rejection();
    assertThat(rejection.reason()).isEqualTo(RejectionReason.INVALID_FIELD);
    assertThat(rejection.message()).contains("key: got nothing, expected the record's own, ref-1");
  }

  @Test
  void rejectsAnEmptyReferencePhoto() throws Exception {
    byte[] value = ReferenceCodec.encode(Examples.reference(null, new byte[0]));
    assertThat(read(references, "ref-1", value).rejection().reason())
        .isEqualTo(RejectionReason.FAILURE_TO_ENROL);
  }

  @Test
  void readsWithdrawsAndRejectsPolicies() throws Exception {
    byte[] value = PolicyCodec.encode(Examples.policy());
    String key = PolicyKey.of(Examples.policy()).toString();
    assertThat(read(policies, key, value).update()).isEqualTo(PolicyUpdate.of(Examples.policy()));
    assertThat(read(policies, "pol-1@12", null).update())
        .isEqualTo(PolicyUpdate.withdraw("pol-1", 12));
    assertThat(read(policies, "pol@2@3", null).update())
        .isEqualTo(PolicyUpdate.withdraw("pol@2", 3));
    assertThat(read(policies, "pol-2@1", value).rejection().reason())
        .isEqualTo(RejectionReason.INVALID_FIELD);
    assertThat(read(policies, (String) null, null).rejection().reason())
        .isEqualTo(RejectionReason.MISSING_FIELD);
  }

  @Test
  void refusesAKeyUnderWhichCompactionWouldTakeAVersionInForce() throws Exception {
    byte[] value = PolicyCodec.encode(Examples.policy());
    DeadLetter record = read(policies, "pol-1", value).rejection();
    assertThat(record.reason()).isEqualTo(RejectionReason.INVALID_FIELD);
    assertThat(record.message()).contains("key: got pol-1, expected the record's own, pol-1@");
    assertThat(record.recordId()).isEqualTo("pol-1");
    for (String key : List.of("pol-1", "pol-1@", "pol-1@0", "pol-1@x", "@1")) {
      DeadLetter withdrawal = read(policies, key, null).rejection();
      assertThat(withdrawal.reason()).as(key).isEqualTo(RejectionReason.INVALID_FIELD);
      assertThat(withdrawal.message())
          .contains("key: got " + key + " with a null value, expected the version to withdraw");
    }
  }

  @Test
  void readsAndRejectsAdjudications() throws Exception {
    byte[] value = AdjudicationCodec.encode(Examples.adjudication());
    AdjudicationArrival arrival = read(adjudications, "enc-1", value);
    assertThat(arrival.adjudication().adjudication()).isEqualTo(Examples.adjudication());
    assertThat(arrival.adjudication().position()).isEqualTo(new SourcePosition("topic", 3, 42));
    assertThat(read(adjudications, "enc-1", null).rejection().reason())
        .isEqualTo(RejectionReason.MALFORMED_RECORD);
    long early = Examples.NOON.toEpochMilli() - 3_600_000;
    assertThat(read(adjudications, message("enc-1", value, early)).rejection().reason())
        .isEqualTo(RejectionReason.ADJUDICATED_IN_FUTURE);
  }

  @Test
  void neverThrowsWhateverTheBytes() throws Exception {
    byte[] capture = CaptureCodec.encode(Examples.capture(), Examples.PHOTO);
    byte[] photo = ReferenceCodec.encode(Examples.photoReference());
    byte[] template = ReferenceCodec.encode(Examples.templateReference());
    byte[] policy = PolicyCodec.encode(Examples.policy());
    fuzz(captures, a -> Arrays.asList(a.rejection(), a.sample()), capture);
    fuzz(references, a -> Arrays.asList(a.rejection(), a.update()), photo, template);
    fuzz(policies, a -> Arrays.asList(a.rejection(), a.update()), policy);
    byte[] adjudication = AdjudicationCodec.encode(Examples.adjudication());
    fuzz(adjudications, a -> Arrays.asList(a.rejection(), a.adjudication()), adjudication);
  }

  /**
   * The first part of an arrival is its rejection. A third each: random bytes, random bytes after a
   * sound header, a sound message mutated.
   */
  private static <T> void fuzz(
      KafkaRecordDeserializationSchema<T> schema, Function<T, List<Object>> parts, byte[]... sound)
      throws Exception {
    Random random = new Random(20260701);
    int rejected = 0;
    for (int i = 0; i < FUZZ_CASES; i++) {
      byte[] seed = sound[random.nextInt(sound.length)];
      byte[] value = i % 3 == 2 ? mutated(seed, random) : random(random, seed, i % 3 == 1);
      byte[] key = random.nextBoolean() ? null : random(random, seed, false);
      T arrival = read(schema, message(key, value, random.nextLong()));
      List<Object> all = parts.apply(arrival);
      assertThat(all.stream().filter(Objects::nonNull)).as("case %d", i).hasSize(1);
      rejected += all.get(0) == null ? 0 : 1;
    }
    assertThat(rejected).isBetween(FUZZ_CASES / 2, FUZZ_CASES);
  }

  private static byte[] random(Random random, byte[] sound, boolean header) {
    byte[] value = new byte[random.nextInt(200)];
    random.nextBytes(value);
    if (header) {
      System.arraycopy(sound, 0, value, 0, Math.min(10, value.length));
    }
    return value;
  }

  private static byte[] mutated(byte[] sound, Random random) {
    byte[] value = Arrays.copyOf(sound, sound.length - random.nextInt(3) + random.nextInt(3));
    for (int n = random.nextInt(4); n >= 0; n--) {
      value[10 + random.nextInt(value.length - 10)] = (byte) random.nextInt();
    }
    return value;
  }

  @Test
  void travelToTheCluster() throws Exception {
    assertThat(
            read(
                    InstantiationUtil.clone(new CaptureDeserializer(CAPTURES)),
                    "k",
                    CaptureCodec.encode(Examples.capture(), Examples.PHOTO))
                .sample())
        .isNotNull();
    assertThat(read(InstantiationUtil.clone(new ReferenceDeserializer()), "r", null).update())
        .isNotNull();
    assertThat(
            read(
                    InstantiationUtil.clone(
                        new PolicyDeserializer(new PolicyValidation(PORTS, Policies.ANY_FMR))),
                    "p@1",
                    null)
                .update())
        .isEqualTo(PolicyUpdate.withdraw("p", 1));
  }

  private static <T> T read(KafkaRecordDeserializationSchema<T> schema, String key, byte[] value)
      throws Exception {
    return read(schema, message(key, value, Examples.NOON.toEpochMilli()));
  }

  private static <T> T read(
      KafkaRecordDeserializationSchema<T> schema, ConsumerRecord<byte[], byte[]> message)
      throws Exception {
    Arrivals<T> out = new Arrivals<>();
    schema.deserialize(message, out);
    assertThat(out.all).hasSize(1);
    return out.all.get(0);
  }

  private static ConsumerRecord<byte[], byte[]> message(String key, byte[] value, long timestamp) {
    return message(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value, timestamp);
  }

  private static ConsumerRecord<byte[], byte[]> message(byte[] key, byte[] value, long timestamp) {
    return new ConsumerRecord<>(
        "topic",
        3,
        42,
        timestamp,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static final class Arrivals<T> implements Collector<T> {
    final List<T> all = new ArrayList<>();

    @Override
    public void collect(T arrival) {
      all.add(arrival);
    }

    @Override
    public void close() {}
  }
}
