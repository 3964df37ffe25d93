package northpost.sink;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.transport.TransportException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import northpost.sink.ItemResult.Disposition;
import org.elasticsearch.client.ResponseException;

/**
 * Sorts every answer of Elasticsearch into what to do next; docs/elasticsearch.md has the table.
 */
final class FailureClasses {
  /**
   * Refusals with a client's status that pass when the cluster changes, not the document: they keep
   * their data waiting. A write block is an operator's measure (403) or a full disk (429); an index
   * that is closed or may not be created waits for the operator too.
   */
  private static final Set<String> PASSING =
      Set.of(
          "cluster_block_exception",
          "index_closed_exception",
          "index_not_found_exception",
          "validation_exception");

  private static final ObjectMapper JSON = new ObjectMapper();

  private FailureClasses() {}

  /** The class of one item in a bulk response. */
  static ItemResult ofItem(Document document, BulkResponseItem item) {
    ErrorCause error = item.error();
    int status = item.status();
    if (error == null) {
      return ItemResult.WROTE;
    }
    Disposition disposition;
    if (status == 409 && document.version() != Document.UNVERSIONED) {
      disposition = Disposition.STALE;
    } else if (passes(status) || status == 409 || PASSING.contains(error.type())) {
      disposition = Disposition.RETRY;
    } else if (status == 401 || status == 403) {
      disposition = Disposition.FATAL;
    } else {
      disposition = Disposition.REFUSED;
    }
    return new ItemResult(disposition, status, error.type(), reason(error));
  }

  /** The class of a bulk request that failed as a whole. */
  static ItemResult ofRequest(Throwable thrown) {
    Throwable cause = unwrap(thrown);
    int status = status(cause);
    Disposition disposition;
    if (status == 413) {
      disposition = Disposition.TOO_LARGE;
    } else if (isMistrust(cause)) {
      disposition = Disposition.FATAL;
    } else if (passes(status) || (status == 0 && cause instanceof IOException)) {
      disposition = Disposition.RETRY;
    } else {
      disposition = Disposition.FATAL;
    }
    if (cause instanceof ElasticsearchException e && e.error() != null) {
      return new ItemResult(disposition, status, e.error().type(), reason(e.error()));
    }
    return cause instanceof ResponseException e
        ? ofResponse(disposition, status, e)
        : new ItemResult(disposition, status, cause.getClass().getSimpleName(), message(cause));
  }

  /** With the innermost cause, which alone says that a certificate has expired, and when. */
  private static String message(Throwable cause) {
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = String.valueOf(cause.getMessage());
    String more = innermost.getMessage();
    return more == null || message.contains(more) ? message : message + " (" + more + ")";
  }

  /** The client gives the answer as a text: a line on the request, then the body. */
  private static ItemResult ofResponse(Disposition disposition, int status, ResponseException e) {
    String[] lineAndBody = e.getMessage().split("\n", 2);
    String type = e.getClass().getSimpleName();
    if (lineAndBody.length < 2) {
      return new ItemResult(disposition, status, type, lineAndBody[0]);
    }
    try {
      JsonNode error = JSON.readTree(lineAndBody[1]).path("error");
      return new ItemResult(
          disposition,
          status,
          error.path("type").asText(type),
          error.path("reason").asText(lineAndBody[0]));
    } catch (JsonProcessingException notElasticsearch) {
      // A proxy answers in words of its own.
      return new ItemResult(disposition, status, type, lineAndBody[0]);
    }
  }

  /**
   * Whether encryption fails for a reason that stays: a certificate that is not trusted, has
   * expired or is another host's, or a server that does not encrypt. A connection cut while the two
   * shake hands passes.
   */
  static boolean isMistrust(Throwable cause) {
    if (cause instanceof SSLHandshakeException) {
      for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
        if (inner instanceof EOFException || inner instanceof SocketException) {
          return false;
        }
      }
      return true;
    }
    return cause instanceof SSLPeerUnverifiedException
        || (cause instanceof SSLException
            && String.valueOf(cause.getMessage()).contains("unrecognized SSL message"));
  }

  private static boolean passes(int status) {
    return status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505);
  }

  /** The HTTP status that a client's exception carries; 0 for none. */
  private static int status(Throwable cause) {
    if (cause instanceof ResponseException e) {
      return e.getResponse().getStatusLine().getStatusCode();
    }
    if (cause instanceof ElasticsearchException e) {
      return e.status();
    }
    if (cause instanceof TransportException e && e.response() != null) {
      return e.statusCode();
    }
    return 0;
  }

  /** The failure itself, out of what carried it between threads. */
  static Throwable unwrap(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String reason(ErrorCause error) {
    ErrorCause inner = error.causedBy();
    return inner == null || inner.reason() == null
        ? error.reason()
        : error.reason() + " (" + inner.reason() + ")";
  }
}
