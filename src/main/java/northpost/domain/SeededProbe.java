package northpost.domain;

/** What a test capture is known to be. A traveller's capture is none of these. */
public enum SeededProbe {
  /** Of a kind that this version does not know: no traveller, and in no error rate. */
  UNKNOWN,
  /** The reference presented, or the gallery searched, holds the person of the photo. */
  MATED,
  /** It does not. */
  NON_MATED
}
