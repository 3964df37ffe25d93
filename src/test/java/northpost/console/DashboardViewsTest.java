package northpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import northpost.dashboard.Dashboards;
import northpost.dashboard.Search;
import northpost.domain.Mode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DashboardViewsTest {
  private static final JsonNode NOTHING = new ObjectMapper().createObjectNode();
  private static final Instant TO = Instant.parse("2026-03-31T12:00:00Z");
  private static Dashboards shipped;

  private final Queue<JsonNode> asked = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void read() throws IOException {
    shipped = ShippedDashboards.read();
  }

  private DashboardViews views(Search search) {
    return new DashboardViews(shipped, ZoneId.of("America/New_York"), search, Runnable::run);
  }

  private JsonNode note(String indices, JsonNode body) {
    asked.add(body);
    return NOTHING;
  }

  private static View view(String port, Mode mode) {
    return new View(TO.minusSeconds(3600), TO, port, mode);
  }

  @Test
  void listsTheSixInTheOrderOfAShift() {
    List<String> titles =
        views(this::note).list().path("dashboards").findValuesAsText("shortTitle");

    assertThat(titles)
        .containsExactly(
            "Operations",
            "Port",
            "Match quality",
            "Anomalies",
            "Fairness and privacy",
            "Job health");
  }

  @Test
  void givesEveryPanelItsPlaceAndItsLayers() throws IOException {
    DashboardViews views = views(this::note);
    JsonNode drawn =
        views.of(views.byId("northpost-operations"), view(null, null), TO).path("panels");

    assertThat(drawn).hasSameSizeAs(shipped.byId("northpost-operations").panels());
    assertThat(drawn)
        .allSatisfy(
            panel -> {
              assertThat(panel.at("/grid/width").asInt()).isPositive();
              assertThat(panel.path("error").isMissingNode()).as(panel.toString()).isTrue();
              assertThat(panel.path("layers").isEmpty())
                  .isEqualTo(panel.path("kind").asText().equals("MARKDOWN"));
            });
  }

  @Test
  void asksOnlyForTheChosenPortAndMode() throws IOException {
    DashboardViews views = views(this::note);
    views.of(views.byId("northpost-port"), view("0712", Mode.BUS), TO);

    assertThat(asked).isNotEmpty();
    assertThat(asked)
        .allSatisfy(
            body ->
                assertThat(body.toString())
                    .contains("{\"terms\":{\"northpost.port.code\":[\"0712\"]}}")
                    .contains("{\"terms\":{\"northpost.mode\":[\"BUS\"]}}"));
  }

  @Test
  void failsAsAWholeWhenElasticsearchIsAway() {
    DashboardViews views =
        views(
            (indices, body) -> {
              throw new IOException("Connection refused");
            });

    assertThatThrownBy(() -> views.of(views.byId("northpost-operations"), view(null, null), TO))
        .isInstanceOf(IOException.class)
        .hasMessage("Connection refused");
  }

  @Test
  void knowsNoOther() {
    assertThat(views(this::note).byId("northpost-weather")).isNull();
  }
}
