package northpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import northpost.testing.KafkaFixture;
import northpost.testing.ServersBuild;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerITCase {
  private static final String TOPIC = "captures";

  @RegisterExtension static final KafkaFixture shared = new KafkaFixture();

  @TempDir Path directory;

  @Test
  void recordsSurviveAKillAndAreReadAtTheSameAddress() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(ServersBuild.directory(), directory)) {
      String address = broker.bootstrapServers();
      broker.createTopic(TOPIC, 1, Map.of("retention.ms", "-1"));
      produce(address, "before the kill");

      broker.kill();
      assertThat(broker.isAlive()).isFalse();
      broker.restart();

      assertThat(broker.bootstrapServers()).isEqualTo(address);
      produce(address, "after the kill");
      assertThat(consume(address, 2)).containsExactly("before the kill", "after the kill");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void filesThatAreToBeKeptServeTheNextBroker() throws Exception {
    Path servers = ServersBuild.directory();
    try (KafkaBroker first = KafkaBroker.start(servers, directory, WorkFiles.KEEP)) {
      first.createTopic(TOPIC, 1, Map.of());
      produce(first.bootstrapServers(), "kept");
    }
    try (KafkaBroker second = KafkaBroker.start(servers, directory)) {
      assertThat(consume(second.bootstrapServers(), 1)).containsExactly("kept");
    }
  }

  @Test
  void aTopicThatExistsIsRefusedByName() throws Exception {
    String topic = shared.createTopic("topic", 1);

    assertThatThrownBy(() -> shared.createTopic(topic, 1, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("topic " + topic + " at " + shared.bootstrapServers())
        .hasMessageContaining("already exists");
  }

  @Test
  void serversThatAreNotBuiltAreReportedWithTheCommandThatBuildsThem() throws Exception {
    Path nothing = Files.createDirectory(directory.resolve("nothing"));

    assertThatThrownBy(() -> KafkaBroker.start(nothing, directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(nothing.resolve("kafka").resolve("lib").toString())
        .hasMessageContaining("mvn antrun:run@servers");
  }

  private static void produce(String address, String value) throws Exception {
    Map<String, Object> config =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, address, ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
    }
  }

  private static List<String> consume(String address, int count) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            address,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }
}
