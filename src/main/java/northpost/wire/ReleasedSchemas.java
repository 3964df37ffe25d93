package northpost.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.SchemaStore;

/**
 * Every released version of every record's schema, from {@code schemas/<Record>/v<N>.avsc} in the
 * resources.
 */
public final class ReleasedSchemas {
  private static final String INDEX = "schemas/index.properties";
  private static final ReleasedSchemas SHIPPED = new ReleasedSchemas();

  private final SortedMap<String, List<Schema>> versions = new TreeMap<>();

  private ReleasedSchemas() {
    Properties newest = new Properties();
    try (InputStream in = open(INDEX)) {
      newest.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(INDEX + ": not readable", e);
    }
    for (String name : newest.stringPropertyNames()) {
      int count = Integer.parseInt(newest.getProperty(name).trim());
      List<Schema> schemas = new ArrayList<>();
      for (int version = 1; version <= count; version++) {
        schemas.add(parse("schemas/" + name + "/v" + version + ".avsc"));
      }
      versions.put(name, List.copyOf(schemas));
    }
  }

  /** The schemas that ship with Northpost. */
  public static ReleasedSchemas shipped() {
    return SHIPPED;
  }

  private static Schema parse(String resource) {
    try (InputStream in = open(resource)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + ": not readable", e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = ReleasedSchemas.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException(
          resource + ": not on the class path, expected by " + INDEX + " beside the classes");
    }
    return in;
  }

  /** The names of the records, e.g. {@code CaptureRecord}. */
  public List<String> records() {
    return List.copyOf(versions.keySet());
  }

  /**
   * All versions of a record, version 1 first.
   *
   * @throws IllegalArgumentException for a record that was never released
   */
  public List<Schema> versions(String record) {
    List<Schema> found = versions.get(record);
    if (found == null) {
      throw new IllegalArgumentException(
          "record: got " + record + ", expected one of " + versions.keySet());
    }
    return found;
  }

  /** The versions of a record by fingerprint. */
  SchemaStore.Cache store(String record) {
    SchemaStore.Cache store = new SchemaStore.Cache();
    versions(record).forEach(store::addSchema);
    return store;
  }

  /** Which record and version a fingerprint is of, in words; for error messages. */
  String describe(long fingerprint) {
    for (String record : versions.keySet()) {
      List<Schema> schemas = versions.get(record);
      for (int i = 0; i < schemas.size(); i++) {
        if (SchemaNormalization.parsingFingerprint64(schemas.get(i)) == fingerprint) {
          return record + " v" + (i + 1);
        }
      }
    }
    return "no released schema";
  }
}
