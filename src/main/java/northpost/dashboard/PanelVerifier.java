package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/**
 * Checks dashboards and alert rules against an Elasticsearch: that all is understood, that links
 * lead somewhere, that nothing overlaps, that no rate is bare, that every field exists with a
 * fitting type, and that every panel shows something.
 */
public final class PanelVerifier {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RestClient client;
  private final Selection selection;
  private final List<String> problems = new ArrayList<>();
  private final List<String> empty = new ArrayList<>();
  private final Map<String, JsonNode> fieldsByPattern = new HashMap<>();
  private int panels;
  private int layers;
  private int rules;

  private PanelVerifier(RestClient client, Selection selection) {
    this.client = client;
    this.selection = selection;
  }

  /**
   * What was found.
   *
   * @param panels that show data
   * @param layers of them that were run
   * @param rules whose queries were run
   * @param problems what is wrong, and where
   * @param empty what shows nothing in the time range
   */
  public record Report(
      int dashboards,
      int panels,
      int layers,
      int rules,
      List<String> problems,
      List<String> empty) {
    public Report {
      problems = List.copyOf(problems);
      empty = List.copyOf(empty);
    }
  }

  /**
   * @param path folder of the source or NDJSON; rules are checked with a folder that has some
   * @param client of the Elasticsearch with the documents
   * @param selection the time range to look at
   */
  public static Report verify(Path path, RestClient client, Selection selection)
      throws IOException {
    PanelVerifier verifier = new PanelVerifier(client, selection);
    Dashboards dashboards = Dashboards.read(SavedObjects.read(path), verifier.problems);
    verifier.problems.addAll(DashboardCheck.problems(dashboards));
    for (Dashboard dashboard : dashboards.dashboards()) {
      for (Panel panel : dashboard.panels()) {
        verifier.panel(dashboard, panel);
      }
    }
    if (Files.isDirectory(path)) {
      for (AlertRule rule : AlertRule.read(path.resolve("rules"))) {
        verifier.rule(rule);
      }
    }
    return new Report(
        dashboards.dashboards().size(),
        verifier.panels,
        verifier.layers,
        verifier.rules,
        verifier.problems,
        verifier.empty);
  }

  private void panel(Dashboard dashboard, Panel panel) throws IOException {
    panels += panel.layers().isEmpty() ? 0 : 1;
    for (Layer layer : panel.layers()) {
      layers++;
      String place = DashboardCheck.place(dashboard, panel) + ", layer " + layer.id();
      if (layer.series() != Layer.Series.REFERENCE_LINE
          && fields(layer.dataView().pattern(), FieldUse.of(dashboard, panel, layer), place)) {
        run(dashboard, panel, layer, place);
      }
    }
  }

  private void run(Dashboard dashboard, Panel panel, Layer layer, String place) throws IOException {
    try {
      PanelData data = new PanelSearch(client).data(dashboard, panel, layer, selection);
      if (data.hits() == 0 || data.isEmpty()) {
        empty.add(place + ": got " + data.hits() + " documents and no figure, expected some");
      }
    } catch (ResponseException e) {
      problems.add(place + ": Elasticsearch refuses the search: " + reason(e));
    } catch (IllegalArgumentException e) {
      problems.add(place + ": " + e.getMessage());
    }
  }

  private void rule(AlertRule rule) throws IOException {
    rules++;
    String place = "rule " + rule.id();
    List<FieldUse> uses = new ArrayList<>();
    uses.add(new FieldUse(rule.timeField(), FieldUse.Need.TIMES, "timeField"));
    if (rule.termField() != null) {
      uses.add(new FieldUse(rule.termField(), FieldUse.Need.BUCKETS, "termField"));
    }
    FieldUse.query(rule.query(), "query", uses);
    for (String index : rule.indices()) {
      if (!fields(index, uses, place)) {
        return;
      }
    }
    Request request =
        new Request(
            "POST",
            "/"
                + String.join(",", rule.indices())
                + "/_search?size=0&ignore_unavailable=true&allow_no_indices=true");
    request.setJsonEntity(JSON.createObjectNode().set("query", rule.query()).toString());
    try {
      client.performRequest(request);
    } catch (ResponseException e) {
      problems.add(place + ": Elasticsearch refuses the query: " + reason(e));
    }
  }

  private static String reason(ResponseException e) throws IOException {
    JsonNode answer =
        JSON.readTree(EntityUtils.toString(e.getResponse().getEntity(), StandardCharsets.UTF_8));
    return answer.at("/error/root_cause/0/reason").asText(e.getMessage());
  }

  /** A misspelt field gives no error in a search, only nothing: it must be looked up. */
  private boolean fields(String pattern, List<FieldUse> uses, String place) throws IOException {
    JsonNode present = fieldsByPattern.get(pattern);
    if (present == null) {
      present = fieldsOf(pattern);
      fieldsByPattern.put(pattern, present);
    }
    if (present.path("indices").isEmpty()) {
      empty.add(place + ": got no index " + pattern + ", expected one");
      return false;
    }
    int before = problems.size();
    for (FieldUse use : uses) {
      field(use, present.path("fields").path(use.field()), place, pattern);
    }
    return problems.size() == before;
  }

  /** Elasticsearch's account of all fields of those indices. */
  private JsonNode fieldsOf(String pattern) throws IOException {
    Request request = new Request("GET", "/" + pattern + "/_field_caps");
    request.addParameter("fields", "*");
    request.addParameter("ignore_unavailable", "true");
    request.addParameter("allow_no_indices", "true");
    return JSON.readTree(
        EntityUtils.toString(client.performRequest(request).getEntity(), StandardCharsets.UTF_8));
  }

  private void field(FieldUse use, JsonNode types, String place, String pattern) {
    String where = place + ", " + use.place() + ": got field " + use.field();
    List<String> names = new ArrayList<>();
    boolean aggregatable = true;
    for (var entry = types.fields(); entry.hasNext(); ) {
      var type = entry.next();
      if (!type.getKey().equals("unmapped")) {
        names.add(type.getKey());
        aggregatable &= type.getValue().path("aggregatable").asBoolean();
      }
    }
    if (names.isEmpty()) {
      problems.add(where + ", expected one that " + pattern + " has");
    } else if (names.size() > 1) {
      problems.add(where + " as " + names + ", expected one type in " + pattern);
    } else if (use.need() != FieldUse.Need.SEARCH && !aggregatable) {
      problems.add(where + " of type " + names.get(0) + ", expected one to aggregate");
    } else if (!use.need().types().isEmpty() && !use.need().types().contains(names.get(0))) {
      problems.add(where + " of type " + names.get(0) + ", expected one of " + use.need().types());
    }
  }
}
