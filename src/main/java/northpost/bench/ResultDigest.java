package northpost.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import northpost.domain.Sha256;

/**
 * A sum of 128 bits over records: of each the first half of its SHA-256. The order of the records
 * does not matter, their number does, and no two sets are likely to give the same sum.
 */
final class ResultDigest {

  private final MessageDigest sha = Sha256.digest();
  private long high;
  private long low;
  private long records;

  void add(byte[] bytes, int length) {
    sha.update(bytes, 0, length);
    ByteBuffer digest = ByteBuffer.wrap(sha.digest());
    add(digest.getLong(), digest.getLong(), 1);
  }

  void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes, bytes.length);
  }

  void add(ResultDigest other) {
    add(other.high, other.low, other.records);
  }

  private void add(long moreHigh, long moreLow, long moreRecords) {
    low += moreLow;
    high += moreHigh + (Long.compareUnsigned(low, moreLow) < 0 ? 1 : 0);
    records += moreRecords;
  }

  long records() {
    return records;
  }

  /** 32 hexadecimal digits. */
  String hex() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
