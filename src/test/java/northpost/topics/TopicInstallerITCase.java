package northpost.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import northpost.testing.Await;
import northpost.testing.KafkaFixture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicInstallerITCase {
  @RegisterExtension static final KafkaFixture kafka = new KafkaFixture();

  @Test
  void createsWhatIsMissingAndAgainChangesNothing() throws Exception {
    try (TopicInstaller installer = installer(kafka.uniqueName("border"), 2)) {
      assertThat(installer.verify()).hasSize(6).allMatch(TopicReport::missing);

      assertThat(installer.create()).allMatch(TopicReport::missing);

      assertThat(installer.create()).hasSize(6).allMatch(TopicReport::same);
      assertThat(installer.verify()).allMatch(TopicReport::same);
    }
  }

  @Test
  void mendsASettingThatSomeoneChanged() throws Exception {
    String prefix = kafka.uniqueName("border");
    try (TopicInstaller installer = installer(prefix, 2)) {
      installer.create();
      set(prefix + ".captures.0712", "retention.ms", "-1");
      Await.until(
          "the broker to show the change",
          Duration.ofSeconds(30),
          () -> !installer.verify().get(0).same(),
          installer::verify);

      assertThat(installer.verify())
          .filteredOn(report -> !report.same())
          .containsExactly(
              new TopicReport(
                  prefix + ".captures.0712",
                  false,
                  List.of("retention.ms: got -1, expected 38700000"),
                  List.of()));
      installer.create();
      assertThat(installer.verify()).allMatch(TopicReport::same);
    }
  }

  /** With more partitions a key would find another one. */
  @Test
  void leavesPartitionsAsTheyAreAndSaysSo() throws Exception {
    String prefix = kafka.uniqueName("border");
    try (TopicInstaller installer = installer(prefix, 2)) {
      installer.create();
    }
    try (TopicInstaller more = installer(prefix, 3);
        TopicInstaller fewer = installer(prefix, 1)) {
      for (List<TopicReport> reports : List.of(more.create(), more.verify())) {
        assertThat(reports)
            .filteredOn(report -> report.name().equals(prefix + ".references"))
            .singleElement()
            .satisfies(
                report ->
                    assertThat(report.layout())
                        .containsExactly("partitions: got 2, expected at least 3"));
      }
      assertThat(fewer.verify()).allMatch(TopicReport::same);
    }
  }

  @Test
  void aTopicThatAnotherRunMakesMeanwhileIsNoFailure() throws Exception {
    String prefix = kafka.uniqueName("border");
    try (TopicInstaller installer = installer(prefix, 1);
        TopicInstaller other = installer(prefix, 1)) {
      Thread run =
          new Thread(
              () -> {
                try {
                  other.create();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      run.start();
      installer.create();
      run.join();
      assertThat(installer.verify()).allMatch(TopicReport::same);
    }
  }

  /** The broker of the tests allows an hour. */
  @Test
  void saysWhichBrokerEndsTransactionsTooSoon() throws Exception {
    try (TopicInstaller installer = installer(kafka.uniqueName("border"), 1)) {
      assertThat(installer.tooShortFor(Duration.ofHours(1))).isEmpty();
      assertThat(installer.tooShortFor(Duration.ofMinutes(61)))
          .containsExactly(
              "broker 1: transaction.max.timeout.ms: got 3600000, expected at least 3660000, or"
                  + " decisions cannot be written exactly-once");
    }
  }

  @Test
  void saysWhichBrokerDoesNotDoAsAsked() {
    String prefix = kafka.uniqueName("border");
    TopicPlan plan = new TopicPlan(List.of("0712"), prefix, 1, (short) 3, Duration.ofHours(12));
    try (TopicInstaller installer = new TopicInstaller(client(), plan)) {
      assertThatThrownBy(installer::create)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(kafka.bootstrapServers())
          .hasMessageContaining(prefix + ".captures.0712 not created")
          .hasMessageContaining("eplication factor");
    }
  }

  private static TopicInstaller installer(String prefix, int partitions) {
    return new TopicInstaller(
        client(),
        new TopicPlan(List.of("0712"), prefix, partitions, (short) 1, Duration.ofHours(12)));
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private static void set(String topic, String key, String value) throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(
                      new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }
}
