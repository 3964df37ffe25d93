package northpost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is found without a server; what needs one is planted in {@link DashboardsITCase}. */
class DashboardCheckTest {
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {
        "MISSPELT_FIELD",
        "MISSPELT_FIELD_IN_A_FORMULA",
        "MISSPELT_FIELD_IN_A_QUERY",
        "MISSPELT_FIELD_OF_A_CONTROL",
        "CONTROL_THAT_A_LAYER_LACKS",
        "NUMBERS_OF_WORDS",
        "NO_SUCH_VALUE"
      })
  void findsEachPlantedFault(PlantedFault fault, @TempDir Path folder) throws Exception {
    fault.plant(Path.of("kibana"), Files.createDirectories(folder.resolve("kibana")));
    List<String> problems = new ArrayList<>();
    Dashboards dashboards = Dashboards.read(SavedObjects.read(folder.resolve("kibana")), problems);
    problems.addAll(DashboardCheck.problems(dashboards));
    assertThat(problems).anySatisfy(each -> assertThat(each).contains(fault.message()));
  }
}
