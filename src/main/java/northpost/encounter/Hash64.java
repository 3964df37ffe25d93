package northpost.encounter;

/** A 64-bit hash of an id, to tell apart the few ids of one encounter or conveyance. */
final class Hash64 {
  private Hash64() {}

  static long of(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    // FNV alone leaves the high bits of short ids alike.
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  static boolean contains(long[] hashes, long hash) {
    for (long h : hashes) {
      if (h == hash) {
        return true;
      }
    }
    return false;
  }

  static long[] with(long[] hashes, long hash) {
    long[] more = java.util.Arrays.copyOf(hashes, hashes.length + 1);
    more[hashes.length] = hash;
    return more;
  }
}
