package northpost.anomaly;

/** What was learned of the hours, by key. */
interface LearnedHours {
  /** Null where nothing was learned. */
  Figures get(String key) throws Exception;

  void put(String key, Figures figures) throws Exception;
}
