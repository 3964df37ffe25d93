package northpost.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The definition of a FlinkDeployment, as the operator installs it in a cluster.
 *
 * <p>The operator's model classes pass over a misspelt field, so the document is walked along the
 * schema. The newest operator that Maven has knows Flink up to 1.20: v2_3 is added to its list
 * here, so this says nothing about whether an operator takes v2_3, nor about what newer operators
 * changed elsewhere.
 */
final class FlinkDeploymentSchema {
  private static final String DEFINITION =
      "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  private final JsonNode schema;

  private FlinkDeploymentSchema(JsonNode schema) {
    this.schema = schema;
  }

  static FlinkDeploymentSchema ofTheOperator() {
    try (InputStream in = FlinkDeploymentSchema.class.getResourceAsStream(DEFINITION)) {
      if (in == null) {
        throw new AssertionError(
            DEFINITION + ": not on the class path, expected in flink-kubernetes-operator-api");
      }
      for (JsonNode version : Chart.YAML.readTree(in).at("/spec/versions")) {
        if (version.path("name").asText().equals("v1beta1")) {
          JsonNode schema = version.at("/schema/openAPIV3Schema");
          ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add("v2_3");
          return new FlinkDeploymentSchema(schema);
        }
      }
      throw new AssertionError(DEFINITION + ": got no version v1beta1");
    } catch (IOException e) {
      throw new UncheckedIOException(DEFINITION, e);
    }
  }

  /** What does not fit, a line each: path, got, expected. */
  List<String> faults(JsonNode deployment) {
    List<String> faults = new ArrayList<>();
    walk(schema.at("/properties/spec"), deployment.path("spec"), "spec", faults);
    return faults;
  }

  private static void walk(JsonNode schema, JsonNode value, String at, List<String> faults) {
    if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      return;
    }
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      if (!value.isTextual() && !value.isIntegralNumber()) {
        faults.add(at + ": got " + value + ", expected a number or text");
      }
      return;
    }
    String type = schema.path("type").asText();
    if (!isOf(type, value)) {
      faults.add(at + ": got " + value + ", expected " + type);
      return;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      faults.add(at + ": got " + value + ", expected one of " + schema.get("enum"));
    }
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        faults.add(at + "." + required.asText() + ": missing");
      }
    }
    value
        .fields()
        .forEachRemaining(
            field -> {
              String path = at + "." + field.getKey();
              JsonNode next = schema.path("properties").get(field.getKey());
              if (next == null && schema.path("additionalProperties").isObject()) {
                next = schema.get("additionalProperties");
              }
              if (next == null) {
                faults.add(path + ": unknown");
              } else {
                walk(next, field.getValue(), path, faults);
              }
            });
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      walk(schema.path("items"), value.get(i), at + "[" + i + "]", faults);
    }
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> true;
    };
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode each : list) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
