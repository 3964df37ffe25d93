package northpost.face;

import org.opencv.core.Core;

/**
 * Loads OpenCV and prepares DJL, once for each class loader. Each further class loader maps another
 * 83 MB, so on a cluster these libraries belong in Flink's lib/ folder and not in the job jar.
 */
final class Natives {
  private static boolean loaded;

  private Natives() {}

  static synchronized void load() {
    if (loaded) {
      return;
    }
    // Without these DJL asks a metadata address of the network and reports its use.
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
    nu.pattern.OpenCV.loadLocally();
    // One thread each: the subtasks of the job are as many as the cores.
    Core.setNumThreads(1);
    loaded = true;
  }

  private static void setIfAbsent(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
