package northpost.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import northpost.domain.Sha256;

/** One number for all that a run came to. */
final class Digest {
  private Digest() {}

  /** SHA-256 of the entries in the order of their keys. */
  static String of(Map<String, String> entries) {
    MessageDigest digest = Sha256.digest();
    new TreeMap<>(entries)
        .forEach(
            (key, value) ->
                digest.update((key + "\t" + value + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
