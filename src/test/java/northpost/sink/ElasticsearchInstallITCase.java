package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import northpost.testing.ElasticsearchFixture;
import northpost.tool.ElasticsearchCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The templates on a real server, through the command that users call. */
class ElasticsearchInstallITCase {
  @RegisterExtension static final ElasticsearchFixture SERVER = new ElasticsearchFixture();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private IndexReader elasticsearch;

  private static final int KINDS = DocumentKind.values().length;

  /** Component templates of each kind and three shared ones; an index template of each kind. */
  private static final int TEMPLATES = KINDS + 3 + KINDS;

  @BeforeEach
  void removeTemplates() throws Exception {
    elasticsearch = new IndexReader(SERVER.url());
    List<ManagedObject> objects = ManagedObject.all(1, 0);
    for (int i = objects.size() - 1; i >= 0; i--) {
      elasticsearch.request("DELETE", objects.get(i).endpoint(), null);
    }
  }

  @Test
  void createsEverythingAndThenChangesNothing() {
    assertThat(run("install", "--url", SERVER.url())).isZero();
    assertThat(lines("created")).isEqualTo(TEMPLATES);
    assertThat(lines("unsupported"))
        .as("this server has no lifecycle policies and no roles")
        .isEqualTo(KINDS + 2);
    assertThat(run("install", "--url", SERVER.url())).isZero();
    assertThat(lines("unchanged")).isEqualTo(TEMPLATES);
    assertThat(run("verify", "--url", SERVER.url())).isZero();
  }

  @Test
  void saysWhatADryRunWouldDoAndDoesNothing() throws Exception {
    assertThat(run("install", "--dry-run", "--url", SERVER.url())).isZero();
    assertThat(lines("would create")).isEqualTo(TEMPLATES);
    JsonNode absent = elasticsearch.request("GET", "/_index_template/northpost-decisions", null);
    assertThat(absent.path("status").asInt()).isEqualTo(404);
  }

  @Test
  void saysWhatDiffersAndMendsIt() throws Exception {
    run("install", "--url", SERVER.url());
    JsonNode changed = ManagedObject.all(2, 0).get(KINDS).body();
    elasticsearch.request("PUT", "/_component_template/northpost-settings", changed.toString());
    assertThat(run("verify", "--json", "--url", SERVER.url())).isEqualTo(1);
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.at("/objects/" + KINDS + "/result").asText()).isEqualTo("different");
    assertThat(report.at("/objects/" + KINDS + "/differences/0").asText())
        .isEqualTo("template.settings.index.number_of_shards: got 2, expected 1");
    assertThat(run("install", "--url", SERVER.url())).isZero();
    assertThat(lines("changed")).isEqualTo(1);
    assertThat(run("verify", "--url", SERVER.url())).isZero();
  }

  @Test
  void saysThatNobodyAnswers() {
    assertThat(run("verify", "--url", "http://127.0.0.1:1")).isEqualTo(1);
    assertThat(err.toString()).contains("Elasticsearch at [http://127.0.0.1:1]: no answer");
  }

  @Test
  void takesAWrongAddressForAWrongUse() {
    assertThat(run("verify", "--url", "elasticsearch")).isEqualTo(2);
    assertThat(err.toString()).contains("expected http://host:port");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("northpost.sink.DocumentFieldsTest#examples")
  void takesEveryKindOfDocument(String name, DocumentKind kind, Document document)
      throws Exception {
    run("install", "--url", SERVER.url());
    String index = SERVER.uniqueName(kind.alias() + "-taken-");
    JsonNode answer =
        elasticsearch.request(
            "PUT", "/" + index + "/_doc/1", new String(document.json(), StandardCharsets.UTF_8));
    assertThat(answer.path("result").asText()).as(answer.toString()).isEqualTo("created");
    JsonNode quality =
        elasticsearch.request("GET", "/" + index + "/_mapping/field/northpost.quality.*", null);
    if (name.equals("decision")) {
      assertThat(quality.findValuesAsText("type")).containsOnly("double").hasSize(2);
    }
    elasticsearch.request("DELETE", "/" + index, null);
  }

  @Test
  void refusesAFieldThatNobodyAgreedOn() throws Exception {
    run("install", "--url", SERVER.url());
    String index = SERVER.uniqueName("northpost-decisions-strict-");
    JsonNode answer =
        elasticsearch.request(
            "PUT",
            "/" + index + "/_doc/1",
            "{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"northpost\":{\"name\":\"x\"}}");
    elasticsearch.request("DELETE", "/" + index, null);
    assertThat(answer.at("/error/type").asText()).isEqualTo("strict_dynamic_mapping_exception");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new CommandLine(new ElasticsearchCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private long lines(String start) {
    return out.toString().lines().filter(line -> line.startsWith(start + " ")).count();
  }
}
