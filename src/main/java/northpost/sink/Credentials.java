package northpost.sink;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection shows of itself with each request. They are read when it is opened, and again
 * when a server does not know them: a key that was replaced in its file is used from the next
 * request on.
 */
final class Credentials {
  private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
  private static final String HEADER = "Authorization";

  private final ElasticsearchSettings settings;
  // Read and replaced by the threads of the client.
  private volatile String authorization;

  Credentials(ElasticsearchSettings settings) {
    this.settings = settings;
    authorization = read(settings);
  }

  /** The value of the header, read now; null for none. */
  static String read(ElasticsearchSettings settings) {
    if (settings.apiKey() != null) {
      return "ApiKey " + settings.apiKey().read();
    }
    if (settings.username() != null) {
      String pair = settings.username() + ":" + settings.password().read();
      return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
    return null;
  }

  /** Shows them with a request. */
  void show(HttpRequest request) {
    String shown = authorization;
    if (shown != null) {
      request.setHeader(HEADER, shown);
    }
  }

  /** Reads them again where the answer is that nobody knows them. */
  void heed(HttpResponse response) {
    if (response.getStatusLine().getStatusCode() != HttpStatus.SC_UNAUTHORIZED) {
      return;
    }
    try {
      String now = read(settings);
      if (now != null && !now.equals(authorization)) {
        authorization = now;
        LOG.info("Elasticsearch at {}: credentials were refused, and read anew", settings.urls());
      }
    } catch (UncheckedIOException | IllegalArgumentException e) {
      // It may be in the middle of being replaced: the next refusal reads it again.
      LOG.warn("Elasticsearch at {}: credentials were refused ({})", settings.urls(), e.toString());
    }
  }
}
