package northpost.bench;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import northpost.sink.Document;
import northpost.sink.ElasticsearchSettings;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;

/**
 * Sends documents with the official client as fast as the server takes them: no Flink, no state, no
 * second attempt. Requests are of the sink's size, and as many are under way.
 */
final class BareBulkLoop implements AutoCloseable {
  private final ElasticsearchSettings settings;
  private final RestClient rest;
  private final ElasticsearchAsyncClient client;

  BareBulkLoop(ElasticsearchSettings settings) {
    this.settings = settings;
    int connections = settings.inFlight() + 1;
    rest =
        RestClient.builder(HttpHost.create(settings.urls().get(0)))
            .setHttpClientConfigCallback(
                http -> http.setMaxConnPerRoute(connections).setMaxConnTotal(connections))
            .build();
    client = new ElasticsearchAsyncClient(new RestClientTransport(rest, new JacksonJsonpMapper()));
  }

  /** Writes the documents 0 to count − 1; what it took. */
  Cost write(LongFunction<Document> documents, long count) throws InterruptedException {
    Cost started = Cost.now();
    Semaphore free = new Semaphore(settings.inFlight());
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<BulkOperation> batch = new ArrayList<>(settings.batchDocuments());
    long bytes = 0;
    for (long number = 0; number < count; number++) {
      Document document = documents.apply(number);
      batch.add(operation(document));
      bytes += document.json().length;
      if (batch.size() == settings.batchDocuments()
          || bytes >= settings.batchBytes()
          || number == count - 1) {
        free.acquire();
        send(batch, free, failure);
        batch = new ArrayList<>(settings.batchDocuments());
        bytes = 0;
      }
    }
    free.acquire(settings.inFlight());
    if (failure.get() != null) {
      throw new IllegalStateException("the bare bulk loop failed", failure.get());
    }
    return Cost.since(started);
  }

  private void send(List<BulkOperation> batch, Semaphore free, AtomicReference<Throwable> failure) {
    client
        .bulk(BulkRequest.of(request -> request.operations(batch)))
        .whenComplete(
            (response, thrown) -> {
              Throwable wrong = thrown != null ? thrown : refusal(response);
              if (wrong != null) {
                failure.compareAndSet(null, wrong);
              }
              free.release();
            });
  }

  private static Throwable refusal(BulkResponse response) {
    return response.errors()
        ? new IllegalStateException("got a document refused, expected all to be taken")
        : null;
  }

  private static BulkOperation operation(Document document) {
    BinaryData json = BinaryData.of(document.json(), ContentType.APPLICATION_JSON);
    return BulkOperation.of(
        operation ->
            operation.index(
                index -> index.index(document.index()).id(document.id()).document(json)));
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }
}
