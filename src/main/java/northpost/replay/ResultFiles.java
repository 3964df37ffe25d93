package northpost.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.apache.flink.util.FileUtils;

/**
 * Makes one file of the part files of each kind. Decisions and rejections stay as they came, being
 * each written once; of windows and anomalies the newest version stays. An anomaly is given {@code
 * detectedAt}: the event time that its first version reached to. Needs little memory, however long
 * the run was.
 */
final class ResultFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of windows in memory at once: a small part of any heap that runs Flink. */
  private static final long MOST_BYTES = 64L << 20;

  private final Path parts;
  private final Path output;
  private final long mostBytes;

  ResultFiles(Path parts, Path output) {
    this(parts, output, MOST_BYTES);
  }

  ResultFiles(Path parts, Path output, long mostBytes) {
    this.parts = parts;
    this.output = output;
    this.mostBytes = mostBytes;
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
    Path folder = Files.createDirectories(parts.resolveSibling(kind + "-sorted"));
    NewestVersions newest = new NewestVersions(folder, mostBytes);
    for (Path part : partsOf(kind)) {
      try (Stream<String> content = Files.lines(part)) {
        for (String line : (Iterable<String>) content::iterator) {
          newest.add(VersionedLine.of(line, identity));
        }
      }
    }
    Path whole = parts.resolveSibling(kind + ".ndjson");
    boolean detected = kind.equals(FileOutputs.ANOMALIES);
    long records;
    try (BufferedWriter writer = Files.newBufferedWriter(whole)) {
      records =
          newest.forEach(
              one -> {
                writer.write(detected ? one.withDetection() : one.line());
                writer.write('\n');
              });
    }
    publish(whole, kind);
    FileUtils.deleteDirectory(folder.toFile());
    return records;
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

  private interface LineReader {
    void read(String line) throws IOException;
  }
}
