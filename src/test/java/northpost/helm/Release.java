package northpost.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import northpost.job.Configurations;
import northpost.tool.Northpost;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import picocli.CommandLine;

/** Everything that is checked of the objects of one release. */
final class Release {
  private static final String CHECKED = "config.yaml";
  private static final FlinkDeploymentSchema SCHEMA = FlinkDeploymentSchema.ofTheOperator();

  private Release() {}

  /**
   * What is wrong, a line each.
   *
   * @param external Secrets and service accounts that the values name
   */
  static List<String> faults(List<JsonNode> objects, Set<String> external) {
    List<String> faults = new ArrayList<>();
    int deployments = 0;
    for (JsonNode object : objects) {
      if (object.path("kind").asText().equals(Workload.DEPLOYMENT)) {
        deployments++;
        faults.addAll(SCHEMA.faults(object));
        faults.addAll(settings(object));
      } else {
        faults.addAll(KubernetesObjects.faults(object));
        faults.addAll(checkedConfiguration(object, objects));
      }
    }
    if (deployments != 1) {
      faults.add("FlinkDeployment: got " + deployments + ", expected one");
    }
    for (Workload workload : Workload.of(objects)) {
      faults.addAll(hardening(workload));
    }
    faults.addAll(References.faults(objects, external));
    return faults;
  }

  /** The check that the job itself makes before it starts. */
  private static List<String> settings(JsonNode deployment) {
    List<String> faults = new ArrayList<>();
    try {
      Configurations.check(configuration(deployment));
    } catch (RuntimeException e) {
      faults.add("flinkConfiguration: " + e.getMessage());
    }
    String main = deployment.at("/spec/job/entryClass").asText();
    try {
      Class.forName(main, false, Release.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      faults.add("spec.job.entryClass: no class " + main);
    }
    return faults;
  }

  /**
   * What the set-up is given to check: it is what the job is given, and config check finds nothing.
   */
  private static List<String> checkedConfiguration(JsonNode map, List<JsonNode> objects) {
    JsonNode text = map.path("data").path(CHECKED);
    if (text.isMissingNode()) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    StringWriter said = new StringWriter();
    try {
      Path folder = Files.createTempDirectory("release");
      Path file = Files.writeString(folder.resolve(CHECKED), text.asText());
      try {
        CommandLine command = new CommandLine(new Northpost()).setOut(new PrintWriter(said));
        if (command.execute("config", "check", "--flink-conf", file.toString(), "--no-files")
            != 0) {
          faults.add("config check: " + said);
        }
        Map<String, String> checked =
            GlobalConfiguration.loadConfiguration(folder.toString()).toMap();
        for (JsonNode object : objects) {
          if (object.path("kind").asText().equals(Workload.DEPLOYMENT)
              && !checked.equals(configuration(object).toMap())) {
            faults.add("config check: got another configuration than the job");
          }
        }
      } finally {
        Files.delete(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return faults;
  }

  static Configuration configuration(JsonNode deployment) {
    Map<String, String> settings = new TreeMap<>();
    deployment
        .at("/spec/flinkConfiguration")
        .fields()
        .forEachRemaining(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
    return Configuration.fromMap(settings);
  }

  private static List<String> hardening(Workload workload) {
    List<String> faults = new ArrayList<>();
    if (!workload.pod().at("/securityContext/runAsNonRoot").asBoolean()
        || workload.pod().at("/securityContext/runAsUser").asInt() == 0) {
      faults.add(workload.name() + ": runs as root");
    }
    if (workload.container().at("/securityContext/allowPrivilegeEscalation").asBoolean(true)) {
      faults.add(workload.name() + ": may gain privileges");
    }
    if (!workload.container().at("/securityContext/readOnlyRootFilesystem").asBoolean()) {
      faults.add(workload.name() + ": may write to its image");
    }
    if (workload.isFlink()) {
      for (String taint : List.of("not-ready", "unreachable")) {
        if (workload.pod().path("tolerations").findParents("tolerationSeconds").stream()
            .noneMatch(
                each ->
                    each.path("key").asText().equals("node.kubernetes.io/" + taint)
                        && each.path("effect").asText().equals("NoExecute")
                        && each.path("tolerationSeconds").asInt() <= 300)) {
          faults.add(workload.name() + ": stays 300 s on a node that is " + taint);
        }
      }
    }
    if (!workload.isFlink()
        && workload.pod().path("automountServiceAccountToken").asBoolean(true)) {
      faults.add(workload.name() + ": holds a token of Kubernetes that it does not need");
    }
    return faults;
  }
}
