package northpost.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The dashboards of a folder or file of saved objects, in the order of their ids. */
public record Dashboards(List<Dashboard> dashboards, List<DataView> dataViews) {
  public Dashboards {
    dashboards = List.copyOf(dashboards);
    dataViews = List.copyOf(dataViews);
  }

  /**
   * @param path the NDJSON that Kibana imports, or the folder of the source
   * @throws IllegalArgumentException naming all that is not understood, and where it is
   */
  public static Dashboards read(Path path) throws IOException {
    List<String> problems = new ArrayList<>();
    Dashboards dashboards = read(SavedObjects.read(path), problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(path + ":\n" + String.join("\n", problems));
    }
    return dashboards;
  }

  /** What is understood; the rest is told as problems. */
  static Dashboards read(SavedObjects objects, List<String> problems) {
    return new DashboardReader(objects, problems).read();
  }

  /**
   * @throws IllegalArgumentException when there is none of this id
   */
  public Dashboard byId(String id) {
    return dashboards.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "dashboard: got '"
                        + id
                        + "', expected one of "
                        + dashboards.stream().map(Dashboard::id).toList()));
  }
}
