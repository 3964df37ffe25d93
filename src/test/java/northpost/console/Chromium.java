package northpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in a headless Chromium of its own, told what to do through the DevTools protocol. */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENING =
      Pattern.compile("DevTools listening on ws://([^/]+)/\\S+");
  private static final int PATIENCE_SECONDS = 120;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<String> requested = new CopyOnWriteArrayList<>();

  private Chromium(Process process, String address) throws Exception {
    this.process = process;
    HttpClient http = HttpClient.newHttpClient();
    HttpResponse<String> made =
        http.send(
            HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    URI page = URI.create(JSON.readTree(made.body()).path("webSocketDebuggerUrl").asText());
    this.socket =
        http.newWebSocketBuilder()
            .buildAsync(page, new Listener())
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", object());
    }
  }

  /** Where Chromium is on this machine, if it is. */
  static Optional<Path> binary() {
    return Stream.of(
            System.getenv("NORTHPOST_CHROMIUM"),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(Objects::nonNull)
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param profile an empty folder
   */
  static Chromium start(Path binary, Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                binary.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--disable-background-networking",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--window-size=1600,1000",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile)
            .redirectErrorStream(true)
            .start();
    try {
      return new Chromium(process, address(process));
    } catch (Exception e) {
      stop(process);
      throw e;
    }
  }

  private static String address(Process process) throws Exception {
    CompletableFuture<String> address = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, address), "chromium-output");
    reader.setDaemon(true);
    reader.start();
    return address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** To its end, so that it never waits for somebody to read. */
  private static void read(Process process, CompletableFuture<String> address) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.find()) {
          address.complete(matcher.group(1));
        } else if (!address.isDone()) {
          lines.add(line);
        }
      }
      address.completeExceptionally(new IOException("Chromium ended: " + lines));
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        String whole = message.toString();
        message.setLength(0);
        try {
          take(JSON.readTree(whole));
        } catch (IOException e) {
          errors.add("DevTools: " + e);
        }
      }
      from.request(1);
      return null;
    }
  }

  private void take(JsonNode message) {
    if (message.has("id")) {
      CompletableFuture<JsonNode> answer = waiting.remove(message.get("id").asInt());
      if (message.has("error")) {
        answer.completeExceptionally(new IOException(message.get("error").toString()));
      } else {
        answer.complete(message.path("result"));
      }
      return;
    }
    JsonNode parameters = message.path("params");
    switch (message.path("method").asText()) {
      case "Runtime.exceptionThrown" -> errors.add(parameters.path("exceptionDetails").toString());
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "warning", "assert").contains(parameters.path("type").asText())) {
          errors.add(parameters.path("args").toString());
        }
      }
      case "Log.entryAdded" -> {
        if (List.of("error", "warning").contains(parameters.at("/entry/level").asText())) {
          errors.add(parameters.at("/entry/text") + " " + parameters.at("/entry/url"));
        }
      }
      case "Network.requestWillBeSent" -> requested.add(parameters.at("/request/url").asText());
      default -> {
        // Much else happens in a browser.
      }
    }
  }

  /** Sends a command and waits for its result. */
  JsonNode send(String method, ObjectNode parameters) throws Exception {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode message = object().put("id", id).put("method", method);
    message.set("params", parameters);
    socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  void open(String url) throws Exception {
    send("Page.navigate", object().put("url", url));
  }

  /** The value of a JavaScript expression; a promise is waited for. */
  JsonNode value(String expression) throws Exception {
    JsonNode result =
        send(
            "Runtime.evaluate",
            object()
                .put("expression", expression)
                .put("returnByValue", true)
                .put("awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
    }
    return result.at("/result/value");
  }

  /** Presses and releases a key, e.g. Tab or Enter. */
  void press(String key) throws Exception {
    int code = key.equals("Tab") ? 9 : key.equals("Enter") ? 13 : 32;
    ObjectNode down =
        object().put("type", "keyDown").put("key", key).put("windowsVirtualKeyCode", code);
    if (!key.equals("Tab")) {
      down.put("text", key.equals("Enter") ? "\r" : " ");
    }
    send("Input.dispatchKeyEvent", down);
    send(
        "Input.dispatchKeyEvent",
        object().put("type", "keyUp").put("key", key).put("windowsVirtualKeyCode", code));
  }

  void resize(int width, int height) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        object()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
  }

  /**
   * @param scheme light or dark
   */
  void prefer(String scheme) throws Exception {
    ObjectNode media = object();
    media.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", scheme);
    send("Emulation.setEmulatedMedia", media);
  }

  /** The whole page, however long, as a PNG file. */
  void screenshot(Path file) throws Exception {
    JsonNode shot =
        send(
            "Page.captureScreenshot",
            object().put("format", "png").put("captureBeyondViewport", true));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
  }

  /** What the page said was wrong: exceptions, console errors and warnings, refused content. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** Every address that was asked for. */
  List<String> requested() {
    return List.copyOf(requested);
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    stop(process);
  }

  private static void stop(Process process) throws InterruptedException {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      all.forEach(ProcessHandle::destroyForcibly);
    }
    // Its folder is deleted after it: nothing of it may still write there.
    for (ProcessHandle each : all) {
      try {
        each.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("Chromium's process " + each.pid() + " does not end", e);
      }
    }
  }
}
