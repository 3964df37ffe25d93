package northpost.sink;

import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends documents with the official client, their bytes as they are. Closes its connection. */
final class ElasticsearchBulkClient implements BulkClient {
  private final ElasticsearchConnection connection;

  ElasticsearchBulkClient(ElasticsearchConnection connection) {
    this.connection = connection;
  }

  @Override
  public CompletableFuture<List<ItemResult>> send(List<Document> documents) {
    List<BulkOperation> operations = new ArrayList<>(documents.size());
    for (Document document : documents) {
      operations.add(operation(document));
    }
    return connection
        .client()
        .bulk(BulkRequest.of(request -> request.operations(operations)))
        .thenApply(response -> results(documents, response));
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private static BulkOperation operation(Document document) {
    BinaryData json = BinaryData.of(document.json(), ContentType.APPLICATION_JSON);
    return BulkOperation.of(
        operation ->
            operation.index(
                index -> {
                  index.index(document.index()).id(document.id()).document(json);
                  if (document.version() != Document.UNVERSIONED) {
                    // "gte": a repeat of the same version is accepted and changes nothing.
                    index.version(document.version()).versionType(VersionType.ExternalGte);
                  }
                  return index;
                }));
  }

  private static List<ItemResult> results(List<Document> documents, BulkResponse response) {
    if (response.items().size() != documents.size()) {
      throw new IllegalStateException(
          "bulk response: got " + response.items().size() + " items, expected " + documents.size());
    }
    List<ItemResult> results = new ArrayList<>(documents.size());
    for (int i = 0; i < documents.size(); i++) {
      results.add(FailureClasses.ofItem(documents.get(i), response.items().get(i)));
    }
    return results;
  }
}
