package northpost.tool;

import java.nio.file.Path;
import java.util.List;
import northpost.sink.ElasticsearchSettings;
import northpost.sink.Secret;
import picocli.CommandLine.Option;

/** With which credentials to come to Elasticsearch or Kibana. */
final class CredentialOptions {
  @Option(names = "--username", paramLabel = "NAME", description = "For basic authentication.")
  String username;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "File with the password; without it, environment variable"
              + " NORTHPOST_ELASTICSEARCH_PASSWORD.")
  Path passwordFile;

  @Option(names = "--api-key-file", paramLabel = "FILE", description = "File with an API key.")
  Path apiKeyFile;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description =
          "PEM file of the certificate authorities to trust, and no others (default: those that the"
              + " Java runtime trusts).")
  Path caFile;

  /**
   * How to reach these nodes.
   *
   * @throws IllegalArgumentException when an address is none, or credentials do not go together
   */
  ElasticsearchSettings settings(List<String> urls) {
    if (apiKeyFile != null && (username != null || passwordFile != null)) {
      throw new IllegalArgumentException(
          "got --api-key-file and --username or --password-file, expected only one of the two ways");
    }
    if (passwordFile != null && username == null) {
      throw new IllegalArgumentException(
          "got --password-file and no --username, expected both or none");
    }
    ElasticsearchSettings settings = ElasticsearchSettings.of(urls);
    if (caFile != null) {
      settings = settings.withCaFile(caFile);
    }
    if (apiKeyFile != null) {
      settings = settings.withApiKey(Secret.inFile(apiKeyFile));
    }
    if (username != null) {
      settings =
          settings.withPassword(
              username,
              passwordFile == null
                  ? Secret.inEnvironment("NORTHPOST_ELASTICSEARCH_PASSWORD")
                  : Secret.inFile(passwordFile));
    }
    return settings;
  }
}
