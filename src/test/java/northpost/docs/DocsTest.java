package northpost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every document to what it names, and this check to faults planted into the documents. */
class DocsTest {
  private static final Pattern DOCUMENT = Pattern.compile("\\bdocs/[\\w/-]+\\.md\\b");

  static List<Document> documents() {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadSomewhere(Document document) {
    assertThat(brokenLinks(document)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everythingThatIsNamedExists(Document document) {
    assertThat(DocumentNames.faults(document)).isEmpty();
  }

  /** Messages, comments and configuration send the reader to documents too. */
  @Test
  void documentsThatTheCodeNamesExist() {
    assertThat(DOCUMENT.matcher(Code.text()).results().map(name -> name.group()).distinct())
        .hasSizeGreaterThan(3)
        .allSatisfy(name -> assertThat(Path.of(name)).exists());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          README.md | ./northpost config check conf/ | ./northpost config chek conf/ | chek
          README.md | ./northpost simulate --seed 7 | ./northpost simulate --sed 7 | --sed
          README.md | `config show` prints | `config shw` prints | shw
          README.md | `--encounters` | `--encountrs` | --encountrs
          README.md | `src/main/avro` | `src/main/avr` | src/main/avr
          README.md | `northpost.job.Topology` | `northpost.job.Topologie` | Topologie
          README.md | `northpost.anomaly` | `northpost.anomalie` | northpost.anomalie
          CONTRIBUTING.md | -Dtest=DecisionRuleTest | -Dtest=DecisionRulesTest | DecisionRulesTest
          THIRD-PARTY.md | `org.apache.avro:avro` | `org.apache.avro:avvro` | avvro
          docs/configuration.md | -Dnorthpost.gallery.shards=24 | -Dnorthpost.gallery.shard=24 | northpost.gallery.shard
          docs/operating.md | `northpost.captures.<portCode>` | `northpost.capture.<portCode>` | northpost.capture.<portCode>
          docs/operating.md | `northpost.decisions` | `northpost.decision-s` | northpost.decision-s
          docs/operating.md | `--delivery exactly-once` | `--delivery exactly-onc` | exactly-onc
          docs/operating.md | `-Dtaskmanager.memory.managed.size=1g` | `-Dtaskmanager.memory.manged.size=1g` | taskmanager.memory.manged.size
          docs/operating.md | `execution.state-recovery.path` | `execution.state-recovry.path` | execution.state-recovry.path
          docs/operating.md | `retention.ms` | `retention.mss` | retention.mss
          docs/operating.md | `elasticsearch.urls` | `elasticsearch.ulrs` | elasticsearch.ulrs
          docs/operating.md | `job.state: suspended` | `job.state: suspendet` | suspendet
          docs/operating.md | `galleryLoaded` | `galeryLoaded` | galeryLoaded
          docs/operating.md | `POLICY_REFUSED` | `POLICY_REFUSD` | POLICY_REFUSD
          docs/operating.md | `gallery-rejected.ndjson` | `gallery-rejectd.ndjson` | gallery-rejectd.ndjson
          docs/operating.md | `target/chaos` | `target/chaoss` | target/chaoss
          docs/operating.md | flink run -d northpost-0.1.0 | flink run -d northpost-0.2.0 | northpost-0.2.0
          docs/operating.md | flink stop --type canonical | flink stop --typ canonical | --typ
          docs/operating.md | helm install northpost helm/northpost | helm install northpost helm/northpst | helm/northpst
          docs/operating.md | `helm rollback` | `helm rolback` | rolback
          docs/operating.md | chaos --kills 20 --seed 1 | chaos --kill 20 --seed 1 | --kill
          docs/operating.md | `ports.yaml` | `port.yaml` | port.yaml
          docs/elasticsearch.md | `event.created` | `event.creatd` | event.creatd
          docs/elasticsearch.md | `.candidate.best.reference_id` | `.candidate.best.referenceid` | .candidate.best.referenceid
          docs/elasticsearch.md | `northpost-funnel-yyyy.MM` | `northpost-funel-yyyy.MM` | northpost-funel
          docs/elasticsearch.md | {total,transport,acquisition,comparison} | {total,transprt,acquisition,comparison} | transprt
          docs/elasticsearch.md | `northpost-writer` | `northpost-writr` | northpost-writr
          docs/elasticsearch.md | `bulkMillis` | `bulkMilis` | bulkMilis
          docs/operating.md | --set job.parallelism=6 | --set job.paralelism=6 | job.paralelism
          docs/operating.md | `numberOfFailedCheckpoints` | `numberOfFailedCheckpoint` | numberOfFailedCheckpoint
          docs/operating.md | flink savepoint JOB DIR | flink savepiont JOB DIR | savepiont
          docs/elasticsearch.md | elasticsearch verify  --url | elasticsearch verify  --ulr | --ulr
          docs/elasticsearch.md | ./northpost bench outage --minutes 10 --rate 46      # | ./northpost bench outage --minute 10 --rate 46      # | --minute
          docs/dashboards.md | `northpost-job-lag` | `northpost-job-lagg` | northpost-job-lagg
          docs/console.md | `/api/places` | `/api/place-s` | /api/place-s
          docs/metrics.md | `transportLatencyMillis` | `transportLatencyMilis` | transportLatencyMilis
          docs/state.md | `waiting-minutes` | `waiting-minuts` | waiting-minuts
          docs/state.md | `ValueState<PortMemory>` | `ValueState<PortMemry>` | PortMemry
          docs/state.md | `Layout.VERSION` | `Layout.VERSIONS` | VERSIONS
          docs/state.md | `OperatorIdsTest` | `OperatorIdTest` | OperatorIdTest
          docs/state.md | `port-watch` | `port-wach` | port-wach
          docs/scenarios.md | `network-outage` | `network-outtage` | network-outtage
          docs/scenarios.md | {fault: lens-fogged, | {fault: lens-fogd, | lens-fogd
          docs/search.md | index.within(probes | index.withn(probes | withn
          docs/face-pipeline.md | FacePipeline.open(models | FacePipeline.opn(models | opn
          docs/guarantees.md | `northpost.decisions.delivery: exactly-once` | `northpost.decisions.delivery: exactly-twice` | exactly-twice
          docs/decisions/0001-records-in-streams.md | `pipeline.generic-types: false` | `pipeline.generic-type: false` | pipeline.generic-type
          docs/decisions/0002-photos-cross-one-edge.md | `CheckpointPrivacyITCase` | `CheckpointPrivacITCase` | CheckpointPrivacITCase
          """)
  void aPlantedNameIsSeen(String path, String right, String wrong, String named) {
    Document document = Document.read(path);
    Document spoilt = document.with(document.text().replace(right, wrong));
    assertThat(spoilt).as("nothing was planted").isNotEqualTo(document);

    List<String> faults = DocumentNames.faults(spoilt);
    assertThat(faults).isNotEmpty().allMatch(fault -> fault.contains(named));
  }

  @ParameterizedTest
  @CsvSource({
    "README.md, docs/events.md, docs/event.md",
    "docs/metrics.md, operating.md#metrics, operating.md#metric",
    "docs/metrics.md, (#the-funnel), (#a-funnel)"
  })
  void aPlantedLinkIsSeen(String path, String right, String wrong) {
    Document document = Document.read(path);
    Document spoilt = document.with(document.text().replace(right, wrong));
    assertThat(spoilt).as("nothing was planted").isNotEqualTo(document);

    assertThat(brokenLinks(spoilt)).isNotEmpty();
  }

  /** Links to a file or heading that is not there. */
  private static List<String> brokenLinks(Document document) {
    List<String> broken = new ArrayList<>();
    for (String link : document.relativeLinks()) {
      String[] parts = link.split("#", 2);
      Path target =
          parts[0].isEmpty()
              ? document.path()
              : document.path().resolveSibling(parts[0]).normalize();
      boolean leads =
          Files.exists(target)
              && (parts.length == 1
                  || anchors(parts[0].isEmpty() ? document : Document.read(target.toString()))
                      .contains(parts[1]));
      if (!leads) {
        broken.add(link);
      }
    }
    return broken;
  }

  private static List<String> anchors(Document document) {
    return Pattern.compile("(?m)^#+ (.*)$")
        .matcher(document.text())
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }
}
