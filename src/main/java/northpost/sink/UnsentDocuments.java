package northpost.sink;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a writer's state: documents not yet acknowledged. A writer has several pieces, so that
 * a change of parallelism can share them out.
 */
record UnsentDocuments(List<Document> documents) {
  private static final long PIECE_BYTES = 1 << 20;

  /** Splits documents into pieces of about one megabyte, in order. */
  static List<UnsentDocuments> split(Iterable<Document> documents) {
    List<UnsentDocuments> pieces = new ArrayList<>();
    List<Document> piece = new ArrayList<>();
    long bytes = 0;
    for (Document document : documents) {
      if (bytes + document.sizeInBytes() > PIECE_BYTES && !piece.isEmpty()) {
        pieces.add(new UnsentDocuments(piece));
        piece = new ArrayList<>();
        bytes = 0;
      }
      piece.add(document);
      bytes += document.sizeInBytes();
    }
    if (!piece.isEmpty()) {
      pieces.add(new UnsentDocuments(piece));
    }
    return pieces;
  }
}
