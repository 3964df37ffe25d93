package northpost.sink;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Addresses of nodes, as settings give them: scheme, host and port, and nothing else. */
final class NodeUrl {
  private static final String EXPECTED = "expected http://host:port or https://host:port";

  private NodeUrl() {}

  /**
   * The addresses without a slash at the end.
   *
   * @throws IllegalArgumentException when one is none, or has credentials, which are not repeated
   */
  static List<String> checked(List<String> urls) {
    // All of them first: a password with a comma in it was taken apart before it came here.
    if (urls.stream().anyMatch(url -> url.indexOf('@') >= 0)) {
      throw new IllegalArgumentException(
          "urls: got credentials in a URL (an @; the URL is not shown), expected"
              + " http://host:port or https://host:port, with username and password as settings of"
              + " their own");
    }
    return urls.stream().map(NodeUrl::checked).toList();
  }

  private static String checked(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("urls: got '" + url + "', " + EXPECTED, e);
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw new IllegalArgumentException("urls: got '" + url + "', " + EXPECTED);
    }
    String path = uri.getRawPath();
    boolean slash = "/".equals(path);
    if (!slash && !path.isEmpty() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "urls: got '"
              + url
              + "', with a path or query, "
              + EXPECTED
              + ": a proxy must give Elasticsearch a host or port of its own");
    }
    return slash ? url.substring(0, url.length() - 1) : url;
  }
}
