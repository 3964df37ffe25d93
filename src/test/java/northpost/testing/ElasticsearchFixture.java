package northpost.testing;

import java.util.Map;
import northpost.embedded.ElasticsearchServer;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Elasticsearch that all tests of this JVM share; each uses index names of its own.
 *
 * <p>Use: {@code @RegisterExtension static final ElasticsearchFixture elasticsearch = new
 * ElasticsearchFixture();}
 */
public final class ElasticsearchFixture implements BeforeAllCallback {
  private ElasticsearchServer server;

  @Override
  public void beforeAll(ExtensionContext context) {
    server =
        SharedServer.get(
            context,
            ElasticsearchServer.class,
            (servers, work) -> ElasticsearchServer.start(servers, work, Map.of()));
  }

  /** Where the server answers, without a slash at the end. */
  public String url() {
    return server.url();
  }

  /** A name for indices, templates or data streams that no other test uses: prefix and a number. */
  public String uniqueName(String prefix) {
    return UniqueNames.of(prefix);
  }
}
