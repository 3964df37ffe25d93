package northpost.sink;

import java.io.Serial;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Brings documents to Elasticsearch, effectively once, and lets neither decisions nor checkpoints
 * wait for it while its buffer lasts: what is not yet acknowledged is part of each checkpoint.
 *
 * <p>docs/elasticsearch.md tells what becomes of each kind of failure.
 */
public final class ElasticsearchSink
    implements Sink<Document>, SupportsWriterState<Document, UnsentDocuments> {
  @Serial private static final long serialVersionUID = 1;

  private final ElasticsearchSettings settings;

  public ElasticsearchSink(ElasticsearchSettings settings) {
    this.settings = settings;
  }

  @Override
  public StatefulSinkWriter<Document, UnsentDocuments> createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<Document, UnsentDocuments> restoreWriter(
      WriterInitContext context, Collection<UnsentDocuments> recovered) {
    ElasticsearchConnection connection = ElasticsearchConnection.open(settings);
    return new ElasticsearchWriter(
        settings,
        new CheckedBulkClient(
            new ClusterCheck(settings, connection.client()),
            new ElasticsearchBulkClient(connection)),
        context.getMailboxExecutor(),
        context.getProcessingTimeService(),
        new SinkMetrics(context.metricGroup()),
        new BackOff(new SplittableRandom()),
        context.getRestoredCheckpointId().isPresent(),
        recovered);
  }

  @Override
  public SimpleVersionedSerializer<UnsentDocuments> getWriterStateSerializer() {
    return new UnsentDocumentsSerializer();
  }
}
