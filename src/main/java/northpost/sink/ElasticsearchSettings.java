package northpost.sink;

import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import northpost.domain.HttpAddress;

/**
 * How to reach Elasticsearch and how much to hold for it. Counts and bytes hold per writer.
 *
 * @param urls nodes of one cluster, e.g. {@code http://localhost:9200}
 * @param username for basic authentication; null for none
 * @param password of that user
 * @param apiKey in the encoded form that Elasticsearch gives; null for none
 * @param caFile PEM file of the certificate authorities to trust, and no others; null for those
 *     that the Java runtime trusts
 * @param batchDocuments documents in a bulk request, at most
 * @param batchBytes bytes in a bulk request, at most (a single larger document goes alone)
 * @param flushIntervalMillis how long a document waits for its batch to fill
 * @param inFlight bulk requests under way at the same time
 * @param bufferDocuments documents held, unsent and under way together, before back-pressure
 * @param bufferBytes their bytes
 * @param connectTimeoutMillis how long to wait for a connection
 * @param requestTimeoutMillis how long to wait for an answer
 */
public record ElasticsearchSettings(
    List<String> urls,
    String username,
    Secret password,
    Secret apiKey,
    String caFile,
    int batchDocuments,
    long batchBytes,
    long flushIntervalMillis,
    int inFlight,
    int bufferDocuments,
    long bufferBytes,
    int connectTimeoutMillis,
    int requestTimeoutMillis)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  public ElasticsearchSettings {
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("urls: got none, expected at least one");
    }
    urls = HttpAddress.servers("urls", urls);
    if (username != null && apiKey != null) {
      throw new IllegalArgumentException("got username and apiKey, expected only one of them");
    }
    if ((username == null) != (password == null)) {
      throw new IllegalArgumentException("username and password: got one, expected both or none");
    }
    checkPositive("batchDocuments", batchDocuments);
    checkPositive("batchBytes", batchBytes);
    checkPositive("flushIntervalMillis", flushIntervalMillis);
    checkPositive("inFlight", inFlight);
    checkPositive("connectTimeoutMillis", connectTimeoutMillis);
    checkPositive("requestTimeoutMillis", requestTimeoutMillis);
    if (bufferDocuments < batchDocuments) {
      throw new IllegalArgumentException(
          "bufferDocuments: got "
              + bufferDocuments
              + ", expected at least batchDocuments "
              + batchDocuments);
    }
    if (bufferBytes < batchBytes) {
      throw new IllegalArgumentException(
          "bufferBytes: got " + bufferBytes + ", expected at least batchBytes " + batchBytes);
    }
  }

  /** Defaults, without credentials: the buffer holds ten minutes of 400 decisions a second. */
  public static ElasticsearchSettings of(List<String> urls) {
    return new ElasticsearchSettings(
        urls,
        null,
        null,
        null,
        null,
        1_000,
        5L << 20,
        1_000,
        4,
        250_000,
        256L << 20,
        5_000,
        30_000);
  }

  public ElasticsearchSettings withPassword(String newUsername, Secret newPassword) {
    return copy(
        newUsername,
        newPassword,
        null,
        batchDocuments,
        batchBytes,
        flushIntervalMillis,
        inFlight,
        bufferDocuments,
        bufferBytes);
  }

  public ElasticsearchSettings withApiKey(Secret newApiKey) {
    return copy(
        null,
        null,
        newApiKey,
        batchDocuments,
        batchBytes,
        flushIntervalMillis,
        inFlight,
        bufferDocuments,
        bufferBytes);
  }

  /** Trusting only the certificate authorities of a PEM file. */
  public ElasticsearchSettings withCaFile(Path file) {
    return new ElasticsearchSettings(
        urls,
        username,
        password,
        apiKey,
        file.toString(),
        batchDocuments,
        batchBytes,
        flushIntervalMillis,
        inFlight,
        bufferDocuments,
        bufferBytes,
        connectTimeoutMillis,
        requestTimeoutMillis);
  }

  public ElasticsearchSettings withBatch(int documents, long bytes) {
    return copy(
        username,
        password,
        apiKey,
        documents,
        bytes,
        flushIntervalMillis,
        inFlight,
        bufferDocuments,
        bufferBytes);
  }

  public ElasticsearchSettings withFlushIntervalMillis(long millis) {
    return copy(
        username,
        password,
        apiKey,
        batchDocuments,
        batchBytes,
        millis,
        inFlight,
        bufferDocuments,
        bufferBytes);
  }

  public ElasticsearchSettings withInFlight(int requests) {
    return copy(
        username,
        password,
        apiKey,
        batchDocuments,
        batchBytes,
        flushIntervalMillis,
        requests,
        bufferDocuments,
        bufferBytes);
  }

  public ElasticsearchSettings withBuffer(int documents, long bytes) {
    return copy(
        username,
        password,
        apiKey,
        batchDocuments,
        batchBytes,
        flushIntervalMillis,
        inFlight,
        documents,
        bytes);
  }

  private ElasticsearchSettings copy(
      String newUsername,
      Secret newPassword,
      Secret newApiKey,
      int newBatchDocuments,
      long newBatchBytes,
      long newFlushIntervalMillis,
      int newInFlight,
      int newBufferDocuments,
      long newBufferBytes) {
    return new ElasticsearchSettings(
        urls,
        newUsername,
        newPassword,
        newApiKey,
        caFile,
        newBatchDocuments,
        newBatchBytes,
        newFlushIntervalMillis,
        newInFlight,
        newBufferDocuments,
        newBufferBytes,
        connectTimeoutMillis,
        requestTimeoutMillis);
  }

  private static void checkPositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected at least 1");
    }
  }
}
