package northpost.sink;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.protocol.HttpContext;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/**
 * An open client of one cluster. Credentials are read when it is opened, and again when refused.
 */
public final class ElasticsearchConnection implements AutoCloseable {
  private final RestClient rest;
  private final ElasticsearchAsyncClient client;

  private ElasticsearchConnection(RestClient rest) {
    this.rest = rest;
    this.client =
        new ElasticsearchAsyncClient(new RestClientTransport(rest, new JacksonJsonpMapper()));
  }

  public static ElasticsearchConnection open(ElasticsearchSettings settings) {
    Credentials credentials = new Credentials(settings);
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
                  http.addInterceptorLast(
                      (HttpRequest request, HttpContext context) -> credentials.show(request));
                  http.addInterceptorLast(
                      (HttpResponse response, HttpContext context) -> credentials.heed(response));
                  return http.setMaxConnPerRoute(settings.inFlight() + 1)
                      .setMaxConnTotal((settings.inFlight() + 1) * hosts.length);
                });
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
    return Credentials.read(settings);
  }
}
