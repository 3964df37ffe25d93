package northpost.gallery;

/** When a probe is compared. */
public enum ProbeOrder {
  /** At once, with the gallery as it then is: an officer waits. */
  ARRIVAL,
  /**
   * When event time has passed the capture on all inputs, so that a replay of the same files meets
   * the same gallery whatever the parallelism.
   */
  EVENT_TIME
}
