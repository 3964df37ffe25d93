package northpost.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import northpost.job.FileOutputs;

/**
 * Makes one file of the part files of each kind. Decisions and rejections stay as they came, being
 * each written once; of windows and anomalies the newest version stays. An anomaly is given {@code
 * detectedAt}: the event time that its first version reached to.
 */
final class ResultFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path parts;
  private final Path output;

  ResultFiles(Path parts, Path output) {
    this.parts = parts;
    this.output = output;
  }

  ReplaySummary collect() throws IOException {
    Map<String, Long> outcomes = new TreeMap<>();
    long decisions =
        concatenate(
            FileOutputs.DECISIONS,
            line -> outcomes.merge(JSON.readTree(line).get("outcome").asText(), 1L, Long::sum));
    long rejected = concatenate(FileOutputs.REJECTED, line -> {});
    long windows =
        newest(
            FileOutputs.FUNNEL,
            List.of("start", "end", "scope", "portCode", "crossingId", "laneId", "mode", "zone"));
    long latencies =
        newest(
            FileOutputs.LATENCY,
            List.of("start", "end", "scope", "portCode", "crossingId", "laneId"));
    long anomalies = newest(FileOutputs.ANOMALIES, List.of("anomalyId"));
    long errorRates =
        newest(
            FileOutputs.ERROR_RATES,
            List.of("start", "scope", "portCode", "crossingId", "laneId", "comparison"));
    long encounters = newestIfWritten(FileOutputs.ENCOUNTERS, List.of("encounterId"));
    long outcomeWindows =
        newest(
            FileOutputs.OUTCOMES,
            List.of("start", "end", "scope", "portCode", "crossingId", "laneId", "mode"));
    return new ReplaySummary(
        decisions,
        rejected,
        windows,
        latencies,
        anomalies,
        errorRates,
        encounters,
        outcomeWindows,
        outcomes);
  }

  private long concatenate(String kind, LineReader each) throws IOException {
    long lines = 0;
    Path whole = parts.resolveSibling(kind + ".ndjson");
    try (BufferedWriter writer = Files.newBufferedWriter(whole)) {
      for (Path part : partsOf(kind)) {
        try (Stream<String> content = Files.lines(part)) {
          for (String line : (Iterable<String>) content::iterator) {
            each.read(line);
            writer.write(line);
            writer.write('\n');
            lines++;
          }
        }
      }
    }
    publish(whole, kind);
    return lines;
  }

  /** Without part files of the kind there is no result either. */
  private long newestIfWritten(String kind, List<String> identity) throws IOException {
    return Files.isDirectory(parts.resolve(kind)) ? newest(kind, identity) : 0;
  }

  private long newest(String kind, List<String> identity) throws IOException {
    Map<String, Versioned> byIdentity = new TreeMap<>();
    for (Path part : partsOf(kind)) {
      for (String line : Files.readAllLines(part)) {
        JsonNode node = JSON.readTree(line);
        StringBuilder key = new StringBuilder();
        identity.forEach(field -> key.append(node.path(field).asText("")).append('|'));
        byIdentity.merge(key.toString(), Versioned.of(node, line), Versioned::and);
      }
    }
    Path whole = parts.resolveSibling(kind + ".ndjson");
    boolean detected = kind.equals(FileOutputs.ANOMALIES);
    try (BufferedWriter writer = Files.newBufferedWriter(whole)) {
      for (Versioned versioned : byIdentity.values()) {
        writer.write(detected ? versioned.withDetection() : versioned.line());
        writer.write('\n');
      }
    }
    publish(whole, kind);
    return byIdentity.size();
  }

  /** The finished part files: those still being written start with a dot. */
  private List<Path> partsOf(String kind) throws IOException {
    Path folder = parts.resolve(kind);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(
          files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList());
    }
  }

  private void publish(Path whole, String kind) throws IOException {
    Files.move(whole, output.resolve(kind + ".ndjson"), StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * The newest version of a record.
   *
   * @param line of the newest
   * @param first the lowest version
   * @param reach the event time that the lowest version reached to; null where it does not say
   */
  private record Versioned(long version, String line, long first, String reach) {
    static Versioned of(JsonNode node, String line) {
      long version = node.path("version").asLong();
      String end = node.path("end").textValue();
      return new Versioned(
          version, line, version, end == null ? node.path("start").textValue() : end);
    }

    Versioned and(Versioned other) {
      Versioned newest = version >= other.version ? this : other;
      Versioned oldest = first <= other.first ? this : other;
      return new Versioned(newest.version, newest.line, oldest.first, oldest.reach);
    }

    String withDetection() throws IOException {
      ObjectNode node = (ObjectNode) JSON.readTree(line);
      if (!node.has("detectedAt") && reach != null) {
        node.put("detectedAt", reach);
      }
      return node.toString();
    }
  }

  private interface LineReader {
    void read(String line) throws IOException;
  }
}
