package northpost.sink;

/**
 * One document on its way to Elasticsearch, ready as bytes.
 *
 * @param index the index it belongs to, derived from its event time
 * @param id deterministic: a repeat is the same document
 * @param json one line of UTF-8 JSON
 * @param version external version, an older one never overwrites a newer one; {@value #UNVERSIONED}
 *     where the document never changes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of each would cost
public record Document(String index, String id, byte[] json, long version) {
  public static final long UNVERSIONED = -1;

  /** A line feed ends a document in a bulk request: one within would break its whole bulk. */
  public Document {
    if (json != null) {
      for (byte b : json) {
        if (b == '\n') {
          throw new IllegalArgumentException(
              "document " + id + " for " + index + ": got a line feed, expected JSON on one line");
        }
      }
    }
  }

  /** Its share of a bulk request: the document and its action line. */
  long sizeInBytes() {
    return json.length + id.length() + index.length() + 60L;
  }

  @Override
  public String toString() {
    return index + "/" + id + " (version " + version + ", " + json.length + " bytes)";
  }
}
