package northpost.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import northpost.wire.DeadLetterCodec;
import northpost.wire.DecisionCodec;
import northpost.wire.Examples;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class SerializersTest {
  @Test
  void keysADecisionByItsEncounterAndStampsItWithItsOwnTime() throws Exception {
    ProducerRecord<byte[], byte[]> message =
        InstantiationUtil.clone(new DecisionSerializer("northpost.decisions"))
            .serialize(Examples.decision(), null, Long.MIN_VALUE);
    assertThat(message.topic()).isEqualTo("northpost.decisions");
    assertThat(message.partition()).isNull();
    assertThat(new String(message.key(), StandardCharsets.UTF_8)).isEqualTo("enc-1");
    assertThat(message.timestamp()).isEqualTo(Examples.NOON.plusMillis(400).toEpochMilli());
    assertThat(DecisionCodec.decode(message.value()).outcome())
        .isEqualTo(Examples.decision().outcome());
  }

  @Test
  void keysADeadLetterByWhereItCameFrom() throws Exception {
    ProducerRecord<byte[], byte[]> message =
        InstantiationUtil.clone(new DeadLetterSerializer("northpost.dead-letters"))
            .serialize(Examples.deadLetter(), null, null);
    assertThat(message.topic()).isEqualTo("northpost.dead-letters");
    assertThat(new String(message.key(), StandardCharsets.UTF_8))
        .isEqualTo("northpost.captures.0712-3-42");
    assertThat(message.timestamp()).isEqualTo(Examples.NOON.toEpochMilli());
    assertThat(DeadLetterCodec.decode(message.value()).message()).isEqualTo("what, where");
  }
}
