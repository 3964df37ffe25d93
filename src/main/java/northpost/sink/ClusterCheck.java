package northpost.sink;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a cluster before the first document goes there: its major version, and whether the index
 * templates are installed. Without them Elasticsearch would make indices with mappings of its own,
 * which nobody can mend afterwards.
 */
final class ClusterCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterCheck.class);
  private static final Set<String> MAJOR_VERSIONS = Set.of("8", "9");

  private final ElasticsearchSettings settings;
  private final ElasticsearchAsyncClient client;

  ClusterCheck(ElasticsearchSettings settings, ElasticsearchAsyncClient client) {
    this.settings = settings;
    this.client = client;
  }

  /**
   * Completes when documents may go there; with a {@link ClusterRefusedException} when they may
   * not, or with the client's failure when the cluster does not answer.
   */
  CompletableFuture<Void> run() {
    return unlessForbidden("its version", client.info().thenAccept(info -> check(info.version())))
        .thenCompose(checked -> templates());
  }

  private void check(co.elastic.clients.elasticsearch._types.ElasticsearchVersionInfo version) {
    String major = version.number().replaceAll("\\..*", "");
    if (!MAJOR_VERSIONS.contains(major)) {
      throw new ClusterRefusedException(
          "Elasticsearch at "
              + settings.urls()
              + ": got version "
              + version.number()
              + ", expected 8 or 9");
    }
  }

  private CompletableFuture<Void> templates() {
    List<String> names = Stream.of(DocumentKind.values()).map(DocumentKind::alias).toList();
    List<CompletableFuture<Boolean>> present =
        names.stream()
            .map(
                name ->
                    client
                        .indices()
                        .existsIndexTemplate(request -> request.name(name))
                        .thenApply(answer -> answer.value()))
            .toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(present.toArray(CompletableFuture<?>[]::new))
            .thenRun(() -> requireAll(names, present));
    return unlessForbidden("its index templates", all);
  }

  private void requireAll(List<String> names, List<CompletableFuture<Boolean>> present) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!present.get(i).join()) {
        missing.add(names.get(i));
      }
    }
    if (!missing.isEmpty()) {
      throw new ClusterRefusedException(
          "Elasticsearch at "
              + settings.urls()
              + ": got no index template "
              + String.join(", ", missing)
              + ", expected all of "
              + names
              + "; `./northpost elasticsearch install --url "
              + settings.urls().get(0)
              + "` brings them");
    }
  }

  /** A role that may only write is as it should be, and then this is not told. */
  private CompletableFuture<Void> unlessForbidden(String what, CompletableFuture<Void> look) {
    return look.exceptionally(
        thrown -> {
          if (FailureClasses.ofRequest(thrown).status() != 403) {
            throw thrown instanceof CompletionException e ? e : new CompletionException(thrown);
          }
          LOG.info(
              "Elasticsearch at {}: these credentials may not look at {}, which is left unchecked",
              settings.urls(),
              what);
          return null;
        });
  }
}
