package northpost.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * An object that starts pods.
 *
 * @param labels those that its pods carry, without the one that tells job from task managers
 */
record Workload(JsonNode object, JsonNode pod, Map<String, String> labels) {
  static final String DEPLOYMENT = "FlinkDeployment";

  static List<Workload> of(List<JsonNode> objects) {
    return objects.stream()
        .filter(object -> List.of(DEPLOYMENT, "Job").contains(object.path("kind").asText()))
        .map(Workload::of)
        .toList();
  }

  private static Workload of(JsonNode object) {
    boolean flink = object.path("kind").asText().equals(DEPLOYMENT);
    JsonNode template = object.at(flink ? "/spec/podTemplate" : "/spec/template");
    Map<String, String> labels = new LinkedHashMap<>();
    template
        .at("/metadata/labels")
        .fields()
        .forEachRemaining(label -> labels.put(label.getKey(), label.getValue().asText()));
    if (flink) {
      // Flink's and the operator's own.
      labels.put("app", object.at("/metadata/name").asText());
      labels.put("type", "flink-native-kubernetes");
    }
    return new Workload(object, template.path("spec"), labels);
  }

  String name() {
    return object.path("kind").asText() + " " + object.at("/metadata/name").asText();
  }

  boolean isFlink() {
    return object.path("kind").asText().equals(DEPLOYMENT);
  }

  JsonNode container() {
    return pod.at("/containers/0");
  }

  List<JsonNode> mounts() {
    return list(container().path("volumeMounts"));
  }

  List<JsonNode> volumes() {
    return list(pod.path("volumes"));
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
