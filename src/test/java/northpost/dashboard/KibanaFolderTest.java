package northpost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in kibana/: well formed, built, and understood in both forms. */
class KibanaFolderTest {
  private static final Path FOLDER = Path.of("kibana");
  private static final Path IMPORT = FOLDER.resolve(KibanaFiles.IMPORT);

  @Test
  void theImportFileAndTheNormalFormAreThoseThatBuildMakes() throws Exception {
    assertThat(new KibanaFiles(FOLDER).check()).as("run ./northpost kibana build").isEmpty();
  }

  @Test
  void sourceAndImportFileAreUnderstoodAndSayTheSame() throws Exception {
    assertThat(Dashboards.read(IMPORT)).isEqualTo(Dashboards.read(FOLDER));
  }

  @Test
  void thereAreSixDashboardsAndNothingIsWrongWithThem() throws Exception {
    Dashboards dashboards = Dashboards.read(FOLDER);
    assertThat(dashboards.dashboards())
        .extracting(Dashboard::id)
        .containsExactly(
            "northpost-anomalies",
            "northpost-fairness",
            "northpost-job-health",
            "northpost-match-quality",
            "northpost-operations",
            "northpost-port");
    assertThat(DashboardCheck.problems(dashboards)).isEmpty();
    assertThat(dashboards.dashboards())
        .allSatisfy(
            dashboard -> {
              assertThat(dashboard.controls()).isNotEmpty();
              assertThat(dashboard.refreshMillis()).isPositive();
              assertThat(dashboard.panels().stream().flatMap(p -> p.drillDowns().stream()))
                  .isNotEmpty();
            });
  }

  @Test
  void everyLayerBecomesASearch() throws Exception {
    Selection day =
        Selection.between(
            Instant.parse("2026-03-30T00:00:00Z"), Instant.parse("2026-03-31T00:00:00Z"));
    for (Dashboard dashboard : Dashboards.read(FOLDER).dashboards()) {
      for (Panel panel : dashboard.panels()) {
        for (Layer layer : panel.layers()) {
          assertThat(PanelQuery.of(dashboard, panel, layer, day).request().has("query")).isTrue();
        }
      }
    }
  }

  @Test
  void whatKibanaExportsComesBackAsTheSource(@TempDir Path copy) throws Exception {
    List<String> lines = new ArrayList<>();
    for (ObjectNode object : SavedObjects.read(IMPORT).all()) {
      object.put("updated_at", "2026-01-01T00:00:00Z").put("version", "WzEsMV0=");
      lines.add(object.toString());
    }
    lines.add("{\"exportedCount\":14,\"missingRefCount\":0,\"missingReferences\":[]}");
    Path export = copy.resolve("export.ndjson");
    Files.write(export, lines);
    Path folder = copy.resolve("kibana");
    new KibanaFiles(folder).build(export);
    for (ObjectNode object : SavedObjects.read(FOLDER).all()) {
      String sub = object.path("type").asText().equals("dashboard") ? "dashboards" : "data-views";
      Path file = Path.of(sub, object.path("id").asText() + ".json");
      assertThat(folder.resolve(file)).hasSameTextualContentAs(FOLDER.resolve(file));
    }
    assertThat(folder.resolve(KibanaFiles.IMPORT)).hasSameTextualContentAs(IMPORT);
    assertThat(new KibanaFiles(folder).build()).isEmpty();
  }

  @Test
  void everyRuleHasItsFilesName() throws Exception {
    List<AlertRule> rules = AlertRule.read(FOLDER.resolve("rules"));
    assertThat(rules).hasSizeGreaterThanOrEqualTo(8);
    for (AlertRule rule : rules) {
      assertThat(FOLDER.resolve("rules/" + rule.id() + ".json")).exists();
      assertThat(rule.query().isObject()).isTrue();
    }
  }

  /** What is found late, or is still so at the next look, must not be taken for over. */
  @Test
  void noRuleLeavesOutWhatItSawBefore() throws Exception {
    for (AlertRule rule : AlertRule.read(FOLDER.resolve("rules"))) {
      assertThat(rule.json().at("/params/excludeHitsFromPreviousRun"))
          .as(rule.id())
          .hasToString("false");
      if (rule.indices().contains("northpost-anomalies-*")) {
        assertThat(rule.termField()).as(rule.id()).isEqualTo("event.id");
      }
    }
  }
}
