package northpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import northpost.domain.Outcome;
import northpost.domain.PortRegistry;
import northpost.source.PortRegistryYaml;
import org.junit.jupiter.api.Test;

class DemoTableTest {
  private final PortRegistry ports = PortRegistryYaml.shipped();
  private final DemoTable table = new DemoTable(ports);

  @Test
  void everyPortHasARowWhetherItSentOrNot() {
    List<String> lines = table.lines(Map.of("0712", reading(8, 1)), Map.of("0712", 3L));

    assertThat(lines).hasSize(1 + ports.ports().size() + 1);
    assertThat(lines).anySatisfy(l -> assertThat(l).startsWith("0706 ").contains(" 0  - "));
    assertThat(lines)
        .anySatisfy(l -> assertThat(l).startsWith("0712 ").contains("8/9 88.9 % (57-98)", " 3 "));
  }

  @Test
  void aCrowdedMinuteStaysAlignedWithinAHundredColumns() {
    List<String> lines =
        table.lines(
            Map.of("0901", reading(7_790, 9), "0706", reading(1, 0)),
            Map.of("0901", 999L, "0706", 0L));

    assertThat(lines.subList(0, 1 + ports.ports().size()))
        .allSatisfy(l -> assertThat(l).hasSameSizeAs(lines.get(0)));
    assertThat(lines).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(100));
    // The figures that matter most fit a terminal of 80.
    assertThat(lines.get(0).indexOf("anom.") + "anom.".length()).isLessThanOrEqualTo(80);
  }

  private static DemoIndex.PortReading reading(long matched, long notMatched) {
    return new DemoIndex.PortReading(
        matched + notMatched,
        Map.of(Outcome.MATCH, matched, Outcome.NO_MATCH, notMatched),
        12_345.6);
  }
}
