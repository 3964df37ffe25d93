package northpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import northpost.domain.Crossing;
import northpost.domain.Port;
import northpost.domain.PortRegistry;

/** Where the ports lie: what the page draws its map of. */
final class Places {
  private Places() {}

  /** A port stands in the middle of its crossings. */
  static JsonNode of(PortRegistry registry) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("timeZone", registry.ports().get(0).timeZone().getId());
    var list = root.putArray("ports");
    for (Port port : registry.ports()) {
      list.addObject()
          .put("code", port.code())
          .put("name", port.name())
          .put("latitude", mean(port, Crossing::latitude))
          .put("longitude", mean(port, Crossing::longitude));
    }
    return root;
  }

  private static double mean(Port port, java.util.function.ToDoubleFunction<Crossing> coordinate) {
    return port.crossings().stream().mapToDouble(coordinate).average().orElseThrow();
  }
}
