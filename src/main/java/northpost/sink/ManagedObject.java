package northpost.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something of ours in an Elasticsearch cluster, as it should be.
 *
 * @param body as Elasticsearch's API takes it
 */
record ManagedObject(Kind kind, String name, ObjectNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The sorts of objects, in the order in which they build on each other. */
  enum Kind {
    LIFECYCLE("lifecycle policy", "lifecycle", "/_ilm/policy/"),
    COMPONENT_TEMPLATE("component template", "component-templates", "/_component_template/"),
    INDEX_TEMPLATE("index template", "index-templates", "/_index_template/"),
    ROLE("role", "roles", "/_security/role/");

    private final String words;
    private final String folder;
    private final String path;

    Kind(String words, String folder, String path) {
      this.words = words;
      this.folder = folder;
      this.path = path;
    }

    String words() {
      return words;
    }
  }

  /** Where it is in Elasticsearch's API. */
  String endpoint() {
    return kind.path + name;
  }

  /** All objects of Northpost, each after those it builds on. */
  static List<ManagedObject> all(int shards, int replicas) {
    List<String> names = Stream.of(DocumentKind.values()).map(DocumentKind::alias).toList();
    List<ManagedObject> objects = new ArrayList<>();
    names.forEach(name -> objects.add(load(Kind.LIFECYCLE, name)));
    ManagedObject settings = load(Kind.COMPONENT_TEMPLATE, "northpost-settings");
    ObjectNode index = (ObjectNode) settings.body().at("/template/settings/index");
    index.put("number_of_shards", String.valueOf(shards));
    index.put("number_of_replicas", String.valueOf(replicas));
    objects.add(settings);
    objects.add(load(Kind.COMPONENT_TEMPLATE, "northpost-ecs"));
    objects.add(load(Kind.COMPONENT_TEMPLATE, "northpost-place"));
    names.forEach(name -> objects.add(load(Kind.COMPONENT_TEMPLATE, name)));
    names.forEach(name -> objects.add(load(Kind.INDEX_TEMPLATE, name)));
    objects.add(load(Kind.ROLE, "northpost-writer"));
    objects.add(load(Kind.ROLE, "northpost-reader"));
    return objects;
  }

  /** An index template for a cluster that has no lifecycle policies. */
  ManagedObject withoutLifecycle() {
    ObjectNode copy = body.deepCopy();
    if (copy.at("/template/settings/index") instanceof ObjectNode index) {
      index.remove("lifecycle");
    }
    return new ManagedObject(kind, name, copy);
  }

  private static ManagedObject load(Kind kind, String name) {
    String resource = "/elasticsearch/" + kind.folder + "/" + name + ".json";
    try (InputStream in = ManagedObject.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + ": not found");
      }
      return new ManagedObject(kind, name, (ObjectNode) JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + resource, e);
    }
  }
}
