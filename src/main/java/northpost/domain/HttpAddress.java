package northpost.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Addresses of HTTP servers as settings and options give them, never with credentials in them. */
public final class HttpAddress {
  private static final String EXPECTED = "expected http://host:port or https://host:port";
  private static final int MOST_PORT = 65_535;

  private HttpAddress() {}

  /**
   * Addresses of scheme, host and port alone, without a slash at the end.
   *
   * @param what they are, for the message
   * @throws IllegalArgumentException when one is none, or has credentials, which are not repeated
   */
  public static List<String> servers(String what, List<String> urls) {
    // All of them first: a password with a comma in it was taken apart before it came here.
    urls.forEach(url -> refuseCredentials(what, url));
    return urls.stream().map(url -> server(what, url)).toList();
  }

  /**
   * An address that may have a path, with a slash at the end.
   *
   * @param what it is, for the message
   * @throws IllegalArgumentException when it is none, or has credentials, which are not repeated
   */
  public static URI withPath(String what, String url) {
    refuseCredentials(what, url);
    URI uri = parsed(what, url);
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(what + ": got '" + url + "', with a query, " + EXPECTED);
    }
    return url.endsWith("/") ? uri : URI.create(url + "/");
  }

  private static String server(String what, String url) {
    URI uri = parsed(what, url);
    String path = uri.getRawPath();
    boolean slash = path.equals("/");
    if (!slash && !path.isEmpty() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          what
              + ": got '"
              + url
              + "', with a path or query, "
              + EXPECTED
              + ": a proxy must give the server a host or port of its own");
    }
    return slash ? url.substring(0, url.length() - 1) : url;
  }

  private static URI parsed(String what, String url) {
    try {
      URI uri = new URI(url);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean port = uri.getPort() == -1 || uri.getPort() > 0 && uri.getPort() <= MOST_PORT;
      if (http && uri.getHost() != null && port) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(what + ": got '" + url + "', " + EXPECTED, e);
    }
    throw new IllegalArgumentException(what + ": got '" + url + "', " + EXPECTED);
  }

  private static void refuseCredentials(String what, String url) {
    if (url.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          what
              + ": got credentials in a URL (an @; the URL is not shown), "
              + EXPECTED
              + ", with username and password given by themselves");
    }
  }
}
