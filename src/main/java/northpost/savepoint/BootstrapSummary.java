package northpost.savepoint;

import java.nio.file.Path;
import java.util.Map;
import northpost.wire.json.JsonLine;

/**
 * What a bootstrap wrote.
 *
 * @param read records read
 * @param applied enrolments and withdrawals among them that went into the savepoint
 * @param rejected reason → records refused
 * @param rejectedFile where those are; not there when none is
 * @param bytes size of the savepoint
 */
public record BootstrapSummary(
    Path savepoint,
    int shards,
    long read,
    long applied,
    Map<String, Long> rejected,
    Path rejectedFile,
    long bytes,
    double seconds) {

  public String toText() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                "%s: %,d of %,d records applied in %.1f s; %d shards, %,d bytes",
                savepoint, applied, read, seconds, shards, bytes));
    rejected.forEach((reason, n) -> text.append(String.format("%n  refused %,d %s", n, reason)));
    if (!rejected.isEmpty()) {
      text.append(String.format("%n  refused records: %s", rejectedFile));
    }
    return text.toString();
  }

  public String toJson() {
    JsonLine byReason = new JsonLine();
    rejected.forEach((reason, n) -> byReason.put(reason, n.longValue()));
    return new JsonLine()
        .put("savepoint", savepoint.toString())
        .put("shards", shards)
        .put("read", read)
        .put("applied", applied)
        .putObject("rejected", byReason)
        .put("bytes", bytes)
        .put("seconds", seconds)
        .toString();
  }
}
