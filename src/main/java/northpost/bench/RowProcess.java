package northpost.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a process that prints rows as JSON; its other output goes to standard error. */
final class RowProcess {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RowProcess() {}

  /**
   * The rows of a process.
   *
   * @throws IOException when it ends with another code than 0
   */
  static List<SearchRow> rows(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<SearchRow> rows = new ArrayList<>();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("{")) {
          rows.add(MAPPER.readValue(line, SearchRow.class));
        } else {
          System.err.println(line);
        }
      }
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IOException(
            "measuring process " + command.get(0) + ": expected exit code 0, got " + exit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("measuring was interrupted", e);
    } finally {
      process.destroy();
    }
    return rows;
  }
}
