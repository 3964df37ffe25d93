package northpost.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.Decision;
import northpost.domain.QualityMeasure;
import northpost.sink.json.DecisionJson;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Counts decisions and adds up the digests of what must not differ between two runs: every field
 * but {@code decidedAt} and the latencies. For a run that does not fail and restart.
 */
final class DecisionDigestSink implements Sink<Decision> {
  static final String KIND = "decisions";
  private static final long serialVersionUID = 1;

  private final String results;
  private final String folder;

  /**
   * @param folder where to write them as NDJSON, a file a subtask; null: they are not written
   */
  DecisionDigestSink(String results, Path folder) {
    this.results = results;
    this.folder = folder == null ? null : folder.toString();
  }

  @Override
  public SinkWriter<Decision> createWriter(WriterInitContext context) throws IOException {
    return new Writer(
        YearResults.of(results),
        folder == null
            ? null
            : Files.newBufferedWriter(
                Path.of(
                    folder,
                    KIND + "-" + context.getTaskInfo().getIndexOfThisSubtask() + ".ndjson")));
  }

  private static final class Writer implements SinkWriter<Decision> {
    private final YearResults results;
    private final BufferedWriter file;
    private final ResultDigest digest = new ResultDigest();
    private final DataOutputSerializer bytes = new DataOutputSerializer(1024);

    Writer(YearResults results, BufferedWriter file) {
      this.results = results;
      this.file = file;
    }

    @Override
    public void write(Decision decision, Context where) throws IOException {
      bytes.clear();
      fields(decision);
      digest.add(bytes.getSharedBuffer(), bytes.length());
      results.count(decision.outcome(), decision.capture().capturedAt().toEpochMilli());
      if (file != null) {
        file.write(DecisionJson.write(decision));
        file.write('\n');
      }
    }

    private void fields(Decision d) throws IOException {
      Capture c = d.capture();
      text(c.captureId(), c.encounterId(), c.conveyanceId(), c.portCode(), c.crossingId());
      text(c.laneId(), c.cameraId(), c.presentedReferenceId(), c.galleryId());
      text(c.mode(), c.zone(), c.travellerClass(), c.seededProbe());
      bytes.writeLong(c.capturedAt().toEpochMilli());
      bytes.writeInt(c.occupantsPresent() == null ? -1 : c.occupantsPresent());
      bytes.writeBoolean(c.optedOut());
      text(d.outcome(), d.reason(), d.reasonDetail(), d.comparison(), d.policyId(), d.modelId());
      text(d.imageDigest());
      bytes.writeInt(d.policyVersion());
      bytes.writeDouble(d.threshold() == null ? -1 : d.threshold());
      bytes.writeDouble(d.margin() == null ? -1 : d.margin());
      List<Candidate> candidates = d.candidates();
      bytes.writeInt(candidates.size());
      for (Candidate candidate : candidates) {
        text(candidate.referenceId(), candidate.subjectId());
        bytes.writeDouble(candidate.score());
      }
      bytes.writeInt(d.quality().size());
      for (QualityMeasure measure : d.quality()) {
        text(measure.measure());
        bytes.writeDouble(measure.value());
      }
    }

    private void text(Object... values) throws IOException {
      for (Object value : values) {
        // No field holds this; an absent one must not look like an empty one.
        bytes.writeUTF(
            value == null ? "\0" : value instanceof Enum<?> e ? e.name() : value.toString());
      }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      if (file != null) {
        file.flush();
      }
      if (endOfInput) {
        results.add(KIND, digest);
      }
    }

    @Override
    public void close() throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }
}
