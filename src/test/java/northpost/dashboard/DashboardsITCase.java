package northpost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import northpost.domain.Rate;
import northpost.embedded.ElasticsearchServer;
import northpost.job.FileInputs;
import northpost.job.FileOutputs;
import northpost.job.LocalFlink;
import northpost.job.NorthpostJob;
import northpost.job.Outputs;
import northpost.job.Topology;
import northpost.job.TopologySettings;
import northpost.simulation.ScenarioFiles;
import northpost.simulation.ScenarioYaml;
import northpost.sink.ElasticsearchConnection;
import northpost.sink.ElasticsearchInstaller;
import northpost.sink.ElasticsearchSettings;
import northpost.sink.ElasticsearchSink;
import northpost.source.PortRegistryYaml;
import northpost.testing.ReplayFiles;
import northpost.testing.ServersBuild;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All dashboards on a real Elasticsearch that the job filled, against a count of the files that the
 * same job wrote of the same captures.
 */
class DashboardsITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("kibana");
  private static final String START = "2025-03-24";
  private static final String SCENARIO =
      """
      title: a bit of everything in two days
      start: "%s"
      days: 2
      learningDays: 1
      ports: ["0701", "0715"]
      scale: 0.4
      strangers: 0.1
      optOuts: 0.1
      unusable: 0.08
      seededProbes: 0.1
      faults:
        - {fault: replayed-photo, at: "0701", from: 30h, until: 44h, times: 4, minutes: 20}
        - {fault: repeated-rejection, at: "0701", from: 28h, until: 40h, times: 2}
        - {fault: clock-skew, at: 0701-ogdensburg-v1-c2, from: 26h, until: 46h, seconds: 240}
        - {fault: slow-link, at: "0715", from: 26h, until: 40h, seconds: 30}
        - {fault: references-expired, at: "0701", from: 2h, until: 46h, share: 0.1}
      """
          .formatted(START);

  /** A month whose index somebody made by hand, so that it takes no decision. */
  private static final String APRIL = "northpost-decisions-2025.04";

  private static final String REFUSED = "of-april";
  private static final Instant FROM = Instant.parse(START + "T00:00:00Z");

  @TempDir static Path work;

  private static ElasticsearchServer server;
  private static ElasticsearchConnection connection;
  private static Path results;
  private static ResultDocuments counted;
  private static Selection everything;

  @BeforeAll
  static void fill() throws Exception {
    server =
        ElasticsearchServer.start(
            ServersBuild.directory(), Files.createDirectory(work.resolve("server")), Map.of());
    ElasticsearchSettings settings = ElasticsearchSettings.of(List.of(server.url()));
    try (ElasticsearchInstaller installer = new ElasticsearchInstaller(settings, 1, 0)) {
      installer.install();
    }
    connection = ElasticsearchConnection.open(settings);
    perform(
        "PUT",
        "/" + APRIL,
        JSON.readTree(
            """
            {"mappings": {"properties": {"event": {"properties": {"duration": {"type": "boolean"}}}}}}
            """));
    Path traffic = traffic();
    Path parts = work.resolve("parts");
    run(traffic, parts, settings);
    results = collected(parts);
    perform("POST", "/northpost-*/_refresh", null);
    counted = ResultDocuments.read(results);
    JsonNode refused =
        perform("GET", "/northpost-refused-*/_search", null).at("/hits/hits/0/_source");
    counted.refuse(
        REFUSED,
        APRIL,
        refused.at("/error/type").asText(),
        Instant.parse(refused.path("@timestamp").asText()));
    Instant newest =
        counted.of("northpost-rejections-*,northpost-refused-*").stream()
            .map(each -> (Instant) each.get("@timestamp"))
            .max(Instant::compareTo)
            .orElseThrow();
    everything = Selection.between(FROM, newest.plusSeconds(1));
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    server.close();
  }

  /** Two days of two ports, and what no honest sender sends. */
  private static Path traffic() throws Exception {
    Path file = Files.writeString(work.resolve("scenario.yaml"), SCENARIO);
    Path traffic = Files.createDirectory(work.resolve("traffic"));
    var registry = PortRegistryYaml.shipped();
    new ScenarioFiles(ScenarioYaml.load(file.toString(), registry), registry, 3, (n, at) -> {})
        .write(traffic);
    Path captures = traffic.resolve("captures.ndjson");
    List<String> lines = Files.readAllLines(captures);
    ObjectNode last = (ObjectNode) JSON.readTree(lines.get(lines.size() - 1));
    List<String> more = new ArrayList<>();
    more.add(last.toString());
    more.add(last.deepCopy().put("captureId", "nowhere").put("portCode", "9999").toString());
    more.add("no JSON");
    ObjectNode refused = last.deepCopy().put("captureId", REFUSED).put("encounterId", "e-april");
    refused.remove("receivedAt");
    more.add(refused.put("capturedAt", "2025-04-01T16:00:00Z").toString());
    Files.write(captures, more, StandardOpenOption.APPEND);
    checkSomeMatches(traffic, lines);
    return traffic;
  }

  /** Officers look at some travellers at random too, and find a false match. */
  private static void checkSomeMatches(Path traffic, List<String> captures) throws Exception {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < captures.size(); i += 12) {
      JsonNode capture = JSON.readTree(captures.get(i));
      if (!capture.hasNonNull("seededProbe")) {
        answers.add(
            JSON.createObjectNode()
                .put("encounterId", capture.path("encounterId").asText())
                .put("captureId", capture.path("captureId").asText())
                .put("outcome", i % 7 == 0 ? "DIFFERENT_PERSON" : "SAME_PERSON")
                .put(
                    "adjudicatedAt",
                    Instant.parse(capture.path("capturedAt").asText()).plusSeconds(90).toString())
                .put("officer", "o-1")
                .toString());
      }
    }
    Path file = traffic.resolve("adjudications.ndjson");
    List<String> all = new ArrayList<>(Files.readAllLines(file));
    all.addAll(answers);
    all.sort((a, b) -> adjudicatedAt(a).compareTo(adjudicatedAt(b)));
    Files.write(file, all);
  }

  private static String adjudicatedAt(String line) {
    try {
      return JSON.readTree(line).path("adjudicatedAt").asText();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The whole topology over files, to files and to Elasticsearch at once. */
  private static void run(Path traffic, Path parts, ElasticsearchSettings settings)
      throws Exception {
    Map<String, String> options = new HashMap<>(LocalFlink.settings(work));
    options.put("northpost.replay.given-faces", "true");
    options.put("execution.checkpointing.interval", "5 s");
    options.put("execution.checkpointing.dir", work.resolve("checkpoints").toUri().toString());
    options.put("taskmanager.memory.network.max", "256m");
    options.put("northpost.models.directory", Path.of("models").toAbsolutePath().toString());
    Configuration config = Configuration.fromMap(options);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, config);
    env.configure(NorthpostJob.safeguards());
    Outputs files = FileOutputs.under(parts);
    Topology.build(
        env,
        FileInputs.of(
            traffic.resolve("captures.ndjson"),
            traffic.resolve("references.ndjson"),
            traffic.resolve("policies.ndjson"),
            traffic.resolve("adjudications.ndjson"),
            PortRegistryYaml.shipped(),
            config),
        new Outputs(
            files.decisions(),
            files.deadLetters(),
            files.funnels(),
            files.latencies(),
            files.anomalies(),
            files.errorRates(),
            null,
            files.outcomes(),
            new ElasticsearchSink(settings)),
        TopologySettings.replay(config));
    env.execute("dashboards");
  }

  /** One file of each kind, of windows and anomalies the newest version. */
  private static Path collected(Path parts) throws Exception {
    Path folder = Files.createDirectory(work.resolve("results"));
    for (String kind :
        List.of(
            "decisions", "rejected", "funnel", "latency", "anomalies", "error-rates", "outcomes")) {
      Map<String, JsonNode> newest = new java.util.LinkedHashMap<>();
      try (Stream<Path> files = Files.list(parts.resolve(kind))) {
        for (Path file :
            files.filter(each -> !each.getFileName().toString().startsWith(".")).toList()) {
          for (JsonNode line : ReplayFiles.read(file)) {
            newest.merge(
                identity(kind, line),
                line,
                (a, b) -> a.path("version").asLong() > b.path("version").asLong() ? a : b);
          }
        }
      }
      Files.write(
          folder.resolve(kind + ".ndjson"),
          newest.values().stream().map(JsonNode::toString).toList());
    }
    return folder;
  }

  private static String identity(String kind, JsonNode line) {
    return switch (kind) {
      case "decisions" -> line.path("captureId").asText();
      case "rejected" -> line.path("partition").asText() + line.path("offset").asText();
      case "anomalies" -> line.path("anomalyId").asText();
      default -> {
        StringBuilder identity = new StringBuilder();
        for (String field :
            List.of(
                "start",
                "end",
                "scope",
                "portCode",
                "crossingId",
                "laneId",
                "mode",
                "zone",
                "comparison")) {
          identity.append(line.path(field).asText()).append('|');
        }
        yield identity.toString();
      }
    };
  }

  private static JsonNode perform(String method, String path, JsonNode body) throws IOException {
    Request request = new Request(method, path);
    if (body != null) {
      request.setJsonEntity(body.toString());
    }
    return JSON.readTree(
        EntityUtils.toString(
            connection.rest().performRequest(request).getEntity(), StandardCharsets.UTF_8));
  }

  @Test
  void theVerifierFindsNothingWrongAndNothingEmpty() throws Exception {
    PanelVerifier.Report report = PanelVerifier.verify(FOLDER, connection.rest(), everything);
    assertThat(report.problems()).isEmpty();
    assertThat(report.empty()).isEmpty();
    assertThat(report.dashboards()).isEqualTo(6);
    assertThat(report.rules()).isEqualTo(AlertRule.read(FOLDER.resolve("rules")).size());
  }

  @Test
  void allPanelsShowWhatTheFilesSay() throws Exception {
    Selection days = Selection.between(FROM, FROM.plus(Duration.ofDays(3)));
    int figures = 0;
    int panels = 0;
    for (Dashboard dashboard : Dashboards.read(FOLDER).dashboards()) {
      for (Panel panel : dashboard.panels()) {
        panels += panel.layers().isEmpty() ? 0 : 1;
        for (Layer layer : panel.layers()) {
          figures += compare(dashboard, panel, layer, everything, true);
          figures += compare(dashboard, panel, layer, days, false);
          figures +=
              compare(
                  dashboard,
                  panel,
                  layer,
                  days.withPorts(List.of("0701")).withModes(List.of("VEHICLE")),
                  false);
        }
      }
    }
    assertThat(figures).isGreaterThan(2_000);
    System.out.println(
        "All panels of all dashboards non-empty and correct against an independent count: "
            + panels
            + " panels, "
            + figures
            + " figures");
  }

  private static int compare(
      Dashboard dashboard, Panel panel, Layer layer, Selection selection, boolean full)
      throws IOException {
    Layer whole = withAllColumns(layer);
    String place = DashboardCheck.place(dashboard, panel) + ", layer " + layer.id();
    PanelSearch search = new PanelSearch(connection.rest());
    if (full) {
      assertThat(search.data(dashboard, panel, layer, selection).isEmpty()).as(place).isFalse();
    }
    if (layer.series() == Layer.Series.REFERENCE_LINE) {
      return 0;
    }
    CountedByHand count =
        new CountedByHand(
            dashboard,
            panel,
            whole,
            selection,
            counted.of(layer.dataView().pattern()),
            interval(PanelQuery.of(dashboard, panel, whole, selection).request()));
    PanelData data = search.data(dashboard, panel, whole, selection);
    assertThat(count.differences(data)).as(place).isEmpty();
    return count.compared();
  }

  /** What is hidden is compared too. */
  private static Layer withAllColumns(Layer layer) {
    return new Layer(
        layer.id(),
        layer.dataView(),
        layer.columns(),
        layer.series(),
        layer.x(),
        layer.groups(),
        layer.values(),
        layer.columns().stream().map(Column::id).toList(),
        null,
        false,
        layer.ignoresControls());
  }

  private static long interval(JsonNode request) {
    List<String> intervals = request.findValuesAsText("fixed_interval");
    if (intervals.isEmpty()) {
      return CountedByHand.MONTHS;
    }
    return Duration.parse("PT" + intervals.get(0).toUpperCase(java.util.Locale.ROOT)).toMillis();
  }

  /** Straight from the files, without any dashboard's definition. */
  @Test
  void keyFiguresAreThoseOfTheFiles() throws Exception {
    long presented = 0;
    long captured = 0;
    for (JsonNode window : ReplayFiles.read(results.resolve("funnel.ndjson"))) {
      Instant start = Instant.parse(window.path("start").asText());
      boolean minute = start.plusSeconds(60).equals(Instant.parse(window.path("end").asText()));
      if (minute && window.path("scope").asText().equals("LANE")) {
        presented += window.path("presented").asLong();
        captured += window.path("captured").asLong();
      }
    }
    assertThat(presented).isGreaterThan(300);
    assertThat(only("northpost-operations", "travellers", "value")).isEqualTo(presented);
    Rate rate = Rate.of(captured, presented);
    assertThat(captureRateOfAllPorts()).isEqualTo(rate.numerator());
    long mated = 0;
    long missed = 0;
    for (JsonNode window : ReplayFiles.read(results.resolve("error-rates.ndjson"))) {
      if (window.path("scope").asText().equals("PORT")) {
        mated += window.path("fnmrDenominator").asLong();
        missed += window.path("fnmrNumerator").asLong();
      }
    }
    PanelData fnmr = data("northpost-match-quality", "live-fnmr");
    double n = 0;
    double k = 0;
    for (List<Object> row : fnmr.rows()) {
      double denominator = (Double) row.get(fnmr.indexOf("n"));
      n += denominator;
      k += denominator * (Double) row.get(fnmr.indexOf("rate"));
      Rate expected =
          Rate.of(
              Math.round(denominator * (Double) row.get(fnmr.indexOf("rate"))), (long) denominator);
      assertThat((Double) row.get(fnmr.indexOf("lower")))
          .isCloseTo(expected.lower(), org.assertj.core.data.Offset.offset(1e-7));
      assertThat((Double) row.get(fnmr.indexOf("upper")))
          .isCloseTo(expected.upper(), org.assertj.core.data.Offset.offset(1e-7));
    }
    assertThat(Math.round(n)).isEqualTo(mated).isPositive();
    assertThat(Math.round(k)).isEqualTo(missed);
    assertThat(only("northpost-fairness", "opted-out-templates", "value")).isZero();
    assertThat(only("northpost-job-health", "documents-refused", "value")).isEqualTo(1);
    assertThat(only("northpost-job-health", "records-refused", "value"))
        .isEqualTo(ReplayFiles.read(results.resolve("rejected.ndjson")).size());
  }

  private static long captureRateOfAllPorts() throws IOException {
    PanelData data = data("northpost-operations", "capture-by-port");
    double captured = 0;
    for (List<Object> row : data.rows()) {
      captured += (Double) row.get(data.indexOf("rate")) * (Double) row.get(data.indexOf("n"));
    }
    return Math.round(captured);
  }

  private static double only(String dashboardId, String panelId, String column) throws IOException {
    PanelData data = data(dashboardId, panelId);
    assertThat(data.rows()).hasSize(1);
    return (Double) data.rows().get(0).get(data.indexOf(column));
  }

  private static PanelData data(String dashboardId, String panelId) throws IOException {
    Dashboard dashboard = Dashboards.read(FOLDER).byId(dashboardId);
    Panel panel =
        dashboard.panels().stream()
            .filter(each -> each.id().equals(panelId))
            .findFirst()
            .orElseThrow();
    return new PanelSearch(connection.rest())
        .data(dashboard, panel, panel.layers().get(0), everything);
  }

  /** In the end all are closed: without that clause each of them is an alert of its own. */
  @Test
  void theRuleOfHighAnomaliesFindsEachOfThem() throws Exception {
    AlertRule rule = rule("northpost-anomaly-high");
    ObjectNode search = JSON.createObjectNode().put("size", 0);
    search.set("query", rule.query().deepCopy());
    ((ObjectNode) search.at("/query/bool")).remove("must_not");
    search.withObject("/aggs/each/terms").put("field", rule.termField()).put("size", 10_000);
    JsonNode answer = perform("POST", "/" + String.join(",", rule.indices()) + "/_search", search);
    List<String> high = new ArrayList<>();
    for (JsonNode anomaly : ReplayFiles.read(results.resolve("anomalies.ndjson"))) {
      if (anomaly.path("severity").asText().equals("high")) {
        high.add(anomaly.path("anomalyId").asText());
      }
    }
    assertThat(high).isNotEmpty();
    assertThat(answer.at("/aggregations/each/buckets").findValuesAsText("key"))
        .containsExactlyInAnyOrderElementsOf(high);
  }

  @Test
  void theVerifierFindsAMisspeltFieldThatARuleGroupsBy() throws Exception {
    Path folder = work.resolve("misspelt-rule");
    PlantedFault.NO_TITLE.plant(FOLDER, Files.createDirectories(folder));
    ObjectNode wrong = rule("northpost-anomaly-high").json().deepCopy();
    ((ObjectNode) wrong.path("params")).put("termField", "event.ident");
    Path file = Files.createDirectories(folder.resolve("rules")).resolve("wrong.json");
    Files.writeString(file, wrong.toString());
    assertThat(PanelVerifier.verify(folder, connection.rest(), everything).problems())
        .contains(
            "rule northpost-anomaly-high, termField: got field event.ident, expected one that"
                + " northpost-anomalies-* has");
  }

  private static AlertRule rule(String id) throws IOException {
    return AlertRule.read(FOLDER.resolve("rules")).stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theVerifierFindsEveryPlantedFault() throws Exception {
    int found = 0;
    for (PlantedFault fault : PlantedFault.values()) {
      Path folder = Files.createDirectories(work.resolve("planted").resolve(fault.name()));
      fault.plant(FOLDER, folder);
      PanelVerifier.Report report = PanelVerifier.verify(folder, connection.rest(), everything);
      List<String> all = new ArrayList<>(report.problems());
      all.addAll(report.empty());
      assertThat(all)
          .as(fault.name())
          .anySatisfy(each -> assertThat(each).contains(fault.message()));
      found++;
    }
    System.out.println("Planted faults found: " + found + " of " + PlantedFault.values().length);
  }
}
