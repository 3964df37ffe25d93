package northpost.dashboard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be said of dashboards without a server: ids, links, layout, rates, words. */
final class DashboardCheck {
  private static final Pattern LINK = Pattern.compile("#/view/([\\w-]+)");

  private final Dashboards dashboards;
  private final List<String> problems = new ArrayList<>();

  private DashboardCheck(Dashboards dashboards) {
    this.dashboards = dashboards;
  }

  static List<String> problems(Dashboards dashboards) {
    DashboardCheck check = new DashboardCheck(dashboards);
    Set<String> ids = new HashSet<>();
    for (Dashboard dashboard : dashboards.dashboards()) {
      if (!ids.add(dashboard.id())) {
        check.add(dashboard, null, "got its id twice, expected once");
      }
      check.dashboard(dashboard);
    }
    return check.problems;
  }

  private void dashboard(Dashboard dashboard) {
    if (dashboard.panels().stream().noneMatch(panel -> panel.kind() == Panel.Kind.MARKDOWN)) {
      add(dashboard, null, "got no words, expected a markdown panel that says what is meant");
    }
    Set<String> ids = new HashSet<>();
    for (Panel panel : dashboard.panels()) {
      if (!ids.add(panel.id())) {
        add(dashboard, panel, "got its id twice, expected once");
      }
      layout(dashboard, panel);
      links(dashboard, panel);
      if (panel.kind() != Panel.Kind.MARKDOWN && panel.title().isBlank()) {
        add(dashboard, panel, "got no title, expected one");
      }
      RateRule.problems(panel).forEach(problem -> add(dashboard, panel, problem));
    }
  }

  private void layout(Dashboard dashboard, Panel panel) {
    Grid grid = panel.grid();
    if (grid.x() < 0
        || grid.y() < 0
        || grid.width() < 1
        || grid.height() < 1
        || grid.x() + grid.width() > Grid.COLUMNS) {
      add(dashboard, panel, "got place " + grid + ", expected it within 48 columns");
    }
    for (Panel other : dashboard.panels()) {
      if (other == panel) {
        return;
      }
      if (other.grid().overlaps(grid)) {
        add(dashboard, panel, "got a place that panel " + other.id() + " has too");
      }
    }
  }

  private void links(Dashboard dashboard, Panel panel) {
    Set<String> known =
        dashboards.dashboards().stream().map(Dashboard::id).collect(Collectors.toSet());
    List<String> targets =
        new ArrayList<>(panel.drillDowns().stream().map(DrillDown::dashboardId).toList());
    if (panel.markdown() != null) {
      Matcher matcher = LINK.matcher(panel.markdown());
      while (matcher.find()) {
        targets.add(matcher.group(1));
      }
    }
    for (String target : targets) {
      if (!known.contains(target)) {
        add(dashboard, panel, "got a link to '" + target + "', expected one of " + known);
      }
    }
  }

  private void add(Dashboard dashboard, Panel panel, String problem) {
    problems.add(place(dashboard, panel) + ": " + problem);
  }

  static String place(Dashboard dashboard, Panel panel) {
    return "dashboard "
        + dashboard.id()
        + (panel == null ? "" : ", panel " + panel.id() + " '" + panel.title() + "'");
  }
}
