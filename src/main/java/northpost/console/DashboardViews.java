package northpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import northpost.dashboard.Column;
import northpost.dashboard.Control;
import northpost.dashboard.Dashboard;
import northpost.dashboard.Dashboards;
import northpost.dashboard.DrillDown;
import northpost.dashboard.Layer;
import northpost.dashboard.Panel;
import northpost.dashboard.PanelData;
import northpost.dashboard.PanelQuery;
import northpost.dashboard.Search;
import northpost.dashboard.Selection;
import northpost.sink.SearchRefusedException;

/** The dashboards of Kibana with their data, as the page takes them. */
final class DashboardViews {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String PREFIX = "^\\[Northpost\\]\\s*";
  private static final String PORT = "northpost.port.code";
  private static final String MODE = "northpost.mode";

  /** In the order in which a shift looks at them; others follow. */
  private static final List<String> ORDER =
      List.of("operations", "port", "match", "anomal", "fairness", "health");

  private final List<Dashboard> dashboards;
  private final ZoneId zone;
  private final Search search;
  private final Executor executor;

  /**
   * @param zone whose hours and days the buckets of time follow
   * @param executor for the searches of one dashboard, which go out side by side
   */
  DashboardViews(Dashboards dashboards, ZoneId zone, Search search, Executor executor) {
    this.dashboards =
        dashboards.dashboards().stream().sorted(Comparator.comparingInt(this::place)).toList();
    this.zone = zone;
    this.search = search;
    this.executor = executor;
  }

  private int place(Dashboard dashboard) {
    String title = shortTitle(dashboard).toLowerCase(Locale.ROOT);
    for (int i = 0; i < ORDER.size(); i++) {
      if (title.contains(ORDER.get(i))) {
        return i;
      }
    }
    return ORDER.size();
  }

  private static String shortTitle(Dashboard dashboard) {
    return dashboard.title().replaceFirst(PREFIX, "");
  }

  /** All of them with their panels, so that the page can lay them out before any data. */
  JsonNode list() {
    ObjectNode root = NODES.objectNode();
    ArrayNode list = root.putArray("dashboards");
    for (Dashboard dashboard : dashboards) {
      ObjectNode one = describe(dashboard);
      ArrayNode panels = one.putArray("panels");
      dashboard.panels().forEach(panel -> panels.add(describe(panel)));
      list.add(one);
    }
    return root;
  }

  /** Null where there is none of this id. */
  Dashboard byId(String id) {
    return dashboards.stream().filter(each -> each.id().equals(id)).findFirst().orElse(null);
  }

  /**
   * A dashboard with the data of each panel; of a panel whose search is refused the reason.
   *
   * @throws IOException when Elasticsearch is away
   */
  JsonNode of(Dashboard dashboard, View view, Instant now) throws IOException {
    Selection selection = selection(dashboard, view);
    AtomicReference<IOException> away = new AtomicReference<>();
    List<CompletableFuture<ObjectNode>> panels = new ArrayList<>();
    for (Panel panel : dashboard.panels()) {
      panels.add(
          CompletableFuture.supplyAsync(() -> data(dashboard, panel, selection, away), executor));
    }
    ObjectNode root = describe(dashboard).put("asOf", now.toString());
    ArrayNode list = root.putArray("panels");
    panels.forEach(panel -> list.add(panel.join()));
    if (away.get() != null) {
      throw away.get();
    }
    return root;
  }

  /** What is chosen on the page holds for every control of that field. */
  private Selection selection(Dashboard dashboard, View view) {
    Selection selection = Selection.between(view.from(), view.to()).withZone(zone);
    for (Control control : dashboard.controls()) {
      if (view.port() != null && control.field().equals(PORT)) {
        selection = selection.with(control.field(), List.of(view.port()));
      }
      if (view.mode() != null && control.field().equals(MODE)) {
        selection = selection.with(control.field(), List.of(view.mode().name()));
      }
    }
    return selection;
  }

  private ObjectNode data(
      Dashboard dashboard, Panel panel, Selection selection, AtomicReference<IOException> away) {
    ObjectNode one = describe(panel);
    ArrayNode layers = one.putArray("layers");
    try {
      for (Layer layer : panel.layers()) {
        if (away.get() != null) {
          return one;
        }
        PanelQuery query = PanelQuery.of(dashboard, panel, layer, selection);
        layers.add(describe(layer, query.data(search)));
      }
    } catch (SearchRefusedException e) {
      if (e.isOfTheSearch()) {
        one.put("error", e.getMessage());
      } else {
        away.compareAndSet(null, e);
      }
    } catch (IOException e) {
      away.compareAndSet(null, e);
    } catch (IllegalArgumentException e) {
      one.put("error", e.getMessage());
    }
    return one;
  }

  private static ObjectNode describe(Dashboard dashboard) {
    return NODES
        .objectNode()
        .put("id", dashboard.id())
        .put("title", dashboard.title())
        .put("shortTitle", shortTitle(dashboard))
        .put("description", dashboard.description())
        .put("byPort", has(dashboard, PORT))
        .put("byMode", has(dashboard, MODE));
  }

  private static boolean has(Dashboard dashboard, String field) {
    return dashboard.controls().stream().anyMatch(control -> control.field().equals(field));
  }

  private static ObjectNode describe(Panel panel) {
    ObjectNode one =
        NODES
            .objectNode()
            .put("id", panel.id())
            .put("title", panel.title())
            .put("description", panel.description())
            .put("kind", panel.kind().name())
            .put("markdown", panel.markdown());
    one.putObject("grid")
        .put("x", panel.grid().x())
        .put("y", panel.grid().y())
        .put("width", panel.grid().width())
        .put("height", panel.grid().height());
    ArrayNode ways = one.putArray("drillDowns");
    for (DrillDown way : panel.drillDowns()) {
      ways.addObject().put("name", way.name()).put("dashboardId", way.dashboardId());
    }
    return one;
  }

  private static ObjectNode describe(Layer layer, PanelData data) {
    ObjectNode one =
        NODES
            .objectNode()
            .put("id", layer.id())
            .put("series", layer.series().name())
            .put("x", layer.x())
            .put("hits", data.hits());
    layer.groups().forEach(one.putArray("groups")::add);
    layer.values().forEach(one.putArray("values")::add);
    layer.shown().forEach(one.putArray("shown")::add);
    ArrayNode columns = one.putArray("columns");
    for (PanelData.DataColumn column : data.columns()) {
      ObjectNode described =
          columns
              .addObject()
              .put("id", column.id())
              .put("label", column.label())
              .put("type", column.type().name())
              .put("bucket", column.role() == PanelData.Role.BUCKET);
      Column.Format format = column.format();
      if (format != null) {
        described
            .putObject("format")
            .put("id", format.id())
            .put("decimals", format.decimals())
            .put("suffix", format.suffix());
      }
    }
    ArrayNode rows = one.putArray("rows");
    for (List<Object> row : data.rows()) {
      ArrayNode cells = rows.addArray();
      row.forEach(value -> add(cells, value));
    }
    return one;
  }

  /** A time in milliseconds since 1970. */
  private static void add(ArrayNode cells, Object value) {
    if (value == null) {
      cells.addNull();
    } else if (value instanceof Instant time) {
      cells.add(time.toEpochMilli());
    } else if (value instanceof Double number) {
      cells.add(number);
    } else {
      cells.add(value.toString());
    }
  }
}
