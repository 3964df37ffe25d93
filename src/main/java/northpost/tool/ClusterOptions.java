package northpost.tool;

import java.util.List;
import northpost.sink.ElasticsearchSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Elasticsearch to read, and with which credentials. */
final class ClusterOptions {
  @Option(
      names = "--elasticsearch",
      required = true,
      split = ",",
      paramLabel = "URL",
      description = "A node of the cluster, e.g. http://localhost:9200; several with commas.")
  List<String> urls;

  @Mixin CredentialOptions credentials;

  /**
   * How to reach it.
   *
   * @throws IllegalArgumentException when an address is none, or credentials do not go together
   */
  ElasticsearchSettings settings() {
    return credentials.settings(urls);
  }
}
