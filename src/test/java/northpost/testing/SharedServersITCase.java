package northpost.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SharedServersITCase {
  @RegisterExtension static final KafkaFixture kafka = new KafkaFixture();
  @RegisterExtension static final KafkaFixture otherKafka = new KafkaFixture();
  @RegisterExtension static final ElasticsearchFixture elasticsearch = new ElasticsearchFixture();

  @RegisterExtension
  static final ElasticsearchFixture otherElasticsearch = new ElasticsearchFixture();

  @Test
  void fixturesShareOneServerOfEachKind() {
    assertThat(kafka.bootstrapServers()).isEqualTo(otherKafka.bootstrapServers());
    assertThat(elasticsearch.url()).isEqualTo(otherElasticsearch.url());
  }

  @Test
  void namesOfOneFixtureAreNotThoseOfAnother() throws IOException {
    assertThat(kafka.createTopic("topic", 1)).isNotEqualTo(otherKafka.createTopic("topic", 1));
    assertThat(elasticsearch.uniqueName("index"))
        .isNotEqualTo(otherElasticsearch.uniqueName("index"));
  }
}
