package northpost.servers;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * A process of a Flink cluster that ends with the one that started it. Prints {@code READY} and the
 * entry point's name, and then is that entry point.
 */
public final class FlinkProcessMain {
  private FlinkProcessMain() {}

  /**
   * @param args the class whose main is run, such as {@code
   *     org.apache.flink.runtime.taskexecutor.TaskManagerRunner}, and its arguments
   */
  public static void main(String[] args) throws Throwable {
    if (args.length < 1) {
      System.err.println("usage: FlinkProcessMain CLASS [ARGUMENT ...]");
      System.exit(2);
    }
    Lifeline.hold();
    Class<?> entryPoint = Class.forName(args[0]);
    System.out.println("READY " + entryPoint.getSimpleName());
    try {
      entryPoint
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
