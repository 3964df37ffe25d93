package northpost.anomaly;

import java.time.DayOfWeek;

/** What was learned of the hours, by key. */
interface LearnedHours {
  /** Null where nothing was learned. */
  Figures get(String key) throws Exception;

  void put(String key, Figures figures) throws Exception;

  /** Of a camera and an hour of the day. */
  static String key(String cameraId, int hour) {
    return cameraId + "|" + hour;
  }

  /** Of a camera and an hour of the week. */
  static String key(String cameraId, DayOfWeek day, int hour) {
    return cameraId + "|" + day + "-" + hour;
  }
}
