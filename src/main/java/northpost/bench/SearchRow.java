package northpost.bench;

/**
 * One line of the table.
 *
 * @param batch probes searched together
 * @param qps probes a second, all threads, wall time, median of the rounds
 * @param recall share of the references within the distance that were found
 * @param differences references missing, too many, or with another distance than brute force
 * @param checkedProbes probes that recall and differences are of
 * @param distance the limit
 * @param foundShare share of all comparisons that are within the limit
 * @param qpsPerCpuSecond probes a second of processor time, which other work does not disturb
 * @param timesPlainLoop qps over that of the plain Java loop in the same process (native engines:
 *     in the first process)
 * @param timesPlainLoopCpu the same for processor time
 * @param bytesPerReference −1 when not known
 * @param buildSeconds processor time; −1 when not measured
 * @param updateMicroseconds processor time of replacing one reference; −1 when not measured
 * @param java version of Java, or the compiler
 */
public record SearchRow(
    String engine,
    int references,
    int dimension,
    int batch,
    int threads,
    double qps,
    double recall,
    long differences,
    int checkedProbes,
    double distance,
    double foundShare,
    double qpsPerCpuSecond,
    double timesPlainLoop,
    double timesPlainLoopCpu,
    double bytesPerReference,
    double buildSeconds,
    double updateMicroseconds,
    String java) {

  /** The same with answers compared for more probes. */
  SearchRow checked(Answers.Comparison comparison) {
    return new SearchRow(
        engine,
        references,
        dimension,
        batch,
        threads,
        qps,
        comparison.recall(),
        comparison.differences(),
        comparison.probes(),
        distance,
        foundShare,
        qpsPerCpuSecond,
        timesPlainLoop,
        timesPlainLoopCpu,
        bytesPerReference,
        buildSeconds,
        updateMicroseconds,
        java);
  }

  /** The same with its speed over that of the plain Java loop in another process. */
  SearchRow against(SearchRow loop) {
    return new SearchRow(
        engine,
        references,
        dimension,
        batch,
        threads,
        qps,
        recall,
        differences,
        checkedProbes,
        distance,
        foundShare,
        qpsPerCpuSecond,
        qps / loop.qps,
        qpsPerCpuSecond / loop.qpsPerCpuSecond,
        bytesPerReference,
        buildSeconds,
        updateMicroseconds,
        java);
  }
}
