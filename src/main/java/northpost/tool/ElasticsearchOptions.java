package northpost.tool;

import java.util.List;
import northpost.sink.ElasticsearchSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which cluster, and with which credentials. */
final class ElasticsearchOptions {
  @Option(
      names = "--url",
      required = true,
      split = ",",
      paramLabel = "URL",
      description = "A node of the cluster, e.g. http://localhost:9200; several with commas.")
  List<String> urls;

  @Mixin CredentialOptions credentials;

  @Option(
      names = "--shards",
      defaultValue = "1",
      paramLabel = "N",
      description = "Primary shards of each index (default: ${DEFAULT-VALUE}).")
  int shards;

  @Option(
      names = "--replicas",
      defaultValue = "0",
      paramLabel = "N",
      description = "Copies of each shard (default: ${DEFAULT-VALUE}).")
  int replicas;

  ElasticsearchSettings settings() {
    return credentials.settings(urls);
  }
}
