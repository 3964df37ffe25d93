package northpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import northpost.dashboard.Dashboard;
import northpost.dashboard.Dashboards;
import northpost.dashboard.Layer;
import northpost.dashboard.Panel;
import northpost.dashboard.PanelData;
import northpost.dashboard.PanelQuery;
import northpost.dashboard.Selection;
import northpost.domain.Anomaly;
import northpost.domain.PortRegistry;
import northpost.embedded.ElasticsearchServer;
import northpost.sink.AnomalyDocument;
import northpost.sink.Document;
import northpost.sink.ElasticsearchSearch;
import northpost.sink.ElasticsearchSettings;
import northpost.source.PortRegistryYaml;
import northpost.testing.Await;
import northpost.testing.ScenarioDocuments;
import northpost.testing.ServersBuild;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page over a real Elasticsearch that the job filled; in a browser where there is one. Those
 * without a browser are first, those that stop the server or write into it last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsolePageITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final Path SHOTS =
      Path.of(System.getProperty("northpost.home", "."), "target", "screenshots");
  private static final String RANGE = "?from=" + ConsoleScenario.FROM + "&to=" + ConsoleScenario.TO;
  private static final String DRAWN =
      "document.querySelectorAll('.panel').length > 0"
          + " && document.querySelectorAll('.wait').length === 0"
          + " && ['live', 'past'].includes(document.getElementById('age').dataset.state)";

  @TempDir private static Path work;
  @TempDir private Path profile;

  private static ElasticsearchServer server;
  private static ElasticsearchSearch elasticsearch;
  private static Dashboards dashboards;
  private static ConsoleServer console;
  private Chromium browser;

  @BeforeAll
  static void fill() throws Exception {
    server = ElasticsearchServer.start(ServersBuild.directory(), work, Map.of());
    ScenarioDocuments.write(
        server.url(),
        ConsoleScenario.YAML,
        ConsoleScenario.SEED,
        java.nio.file.Files.createDirectory(work.resolve("scenario")));
    ElasticsearchSettings settings = ElasticsearchSettings.of(List.of(server.url()));
    elasticsearch = new ElasticsearchSearch(settings);
    refresh();
    PortRegistry ports = PortRegistryYaml.shipped();
    dashboards = ShippedDashboards.read();
    console = ConsoleServer.start(ConsoleSettings.onLoopback(0), settings, dashboards, ports);
  }

  @AfterAll
  static void stop() throws Exception {
    if (console != null) {
      console.close();
      elasticsearch.close();
    }
    server.close();
  }

  @BeforeEach
  void openBrowser(org.junit.jupiter.api.TestInfo info) throws Exception {
    if (info.getTags().contains("no-browser")) {
      return;
    }
    assumeTrue(
        Chromium.binary().isPresent(),
        "no Chromium on this machine (looked at NORTHPOST_CHROMIUM, /usr/bin/chromium,"
            + " /usr/bin/chromium-browser, /usr/bin/google-chrome): the page is not looked at");
    browser = Chromium.start(Chromium.binary().orElseThrow(), profile);
    browser.resize(1600, 1000);
  }

  @AfterEach
  void closeBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  private void show(String hash) throws Exception {
    browser.open("about:blank");
    browser.open(console.url() + "#/" + hash);
    await("the page with all panels drawn", DRAWN);
  }

  private void await(String what, String condition) throws Exception {
    Await.until(
        what,
        LIMIT,
        () -> browser.value("Boolean(" + condition + ")").asBoolean(),
        () -> browser.value("document.body.innerText") + " " + browser.errors());
  }

  private static JsonNode api(String path) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(console.url() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static void refresh() throws Exception {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.url() + "/northpost-*/_refresh"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.discarding());
  }

  private static PanelData data(Dashboard dashboard, Panel panel, Layer layer) throws Exception {
    Selection selection =
        Selection.between(ConsoleScenario.FROM, ConsoleScenario.TO)
            .withZone(PortRegistryYaml.shipped().ports().get(0).timeZone());
    return PanelQuery.of(dashboard, panel, layer, selection).data(elasticsearch::search);
  }

  @Test
  @Order(1)
  @org.junit.jupiter.api.Tag("no-browser")
  void answersWithWhatTheAggregationsGive() throws Exception {
    for (Dashboard dashboard : dashboards.dashboards()) {
      JsonNode panels = api("api/dashboards/" + dashboard.id() + RANGE).path("panels");
      for (int i = 0; i < dashboard.panels().size(); i++) {
        Panel panel = dashboard.panels().get(i);
        assertThat(panels.get(i).path("error").asText()).as(panel.id()).isEmpty();
        for (int j = 0; j < panel.layers().size(); j++) {
          PanelData expected = data(dashboard, panel, panel.layers().get(j));
          assertThat(panels.get(i).path("layers").get(j).path("rows"))
              .as("%s, %s", dashboard.id(), panel.title())
              .isEqualTo(JSON.readTree(rows(expected)));
        }
      }
    }
  }

  private static String rows(PanelData data) throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> row : data.rows()) {
      List<Object> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell instanceof Instant time ? time.toEpochMilli() : cell));
      rows.add(cells);
    }
    return JSON.writeValueAsString(rows);
  }

  @Test
  @Order(2)
  @org.junit.jupiter.api.Tag("no-browser")
  void knowsThePortsAndWhatIsOpenAtAMoment() throws Exception {
    JsonNode ports = api("api/ports?at=" + ConsoleScenario.TO).path("ports");
    JsonNode list = api("api/anomalies" + RANGE);

    Set<String> withAnomaly = new HashSet<>();
    ports.forEach(
        port -> {
          if (port.path("state").asText().equals("anomaly")) {
            withAnomaly.add(port.path("code").asText());
          }
        });
    Set<String> open = new HashSet<>();
    Set<String> kinds = new HashSet<>();
    for (JsonNode anomaly : list.path("anomalies")) {
      assertThat(anomaly.path("sentence").asText()).isNotBlank();
      assertThat(anomaly.path("evidence")).isNotEmpty();
      if (anomaly.path("open").asBoolean()) {
        open.add(anomaly.path("portCode").asText());
        kinds.add(anomaly.path("kind").asText());
      }
    }
    assertThat(kinds).contains("camera-silent", "unavailable-burst");
    assertThat(withAnomaly).isEqualTo(open).contains("0901", "0712");
  }

  @ParameterizedTest
  @Order(3)
  @ValueSource(strings = {"light", "dark"})
  void drawsEveryPanelForEveryone(String scheme) throws Exception {
    browser.prefer(scheme);
    String axe = axe();
    for (Dashboard dashboard : dashboards.dashboards()) {
      show(dashboard.id() + RANGE);

      Set<String> empty = new HashSet<>();
      for (Panel panel : dashboard.panels()) {
        boolean any = panel.layers().isEmpty();
        for (Layer layer : panel.layers()) {
          any |=
              layer.series() != Layer.Series.REFERENCE_LINE
                  && !data(dashboard, panel, layer).isEmpty();
        }
        if (!any) {
          empty.add(panel.id());
        }
      }
      assertThat(
              strings(
                  "[...document.querySelectorAll('.panel:has(.failed)')].map(p =>"
                      + " p.dataset.panel)"))
          .as("panels without an answer on %s", dashboard.title())
          .isEmpty();
      assertThat(
              strings(
                  "[...document.querySelectorAll('.panel:has(.empty)')].map(p => p.dataset.panel)"))
          .as("panels that explain that they are empty on %s", dashboard.title())
          .containsExactlyInAnyOrderElementsOf(empty);
      assertThat(
              strings(
                  "[...document.querySelectorAll('.drawing')].filter(d =>"
                      + " !d.querySelector('canvas')?.width || !d.getAttribute('aria-label')).map(d"
                      + " => d.outerHTML)"))
          .as("drawings without a canvas or a text on %s", dashboard.title())
          .isEmpty();
      browser.value(axe);
      JsonNode violations =
          browser.value(
              "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v =>"
                  + " [v.id, v.impact, v.nodes.map(n => n.html + n.failureSummary).join()]))");
      assertThat(violations).as("axe on %s, %s", dashboard.title(), scheme).isEmpty();
      browser.screenshot(SHOTS.resolve(dashboard.id() + "-" + scheme + ".png"));
    }
    assertThat(browser.errors()).isEmpty();
    assertThat(browser.requested())
        .allSatisfy(url -> assertThat(url).matches("(" + console.url() + "|about:|data:|blob:).*"));
  }

  private static String axe() throws Exception {
    try (InputStream script = ConsolePageITCase.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8) + ";0";
    }
  }

  private List<String> strings(String expression) throws Exception {
    List<String> all = new ArrayList<>();
    browser.value(expression).forEach(each -> all.add(each.asText()));
    return all;
  }

  /** Drawings too: each has a table of what it draws. */
  @Test
  @Order(4)
  void showsTheNumbersOfTheAggregations() throws Exception {
    int compared = 0;
    for (Dashboard dashboard : dashboards.dashboards()) {
      show(dashboard.id() + RANGE);
      browser.value("document.querySelectorAll('.tools button').forEach(b => b.click())");
      for (Panel panel : dashboard.panels()) {
        for (int i = 0, table = 0; i < panel.layers().size(); i++) {
          Layer layer = panel.layers().get(i);
          if (layer.series() == Layer.Series.REFERENCE_LINE) {
            continue;
          }
          PanelData data = data(dashboard, panel, layer);
          compared +=
              panel.kind() == Panel.Kind.METRIC
                  ? compareMetric(panel, data)
                  : compareTable(panel, table++, data);
        }
      }
    }
    assertThat(compared).as("numbers compared").isGreaterThan(1_000);
    System.out.println("Numbers of the page compared with the aggregations: " + compared);
  }

  private int compareMetric(Panel panel, PanelData data) throws Exception {
    List<String> shown =
        strings(
            "[...document.querySelectorAll('[data-panel=\""
                + panel.id()
                + "\"] .metric-value, [data-panel=\""
                + panel.id()
                + "\"] .metric-beside b')].map(c => c.textContent)");
    if (data.isEmpty()) {
      assertThat(shown).isEmpty();
      return 0;
    }
    assertThat(data.rows()).hasSize(1);
    return ShownNumbers.compare(panel.title(), data.columns(), data.rows().get(0), shown);
  }

  private int compareTable(Panel panel, int table, PanelData data) throws Exception {
    JsonNode rows =
        browser.value(
            "[...(document.querySelectorAll('[data-panel=\""
                + panel.id()
                + "\"] table')["
                + table
                + "]?.tBodies[0].rows ?? [])].map(r => [...r.cells].flatMap(c => c.className ==="
                + " 'interval' ? (t => t.length === 2 ? t : [t[0], t[0]])(c.textContent.split(' to"
                + " ')) : [c.textContent]))");
    if (rows.isEmpty()) {
      assertThat(data.isEmpty()).as("%s shows nothing", panel.title()).isTrue();
      return 0;
    }
    assertThat(rows).as(panel.title()).hasSize(Math.min(500, data.rows().size()));
    int compared = 0;
    for (int i = 0; i < rows.size(); i++) {
      List<String> shown = new ArrayList<>();
      rows.get(i).forEach(cell -> shown.add(cell.asText()));
      compared += ShownNumbers.compare(panel.title(), data.columns(), data.rows().get(i), shown);
    }
    return compared;
  }

  @Test
  @Order(5)
  void goesByKeyboardAlone() throws Exception {
    show("northpost-operations" + RANGE);
    browser.press("Tab");
    assertThat(focused()).isEqualTo("Skip to the figures");
    browser.press("Enter");
    assertThat(browser.value("document.activeElement.id").asText()).isEqualTo("main");

    Set<String> reached = new HashSet<>();
    for (int i = 0; i < 120; i++) {
      browser.press("Tab");
      String name = focused();
      if (name.equals("Skip to the figures")) {
        break;
      }
      reached.add(name);
      assertThat(
              browser
                  .value(
                      "(() => { const e = document.activeElement; if (e === document.body) return"
                          + " true; const s = getComputedStyle(e.type === 'radio' ?"
                          + " e.nextElementSibling : e); return s.outlineStyle !== 'none' &&"
                          + " parseFloat(s.outlineWidth) >= 1; })()")
                  .asBoolean())
          .as("focus is seen at %s", name)
          .isTrue();
    }
    assertThat(reached).anyMatch(name -> name.startsWith("Massena"));
    assertThat(reached).anyMatch(name -> name.startsWith("Evidence ("));
    assertThat(reached).anyMatch(name -> name.startsWith("Table of "));

    browser.value("document.querySelector('[data-port=\"0712\"]').focus()");
    browser.press("Enter");
    await(
        "Champlain alone", "document.querySelector('[data-port=\"0712\"]').ariaPressed === 'true'");
    assertThat(browser.value("location.hash").asText()).contains("port=0712");
    browser.value("document.querySelector('#tabs li:nth-child(2) a').focus()");
    browser.press("Enter");
    await("the dashboard of a port", "document.querySelector('h1').textContent === 'Port'");
    assertThat(browser.value("location.hash").asText())
        .as("range and port are taken along")
        .contains("northpost-port", "port=0712", "from=");
    assertThat(browser.errors()).isEmpty();
  }

  private String focused() throws Exception {
    return browser
        .value("(document.activeElement.textContent || document.activeElement.value || '').trim()")
        .asText();
  }

  @ParameterizedTest
  @Order(6)
  @ValueSource(ints = {390, 1280, 1920})
  void fitsTheScreen(int width) throws Exception {
    browser.resize(width, 1000);
    show("northpost-operations" + RANGE);

    assertThat(browser.value("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(width);
    browser.screenshot(SHOTS.resolve("northpost-operations-" + width + ".png"));
  }

  /** Writes too, and after {@link #tellsOfANewAnomalyAloud} with it. */
  @Test
  @Order(8)
  void countsAtTheTopAllThatIsOpenAndInThePanelsWhatBegan() throws Exception {
    Instant now = Instant.now();
    index(cameraSilent("0712-champlain-v1", now.minus(Duration.ofMinutes(30))), 2);
    index(cameraSilent("0712-champlain-v2", now.minus(Duration.ofHours(3))), 3);
    show("northpost-operations?range=1h");

    int open = browser.value("document.querySelectorAll('.finding.now').length").asInt();
    int begun =
        browser
            .value(
                "[...document.querySelectorAll('.finding.now time')].filter(t =>"
                    + " Date.parse(t.dateTime) >= Date.now() - 3600000).length")
            .asInt();
    assertThat(begun).isPositive();
    assertThat(open).as("one began before the range").isGreaterThan(begun);
    assertThat(text("#alarms")).isEqualTo(open + " open anomalies");
    assertThat(text("[data-panel=open-anomalies] h2")).isEqualTo("Open, begun in range");
    assertThat(text("[data-panel=open-anomalies] .metric-value"))
        .isEqualTo(Integer.toString(begun));
    assertThat(text("[data-panel=anomalies] h2")).isEqualTo("Open anomalies, begun in this range");
    assertThat(browser.value("document.querySelectorAll('[data-panel=anomalies] tbody tr').length"))
        .isEqualTo(JSON.getNodeFactory().numberNode(begun));
    assertThat(text("#ports-heading")).isEqualTo("Ports now");
    assertThat(browser.value("document.getElementById('age').dataset.state").asText())
        .isEqualTo("live");

    show("northpost-operations" + RANGE);
    assertThat(text("#ports-heading")).isEqualTo("Ports at Jul 12, 14:00");
    assertThat(text("#alarms")).endsWith(" at Jul 12, 14:00");
    assertThat(browser.value("document.getElementById('age').dataset.state").asText())
        .isEqualTo("past");
    assertThat(strings("[...document.querySelectorAll('.finding')].map(f => f.innerText)"))
        .as("one that was open at the end of the range and is closed now")
        .anyMatch(finding -> finding.contains("closed since, Jul 1"));

    // In the evening all of them are over, at the top as in the panels.
    show(
        "northpost-operations?from="
            + ConsoleScenario.EVENING.minus(Duration.ofDays(1))
            + "&to="
            + ConsoleScenario.EVENING);
    assertThat(browser.value("document.getElementById('alarms').hidden").asBoolean()).isTrue();
    assertThat(text("[data-panel=open-anomalies] .metric-value")).isEqualTo("0");
    assertThat(text("[data-panel=anomalies] .empty")).isEqualTo("None in this time range.");
    browser.screenshot(SHOTS.resolve("northpost-operations-evening.png"));
    assertThat(browser.errors()).isEmpty();
  }

  private String text(String selector) throws Exception {
    return browser.value("document.querySelector('" + selector + "').textContent").asText();
  }

  private static Document cameraSilent(String lane, Instant start) {
    return AnomalyDocument.of(
        new Anomaly(
            "camera-silent|" + lane,
            "camera-silent",
            "high",
            "OPEN",
            1,
            "0712",
            "champlain",
            lane,
            start,
            null,
            0,
            9,
            "No capture; expected 9",
            List.of("c-1")));
  }

  @Test
  @Order(7)
  void tellsOfANewAnomalyAloud() throws Exception {
    show("northpost-operations?range=1h");
    await("the list of anomalies", "document.querySelector('#anomalies .empty')");
    Instant now = Instant.now();
    index(
        AnomalyDocument.of(
            new Anomaly(
                "replay|0704|test",
                "replay",
                "high",
                "OPEN",
                1,
                "0704",
                "massena",
                "0704-massena-v1",
                now.minusSeconds(60),
                null,
                2,
                1,
                "The same image came 2 times; expected once",
                List.of("c-1", "c-2"))),
        1);

    await("a word of it", "document.getElementById('live').textContent.startsWith('New: Replay')");
    assertThat(browser.value("document.querySelector('#anomalies .sentence').textContent").asText())
        .isEqualTo("The same image came 2 times; expected once");
    await(
        "the port's state",
        "document.querySelector('[data-port=\"0704\"]').dataset.state === 'anomaly'");
    assertThat(browser.errors()).isEmpty();
  }

  private static void index(Document document, int id) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            server.url()
                                + "/"
                                + document.index()
                                + "/_doc/"
                                + id
                                + "?refresh=true"))
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(document.json()))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** Last, as it stops the server. */
  @Test
  @Order(9)
  void saysHowOldItIsWhileElasticsearchIsAway() throws Exception {
    show("northpost-operations" + RANGE);
    String before = browser.value("document.querySelector('.metric-value').textContent").asText();
    server.kill();
    try {
      await("a banner", "!document.getElementById('banner').hidden");
      assertThat(browser.value("document.getElementById('banner').textContent").asText())
          .contains("old", "Elasticsearch does not answer", "Trying again");
      assertThat(browser.value("document.querySelector('.metric-value').textContent").asText())
          .as("the last figures stay")
          .isEqualTo(before);
    } finally {
      server.restart();
    }
    await("new data", "document.getElementById('banner').hidden");
  }
}
