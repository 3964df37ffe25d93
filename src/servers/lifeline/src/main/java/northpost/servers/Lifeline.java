package northpost.servers;

import java.io.IOException;
import java.io.InputStream;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ends this process when the one that started it is gone, however that one died: its end of our
 * standard input closes then, even by {@code kill -9}.
 */
public final class Lifeline {
  private static final long LONGEST_STOP_MILLIS = 10_000;

  private Lifeline() {}

  /** Watches standard input from now on, and leaves Ctrl-C to the process that started this one. */
  public static void hold() {
    // A terminal sends Ctrl-C to parent and child alike; the parent still needs us to end cleanly.
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    InputStream parent = System.in;
    Thread watch = new Thread(() -> exitAtEndOf(parent), "lifeline");
    watch.setDaemon(true);
    watch.start();
  }

  private static void exitAtEndOf(InputStream parent) {
    try {
      while (parent.read() >= 0) {
        // Nothing is said on this pipe: only its end matters.
      }
    } catch (IOException e) {
      System.err.println("standard input broke, taken as its end: " + e);
    }
    Thread lastResort = new Thread(Lifeline::haltLater, "lifeline-last-resort");
    lastResort.setDaemon(true);
    lastResort.start();
    System.exit(0);
  }

  private static void haltLater() {
    try {
      Thread.sleep(LONGEST_STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
