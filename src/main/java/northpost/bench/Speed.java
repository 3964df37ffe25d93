package northpost.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Probes a second of an engine.
 *
 * @param wall by the clock, all threads together
 * @param cpu by processor time
 */
record Speed(double wall, double cpu) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Processor time of this thread in nanoseconds. */
  static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** Lets an engine search for at least so long, batch after batch. */
  static Speed of(
      SearchEngine engine,
      float[][] probes,
      double maximumSquaredDistance,
      int threads,
      long leastNanos) {
    AtomicInteger next = new AtomicInteger();
    long started = System.nanoTime();
    List<long[]> parts = new ArrayList<>();
    if (threads == 1) {
      parts.add(search(engine, probes, maximumSquaredDistance, next, started + leastNanos));
    } else {
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      try {
        List<Future<long[]>> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
          running.add(
              pool.submit(
                  () ->
                      search(engine, probes, maximumSquaredDistance, next, started + leastNanos)));
        }
        for (Future<long[]> part : running) {
          parts.add(part.get());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("measuring " + engine.name() + " was interrupted", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("measuring " + engine.name() + " failed", e.getCause());
      } finally {
        pool.shutdownNow();
      }
    }
    double wallSeconds = (System.nanoTime() - started) / 1e9;
    long searched = parts.stream().mapToLong(p -> p[0]).sum();
    double cpuSeconds = parts.stream().mapToLong(p -> p[1]).sum() / 1e9;
    return new Speed(searched / wallSeconds, searched / cpuSeconds);
  }

  private static long[] search(
      SearchEngine engine, float[][] probes, double limit, AtomicInteger next, long until) {
    long cpu = cpuNanos();
    long searched = 0;
    long[] found = new long[1];
    do {
      float[][] batch = new float[engine.batch()][];
      int first = next.getAndAdd(batch.length);
      Arrays.setAll(batch, p -> probes[Math.floorMod(first + p, probes.length)]);
      engine.search(batch, limit, (p, reference, distance) -> found[0]++);
      searched += batch.length;
    } while (System.nanoTime() < until);
    return new long[] {searched, cpuNanos() - cpu};
  }

  /** The median of each, separately. */
  static Speed median(List<Speed> speeds) {
    double[] wall = speeds.stream().mapToDouble(Speed::wall).sorted().toArray();
    double[] cpu = speeds.stream().mapToDouble(Speed::cpu).sorted().toArray();
    return new Speed(wall[wall.length / 2], cpu[cpu.length / 2]);
  }
}
