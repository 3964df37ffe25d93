package northpost.helm;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import northpost.tool.Northpost;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Whether what the objects of a release name is there: each other, files, secrets, commands. */
final class References {
  private static final Pattern SECRET_FILE = Pattern.compile("\\$\\{file:([^:}]+):[^}]+}");
  private static final Pattern SETTING =
      Pattern.compile("(?m)^northpost[.][a-z.-]+-file: \"?(/[\\w./-]+)");

  private static final Set<String> READING = Set.of("get", "list", "watch");

  private final List<JsonNode> objects;
  private final Set<String> external;
  private final List<String> faults = new ArrayList<>();

  private References(List<JsonNode> objects, Set<String> external) {
    this.objects = objects;
    this.external = external;
  }

  /**
   * What is named and not there, a line each.
   *
   * @param external Secrets and service accounts that the values name, and the chart does not make
   */
  static List<String> faults(List<JsonNode> objects, Set<String> external) {
    References references = new References(objects, external);
    references.names();
    for (Workload workload : Workload.of(objects)) {
      references.volumes(workload);
      references.secrets(workload);
      references.account(workload);
      references.files(workload);
      references.command(workload);
      references.hooks(workload);
    }
    references.roles();
    references.budgets();
    references.selectors();
    references.ports();
    return references.faults;
  }

  private void names() {
    Set<String> seen = new HashSet<>();
    for (JsonNode object : objects) {
      String name = object.path("kind").asText() + " " + object.at("/metadata/name").asText();
      if (!seen.add(name)) {
        faults.add(name + ": twice");
      }
      // Kubernetes makes a label of most names.
      if (object.at("/metadata/name").asText().length() > 63) {
        faults.add(name + ": longer than 63 characters");
      }
      JsonNode annotations = object.at("/metadata/annotations");
      if (annotations.has(Chart.HOOK)
          && !annotations
              .path("helm.sh/hook-delete-policy")
              .asText()
              .equals("before-hook-creation,hook-succeeded")) {
        faults.add(name + ": outlives the release, which takes no hooks away");
      }
      if (name.startsWith("Secret ")) {
        faults.add(name + ": a secret belongs in no chart");
      }
    }
  }

  private void volumes(Workload workload) {
    Set<String> volumes = new TreeSet<>();
    for (JsonNode volume : workload.volumes()) {
      volumes.add(volume.path("name").asText());
      String map = volume.at("/configMap/name").asText();
      if (!map.isEmpty() && find("ConfigMap", map).isEmpty()) {
        faults.add(workload.name() + ": volume of ConfigMap " + map + ", which is not there");
      }
    }
    Set<String> mounted = new TreeSet<>();
    workload.mounts().forEach(mount -> mounted.add(mount.path("name").asText()));
    if (!volumes.equals(mounted)) {
      faults.add(workload.name() + ": volumes " + volumes + ", but mounted are " + mounted);
    }
  }

  private void secrets(Workload workload) {
    List<JsonNode> named = new ArrayList<>(workload.pod().findValues("secretName"));
    workload.pod().findValues("secretRef").forEach(each -> named.add(each.path("name")));
    Workload.list(workload.pod().path("imagePullSecrets"))
        .forEach(each -> named.add(each.path("name")));
    for (JsonNode volume : workload.volumes()) {
      Workload.list(volume.at("/projected/sources"))
          .forEach(source -> named.add(source.at("/secret/name")));
    }
    for (JsonNode secret : named) {
      if (!external.contains(secret.asText())) {
        faults.add(workload.name() + ": Secret " + secret + ", which no value names: " + external);
      }
    }
  }

  private void account(Workload workload) {
    if (!workload.isFlink()) {
      return;
    }
    String account = workload.object().at("/spec/serviceAccount").asText();
    if (find("ServiceAccount", account).isEmpty() && !external.contains(account)) {
      faults.add(workload.name() + ": ServiceAccount " + account + ", which is not there");
    }
    taskManagers(workload);
  }

  /** Nothing that reads photos from outside may change anything in the cluster. */
  private void taskManagers(Workload workload) {
    String account =
        workload
            .object()
            .at("/spec/flinkConfiguration/kubernetes.taskmanager.service-account")
            .asText();
    if (find("ServiceAccount", account).isEmpty() && !external.contains(account)) {
      faults.add(workload.name() + ": ServiceAccount " + account + ", which is not there");
    }
    for (JsonNode binding : ofKind("RoleBinding")) {
      if (!binding.path("subjects").findValuesAsText("name").contains(account)) {
        continue;
      }
      for (JsonNode verb :
          find("Role", binding.at("/roleRef/name").asText())
              .map(role -> Workload.list(role.path("rules")))
              .orElse(List.of())
              .stream()
              .flatMap(rule -> Workload.list(rule.path("verbs")).stream())
              .toList()) {
        if (!READING.contains(verb.asText())) {
          faults.add(account + ": task managers may " + verb.asText());
        }
      }
    }
  }

  /**
   * A budget says how many pods stay. For one that says how many may go Kubernetes asks the
   * controller of the pods, which for task managers is the Deployment of the job managers.
   */
  private void budgets() {
    for (JsonNode budget : ofKind("PodDisruptionBudget")) {
      String name = budget.at("/metadata/name").asText();
      if (!budget.at("/spec/minAvailable").isIntegralNumber()
          || budget.path("spec").has("maxUnavailable")) {
        faults.add("PodDisruptionBudget " + name + ": expected a whole number in minAvailable");
      }
      for (JsonNode deployment : ofKind(Workload.DEPLOYMENT)) {
        Configuration config = Release.configuration(deployment);
        boolean tasks =
            budget.at("/spec/selector/matchLabels/component").asText().equals("taskmanager");
        int slots = config.get(TaskManagerOptions.NUM_TASK_SLOTS);
        int needed =
            tasks
                ? (config.get(CoreOptions.DEFAULT_PARALLELISM) + slots - 1) / slots
                : deployment.at("/spec/jobManager/replicas").asInt() - 1;
        int there =
            needed + (tasks ? config.get(ResourceManagerOptions.REDUNDANT_TASK_MANAGER_NUM) : 1);
        if (budget.at("/spec/minAvailable").asInt() != needed) {
          faults.add("PodDisruptionBudget " + name + ": expected minAvailable " + needed);
        }
        if (there <= needed) {
          faults.add("PodDisruptionBudget " + name + ": no node can ever be drained");
        }
      }
    }
  }

  /** Every path below /run/secrets or /etc/northpost leads to a file that a volume has. */
  private void files(Workload workload) {
    Set<String> paths = new TreeSet<>();
    if (workload.isFlink()) {
      workload
          .object()
          .at("/spec/flinkConfiguration")
          .forEach(value -> collect(value.asText(), paths));
    }
    if (workload.isFlink()) {
      for (String process : List.of("taskManager", "jobManager")) {
        long asked =
            mebibytes(workload.object().at("/spec/" + process + "/resource/ephemeralStorage"));
        if (process.equals("taskManager") && asked < emptyDirs(workload)) {
          faults.add(workload.name() + ": asks its node for less than its volumes may hold");
        }
        if (asked == 0) {
          faults.add(workload.name() + ": asks no room of its node for " + process);
        }
      }
    }
    Workload.list(workload.container().path("args"))
        .forEach(argument -> collect(argument.asText().replaceFirst("^--[a-z-]+=", ""), paths));
    for (JsonNode volume : workload.volumes()) {
      find("ConfigMap", volume.at("/configMap/name").asText())
          .ifPresent(map -> map.path("data").forEach(data -> collect(data.asText(), paths)));
    }
    for (String path : paths) {
      if (workload.mounts().stream().noneMatch(mount -> holds(workload, mount, path))) {
        faults.add(workload.name() + ": file " + path + ", which no volume has");
      }
    }
  }

  /** What may lie in the volumes that are on the disk of the node, in MiB. */
  private static long emptyDirs(Workload workload) {
    return workload.volumes().stream()
        .filter(volume -> !volume.at("/emptyDir/medium").asText().equals("Memory"))
        .mapToLong(volume -> mebibytes(volume.at("/emptyDir/sizeLimit")))
        .sum();
  }

  private static long mebibytes(JsonNode size) {
    return size.asText().isEmpty()
        ? 0
        : Quantity.getAmountInBytes(Quantity.parse(size.asText())).longValue() >> 20;
  }

  private static void collect(String text, Set<String> paths) {
    SECRET_FILE.matcher(text).results().forEach(match -> paths.add(match.group(1)));
    SETTING.matcher(text).results().forEach(match -> paths.add(match.group(1)));
    if (text.startsWith("/run/secrets/")
        || text.startsWith("/opt/northpost/start/")
        || text.startsWith("/etc/northpost/")) {
      paths.add(text);
    }
  }

  private boolean holds(Workload workload, JsonNode mount, String path) {
    String folder = mount.path("mountPath").asText() + "/";
    if (!path.startsWith(folder)) {
      return false;
    }
    String file = path.substring(folder.length());
    for (JsonNode volume : workload.volumes()) {
      if (volume.path("name").equals(mount.path("name"))) {
        return volume.has("secret")
            || volume.findValuesAsText("path").contains(file)
            || find("ConfigMap", volume.at("/configMap/name").asText())
                .filter(map -> map.path("data").has(file))
                .isPresent();
      }
    }
    return false;
  }

  /** What a set-up job calls is a command of the launcher, with options that it has. */
  private void command(Workload workload) {
    if (workload.isFlink()) {
      return;
    }
    String[] arguments =
        Workload.list(workload.container().path("args")).stream()
            .map(JsonNode::asText)
            .toArray(String[]::new);
    try {
      new CommandLine(new Northpost()).parseArgs(arguments);
    } catch (ParameterException e) {
      faults.add(workload.name() + ": " + e.getMessage());
    }
  }

  /** A hook runs before the rest of the release is there: it may need earlier hooks only. */
  private void hooks(Workload workload) {
    if (workload.isFlink()) {
      return;
    }
    JsonNode annotations = workload.object().at("/metadata/annotations");
    if (!annotations.path(Chart.HOOK).asText().equals("pre-install,pre-upgrade")) {
      faults.add(workload.name() + ": no hook");
    }
    for (JsonNode object : objects) {
      boolean needed =
          workload.volumes().stream()
                  .anyMatch(
                      volume ->
                          object.path("kind").asText().equals("ConfigMap")
                              && volume.at("/configMap/name").equals(object.at("/metadata/name")))
              || object.path("kind").asText().equals("NetworkPolicy")
                  && selects(object.at("/spec/podSelector/matchLabels"), workload);
      JsonNode others = object.at("/metadata/annotations");
      if (needed
          && (!others.path(Chart.HOOK).equals(annotations.path(Chart.HOOK))
              || weight(others) >= weight(annotations))) {
        faults.add(
            workload.name()
                + ": "
                + object.path("kind").asText()
                + " "
                + object.at("/metadata/name").asText()
                + " comes no earlier");
      }
    }
  }

  private static int weight(JsonNode annotations) {
    return annotations.path("helm.sh/hook-weight").asInt();
  }

  private void roles() {
    for (JsonNode binding : ofKind("RoleBinding")) {
      String role = binding.at("/roleRef/name").asText();
      if (find("Role", role).isEmpty()) {
        faults.add("RoleBinding: Role " + role + ", which is not there");
      }
      for (JsonNode subject : binding.path("subjects")) {
        String account = subject.path("name").asText();
        if (find("ServiceAccount", account).isEmpty()
            || !subject.path("namespace").asText().equals(Chart.NAMESPACE)) {
          faults.add("RoleBinding: ServiceAccount " + subject + ", which is not there");
        }
      }
    }
  }

  /** A selector that selects nothing protects nothing. */
  private void selectors() {
    for (JsonNode object : objects) {
      JsonNode selector =
          switch (object.path("kind").asText()) {
            case "NetworkPolicy" -> object.at("/spec/podSelector/matchLabels");
            case "PodDisruptionBudget", "PodMonitor" -> object.at("/spec/selector/matchLabels");
            default -> null;
          };
      if (selector == null) {
        continue;
      }
      boolean selects =
          !selector.isEmpty()
              && Workload.of(objects).stream().anyMatch(each -> selects(selector, each));
      if (!selects) {
        faults.add(
            object.path("kind").asText()
                + " "
                + object.at("/metadata/name").asText()
                + ": selects no pod: "
                + selector);
      }
    }
  }

  private static boolean selects(JsonNode selector, Workload workload) {
    for (Map.Entry<String, JsonNode> label : selector.properties()) {
      String value = label.getValue().asText();
      boolean process =
          workload.isFlink()
              && label.getKey().equals("component")
              && List.of("jobmanager", "taskmanager").contains(value);
      if (!process && !value.equals(workload.labels().get(label.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private void ports() {
    for (Workload workload : Workload.of(objects).stream().filter(Workload::isFlink).toList()) {
      Set<String> names =
          new HashSet<>(workload.container().path("ports").findValuesAsText("name"));
      for (JsonNode monitor : ofKind("PodMonitor")) {
        for (JsonNode endpoint : monitor.at("/spec/podMetricsEndpoints")) {
          if (!names.contains(endpoint.path("port").asText())) {
            faults.add("PodMonitor: port " + endpoint.path("port") + ", got only " + names);
          }
        }
      }
      String reporter =
          workload
              .object()
              .at("/spec/flinkConfiguration")
              .path("metrics.reporter.prometheus.port")
              .asText();
      if (!workload
          .container()
          .path("ports")
          .findValuesAsText("containerPort")
          .contains(reporter)) {
        faults.add(workload.name() + ": no container port for the metrics on " + reporter);
      }
    }
  }

  private List<JsonNode> ofKind(String kind) {
    return objects.stream().filter(each -> each.path("kind").asText().equals(kind)).toList();
  }

  private Optional<JsonNode> find(String kind, String name) {
    return ofKind(kind).stream()
        .filter(each -> each.at("/metadata/name").asText().equals(name))
        .findFirst();
  }
}
