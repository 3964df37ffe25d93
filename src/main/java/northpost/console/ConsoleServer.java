package northpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import northpost.dashboard.Dashboard;
import northpost.dashboard.Dashboards;
import northpost.dashboard.Search;
import northpost.domain.PortRegistry;
import northpost.sink.ElasticsearchSearch;
import northpost.sink.ElasticsearchSettings;
import northpost.sink.SearchRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the operations page. It answers GET alone, to requests for its own name alone, from the
 * jar and from Elasticsearch alone, and it tells browsers to load nothing from anywhere else.
 */
public final class ConsoleServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final int VIEWERS = 8;
  private static final int WAITING = 200;
  private static final String AWAY = "Elasticsearch does not answer: ";
  private static final String REFUSES = "Elasticsearch refuses what the console asks: ";
  private static final String DASHBOARDS = "/api/dashboards";
  private static final Map<String, String> SAFEGUARDS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=()");

  private final HttpServer server;
  private final ElasticsearchSearch elasticsearch;
  private final ExecutorService viewers;
  private final ExecutorService searches;
  private final Assets assets = new Assets();
  private final Set<String> names;
  private final PortRegistry ports;
  private final PortStates states;
  private final AnomalyList anomalies;
  private final DashboardViews dashboards;
  private final Clock clock;

  private ConsoleServer(
      ConsoleSettings settings,
      HttpServer server,
      ElasticsearchSearch elasticsearch,
      Search search,
      Dashboards dashboards,
      PortRegistry ports,
      Clock clock) {
    this.server = server;
    this.elasticsearch = elasticsearch;
    this.viewers = pool("console-viewer", VIEWERS, WAITING);
    this.searches = pool("console-search", SharedSearch.AT_A_TIME, Integer.MAX_VALUE);
    this.names = names(settings);
    this.ports = ports;
    this.clock = clock;
    Search shared = new SharedSearch(search, System::nanoTime);
    this.states = new PortStates(ports, shared);
    this.anomalies = new AnomalyList(ports, shared);
    this.dashboards =
        new DashboardViews(dashboards, ports.ports().get(0).timeZone(), shared, searches);
  }

  /**
   * Serves until it is closed.
   *
   * @param elasticsearch the cluster that is shown
   * @throws IOException when the address or port cannot be had
   */
  public static ConsoleServer start(
      ConsoleSettings settings,
      ElasticsearchSettings elasticsearch,
      Dashboards dashboards,
      PortRegistry ports)
      throws IOException {
    ElasticsearchSearch search = new ElasticsearchSearch(elasticsearch);
    try {
      return start(settings, search, search::search, dashboards, ports, Clock.systemUTC());
    } catch (IOException | RuntimeException e) {
      search.close();
      throw e;
    }
  }

  /**
   * @param elasticsearch closed with the server; null where the search needs no closing
   */
  static ConsoleServer start(
      ConsoleSettings settings,
      ElasticsearchSearch elasticsearch,
      Search search,
      Dashboards dashboards,
      PortRegistry ports,
      Clock clock)
      throws IOException {
    HttpServer server = bind(settings);
    ConsoleServer console =
        new ConsoleServer(settings, server, elasticsearch, search, dashboards, ports, clock);
    server.createContext("/", console::handle);
    server.setExecutor(console.viewers);
    server.start();
    return console;
  }

  private static HttpServer bind(ConsoleSettings settings) throws IOException {
    try {
      return HttpServer.create(
          new InetSocketAddress(InetAddress.getByName(settings.address()), settings.port()), 0);
    } catch (BindException | UnknownHostException e) {
      throw new IOException(
          "console: got "
              + e
              + " for "
              + settings.address()
              + ":"
              + settings.port()
              + ", expected an address of this machine and a free port",
          e);
    }
  }

  private static ExecutorService pool(String name, int threads, int waiting) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        60,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(waiting),
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  private static Set<String> names(ConsoleSettings settings) {
    Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    names.add(settings.address().toLowerCase(Locale.ROOT));
    settings.hosts().forEach(host -> names.add(host.toLowerCase(Locale.ROOT)));
    return names;
  }

  /** The port it is served on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Where a browser on this machine finds it. */
  public String url() {
    InetAddress address = server.getAddress().getAddress();
    String host =
        address.isAnyLocalAddress() || address.isLoopbackAddress()
            ? "localhost"
            : address.getHostAddress();
    return "http://" + host + ":" + port() + "/";
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    viewers.shutdownNow();
    searches.shutdownNow();
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      SAFEGUARDS.forEach(exchange.getResponseHeaders()::set);
      Reply refusal = refusal(exchange);
      if (refusal != null) {
        send(exchange, refusal);
        return;
      }
      String path = exchange.getRequestURI().getPath();
      Asset asset = assets.at(path);
      if (asset != null) {
        send(exchange, asset);
      } else {
        send(exchange, answer(path, exchange.getRequestURI().getRawQuery()));
      }
    } catch (RuntimeException e) {
      LOG.error("{}", exchange.getRequestURI(), e);
      throw e;
    }
  }

  /** Null when the request may be answered. */
  private Reply refusal(HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals("GET")) {
      exchange.getResponseHeaders().set("Allow", "GET");
      return Reply.error(
          405,
          "method: got "
              + exchange.getRequestMethod()
              + ", expected GET: nothing can be changed here");
    }
    // A page elsewhere whose name is made to lead here must not read what is shown here.
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null || !names.contains(withoutPort(host))) {
      return Reply.error(
          421, "Host: got " + host + ", expected a name that the console was started for (--host)");
    }
    return null;
  }

  private static String withoutPort(String host) {
    return host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
  }

  private Reply answer(String path, String query) {
    // To the second, so that viewers ask the same question.
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    try {
      Map<String, String> parameters = parameters(query);
      if (path.equals("/api/places")) {
        return Reply.json(Places.of(ports));
      }
      if (path.equals("/api/ports")) {
        return Reply.json(states.at(View.of(at(parameters), now, ports).to()));
      }
      if (path.equals("/api/anomalies")) {
        return Reply.json(anomalies.of(View.of(parameters, now, ports)));
      }
      if (path.equals(DASHBOARDS)) {
        return Reply.json(dashboards.list());
      }
      if (path.startsWith(DASHBOARDS + "/")) {
        return dashboard(path.substring(DASHBOARDS.length() + 1), parameters, now);
      }
      return Reply.error(404, "path: got " + path + ", expected one of the page");
    } catch (IllegalArgumentException e) {
      return Reply.error(400, e.getMessage());
    } catch (IOException e) {
      LOG.warn("{}: {}", path, e.toString());
      return Reply.error(503, (isRefused(e) ? REFUSES : AWAY) + reason(e));
    }
  }

  private static Map<String, String> at(Map<String, String> parameters) {
    return parameters.containsKey("at") ? Map.of("to", parameters.get("at")) : Map.of();
  }

  private static boolean isRefused(IOException e) {
    return e instanceof SearchRefusedException refused && refused.isOfAccess();
  }

  private static String reason(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.endsWith(".") ? message : message + ".";
  }

  private Reply dashboard(String id, Map<String, String> parameters, Instant now)
      throws IOException {
    Dashboard dashboard = dashboards.byId(id);
    if (dashboard == null) {
      return Reply.error(404, "dashboard: got " + id + ", expected one of " + DASHBOARDS);
    }
    JsonNode data = dashboards.of(dashboard, View.of(parameters, now, ports), now);
    return Reply.json(data);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    if (query != null) {
      for (String pair : query.split("&")) {
        String[] parts = pair.split("=", 2);
        parameters.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", reply.type());
    headers.set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), reply.body().length);
    exchange.getResponseBody().write(reply.body());
  }

  private static void send(HttpExchange exchange, Asset asset) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", asset.type());
    headers.set("Cache-Control", "no-cache");
    headers.set("Vary", "Accept-Encoding");
    headers.set("ETag", asset.tag());
    if (asset.tag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    boolean zipped = accepted != null && accepted.contains("gzip");
    if (zipped) {
      headers.set("Content-Encoding", "gzip");
    }
    byte[] body = zipped ? asset.zipped() : asset.plain();
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }
}
