package northpost.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a process is to measure.
 *
 * @param threads each of these numbers is measured
 * @param distances each of these limits is measured
 * @param checkedProbes how many probes are drawn, and answers compared for
 * @param rounds whose median is taken
 * @param roundNanos how long an engine searches in a round, at least
 * @param directory where data for other processes lie
 * @param writeData whether this process writes them
 * @param lean whether only our engine and the plain loop are measured, on one copy of the
 *     references
 */
public record SearchTask(
    int references,
    int dimension,
    List<Integer> threads,
    List<Double> distances,
    int checkedProbes,
    int rounds,
    long roundNanos,
    String directory,
    boolean writeData,
    boolean lean) {

  /** As arguments of a process. */
  public List<String> arguments() {
    return List.of(
        Integer.toString(references),
        Integer.toString(dimension),
        join(threads),
        join(distances),
        Integer.toString(checkedProbes),
        Integer.toString(rounds),
        Long.toString(roundNanos),
        directory,
        Boolean.toString(writeData),
        Boolean.toString(lean));
  }

  /** From the arguments of a process. */
  public static SearchTask parse(String[] arguments) {
    return new SearchTask(
        Integer.parseInt(arguments[0]),
        Integer.parseInt(arguments[1]),
        Arrays.stream(arguments[2].split(",")).map(Integer::valueOf).toList(),
        Arrays.stream(arguments[3].split(",")).map(Double::valueOf).toList(),
        Integer.parseInt(arguments[4]),
        Integer.parseInt(arguments[5]),
        Long.parseLong(arguments[6]),
        arguments[7],
        Boolean.parseBoolean(arguments[8]),
        Boolean.parseBoolean(arguments[9]));
  }

  /** The same with data written or not. */
  SearchTask writingData(boolean write) {
    return new SearchTask(
        references,
        dimension,
        threads,
        distances,
        checkedProbes,
        rounds,
        roundNanos,
        directory,
        write,
        lean);
  }

  /** The same with at most so many probes. */
  SearchTask checking(int probes) {
    return new SearchTask(
        references,
        dimension,
        threads,
        distances,
        Math.min(checkedProbes, probes),
        rounds,
        roundNanos,
        directory,
        writeData,
        lean);
  }

  private static String join(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(","));
  }
}
