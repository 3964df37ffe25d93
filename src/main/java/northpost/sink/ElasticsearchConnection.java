package northpost.sink;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** An open client of one cluster. Credentials are read when it is opened. */
public final class ElasticsearchConnection implements AutoCloseable {
  private final RestClient rest;
  private final ElasticsearchAsyncClient client;

  private ElasticsearchConnection(RestClient rest) {
    this.rest = rest;
    this.client =
        new ElasticsearchAsyncClient(new RestClientTransport(rest, new JacksonJsonpMapper()));
  }

  public static ElasticsearchConnection open(ElasticsearchSettings settings) {
    HttpHost[] hosts = settings.urls().stream().map(HttpHost::create).toArray(HttpHost[]::new);
    RestClientBuilder builder =
        RestClient.builder(hosts)
            .setRequestConfigCallback(
                config ->
                    config
                        .setConnectTimeout(settings.connectTimeoutMillis())
                        .setSocketTimeout(settings.requestTimeoutMillis()))
            .setHttpClientConfigCallback(
                http -> {
                  if (settings.caFile() != null) {
                    http.setSSLContext(trust(settings));
                  }
                  return http.setMaxConnPerRoute(settings.inFlight() + 1)
                      .setMaxConnTotal((settings.inFlight() + 1) * hosts.length);
                });
    String authorization = authorization(settings);
    if (authorization != null) {
      builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", authorization)});
    }
    return new ElasticsearchConnection(builder.build());
  }

  /** The low-level client. */
  public RestClient rest() {
    return rest;
  }

  ElasticsearchAsyncClient client() {
    return client;
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }

  /**
   * The certificate authorities of the settings; null for those that the Java runtime trusts. For
   * Kibana too, which takes the same credentials.
   */
  public static SSLContext trust(ElasticsearchSettings settings) {
    return settings.caFile() == null ? null : TrustedAuthorities.of(Path.of(settings.caFile()));
  }

  /** The value of the header with the credentials, read now; null for none. */
  public static String authorization(ElasticsearchSettings settings) {
    if (settings.apiKey() != null) {
      return "ApiKey " + settings.apiKey().read();
    }
    if (settings.username() != null) {
      String pair = settings.username() + ":" + settings.password().read();
      return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
    return null;
  }
}
