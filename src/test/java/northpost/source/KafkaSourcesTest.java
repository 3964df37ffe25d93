package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.regex.Pattern;
import northpost.domain.PortRegistry;
import northpost.testing.Policies;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class KafkaSourcesTest {
  private static final PortRegistry PORTS = PortRegistryYaml.shipped();

  @Test
  void areUnboundedAndTravelToTheClusterWithWhatTheyNeed() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("max.poll.records", "17");
    check(
        KafkaSources.captures(
            "localhost:9",
            "group",
            Pattern.compile("northpost\\.captures\\..*"),
            1000,
            properties,
            new CaptureValidation(PORTS, CaptureValidation.DEFAULT_MAX_CLOCK_SKEW)),
        CaptureArrival.class);
    check(
        KafkaSources.references("localhost:9", "group", "northpost.references", properties),
        ReferenceArrival.class);
    check(
        KafkaSources.policies(
            "localhost:9",
            "group",
            "northpost.policies",
            properties,
            new PolicyValidation(PORTS, Policies.ANY_FMR)),
        PolicyArrival.class);
  }

  private static <T> void check(Source<T, ?, ?> source, Class<T> type) throws Exception {
    Source<T, ?, ?> copy = InstantiationUtil.clone(source);
    assertThat(copy.getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    assertThat(((ResultTypeQueryable<?>) copy).getProducedType().getTypeClass()).isEqualTo(type);
  }
}
