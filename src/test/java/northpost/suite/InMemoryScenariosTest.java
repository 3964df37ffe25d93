package northpost.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import northpost.domain.PortRegistry;
import northpost.scoring.Score;
import northpost.scoring.ScoreTable;
import northpost.simulation.Scenario;
import northpost.simulation.ScenarioYaml;
import northpost.source.PortRegistryYaml;
import org.junit.jupiter.api.Test;

/**
 * What is planted in scenarios is found, and nothing else. Other scenarios and seeds are run with
 * {@code -Dnorthpost.scenarios=all -Dnorthpost.seeds=1,2,3}; what was missed is then printed.
 */
class InMemoryScenariosTest {
  private static final PortRegistry PORTS = PortRegistryYaml.shipped();
  private static final String SHORT =
      "stolen-documents,repeated-rejection,lane-closed,lane-slow,surge";
  private static final double LEAST = .95;

  @Test
  void eachKindIsFoundAndNothingElse() throws Exception {
    String chosen = System.getProperty("northpost.scenarios", SHORT);
    String seeds = System.getProperty("northpost.seeds", "2");
    boolean told = System.getProperty("northpost.scenarios") != null;
    Consumer<String> progress =
        line -> {
          if (told) {
            System.out.println(line);
          }
        };
    List<String> names =
        chosen.equals("all") ? ScenarioYaml.suite() : Arrays.asList(chosen.split(","));
    Score all = Score.NOTHING;
    for (String name : names) {
      Scenario scenario = ScenarioYaml.load(name, PORTS);
      for (String seed : seeds.split(",")) {
        Score.Detailed score =
            new InMemoryScenarios(PORTS).run(scenario, Long.parseLong(seed)).score();
        all = all.plus(score.score());
        progress.accept(name + " " + seed);
        score.finders().entrySet().stream()
            .filter(found -> found.getValue().isEmpty())
            .forEach(missed -> progress.accept("  missed " + missed.getKey()));
        score.falseAlarms().forEach(alarm -> progress.accept("  false alarm " + alarm));
      }
    }
    progress.accept(ScoreTable.of(all));
    all.kinds()
        .forEach(
            (kind, score) -> {
              assertThat(score.recall())
                  .as("recall of %s", kind)
                  .satisfiesAnyOf(
                      recall -> assertThat(recall).isNull(),
                      recall -> assertThat(recall).isGreaterThanOrEqualTo(LEAST));
              assertThat(score.precision())
                  .as("precision of %s", kind)
                  .satisfiesAnyOf(
                      precision -> assertThat(precision).isNull(),
                      precision -> assertThat(precision).isGreaterThanOrEqualTo(LEAST));
            });
  }
}
