package northpost.console;

import java.util.LinkedHashMap;
import java.util.Map;

/** The files of the page by path: all of them are named here, so no path reaches another file. */
final class Assets {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String SVG = "image/svg+xml";
  private static final String ECHARTS = "/META-INF/resources/_static/echarts/6.0.0/";

  private final Map<String, Asset> byPath = new LinkedHashMap<>();

  Assets() {
    page("/", "index.html", HTML);
    page("/console.css", "console.css", CSS);
    page("/icon.svg", "icon.svg", SVG);
    for (String module :
        new String[] {
          "theme",
          "app",
          "api",
          "charts",
          "filters",
          "format",
          "map",
          "anomalies",
          "panels",
          "dom",
          "text"
        }) {
      page("/" + module + ".js", module + ".js", SCRIPT);
    }
    byPath.put("/echarts.js", Asset.read(ECHARTS + "dist/echarts.min.js", SCRIPT));
  }

  private void page(String path, String file, String type) {
    byPath.put(path, Asset.read("/console/" + file, type));
  }

  /** Null where there is no such file. */
  Asset at(String path) {
    return byPath.get(path);
  }
}
