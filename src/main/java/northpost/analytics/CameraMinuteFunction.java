package northpost.analytics;

import java.time.Instant;
import java.util.List;
import northpost.domain.CameraMinute;
import northpost.domain.Capture;
import northpost.domain.Decision;
import northpost.domain.FunnelCounts;
import northpost.domain.Moments;
import northpost.domain.Outcome;
import northpost.domain.QualityMeasure;
import northpost.domain.Zone;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/**
 * Adds up what a camera took of a mode in a minute. Keyed by camera and mode.
 *
 * <p>All sums are exact, so a minute is the same in whatever order its captures come: measures are
 * rounded to a grid of which the squares add up in a double without rounding.
 */
public final class CameraMinuteFunction
    extends WindowFunction<
        Decision,
        CameraMinuteFunction.Content,
        CameraMinuteFunction.CameraMinuteState,
        CameraMinute> {
  private static final long serialVersionUID = 1L;

  /** What an officer waits for at most, from when the capture arrived. */
  private static final long BUDGET_MILLIS = 2_000;

  private static final double SCORE_GRID = 1L << 18;
  private static final double QUALITY_GRID = 1L << 8;
  private static final long LONGEST_TRANSPORT = 3_600_000;

  private final boolean timesAnswers;

  private CameraMinuteFunction(boolean timesAnswers) {
    super("camera-minutes", CameraMinuteState.class, 0, LATENESS_MILLIS);
    this.timesAnswers = timesAnswers;
  }

  /** The operator that runs this where an officer waits for the answers. */
  public static WindowOperator<Decision, CameraMinute> operator() {
    return operator(true);
  }

  /**
   * The operator that runs this.
   *
   * @param timesAnswers whether late answers are counted; where nobody waits for them, as in a
   *     replay, they tell of the machine, not of the port
   */
  public static WindowOperator<Decision, CameraMinute> operator(boolean timesAnswers) {
    return new WindowOperator<>(new CameraMinuteFunction(timesAnswers));
  }

  /** The key of a decision: camera and mode. No id has a bar in it. */
  public static String key(Decision decision) {
    return decision.capture().cameraId() + "|" + decision.capture().mode();
  }

  @Override
  Counter tooLate(MetricGroup northpost) {
    return northpost.counter("capturesTooLate");
  }

  @Override
  List<WindowSlot> slots(Decision decision) {
    Capture capture = decision.capture();
    return List.of(WindowSlot.minute(capture.capturedAt().toEpochMilli(), capture.mode(), null));
  }

  @Override
  Content add(Content content, WindowSlot slot, Decision decision) {
    Content sum = content == null ? Content.of(decision.capture(), slot) : content;
    sum.add(decision, timesAnswers);
    return sum;
  }

  @Override
  Content fromState(CameraMinuteState state) {
    return Content.of(state);
  }

  @Override
  Content write(String key, WindowSlot slot, Content content, Collector<CameraMinute> out) {
    out.collect(content.toMinute());
    content.written = content.sums.version();
    return content;
  }

  /**
   * The state of a minute.
   *
   * @param written captures counted when the minute was last written; 0: not yet
   */
  public record CameraMinuteState(CameraMinute minute, long written) {}

  /** A minute that is being filled; the latencies stand beside the other sums. */
  static final class Content implements WindowContent<CameraMinuteState> {
    private CameraMinute sums;
    private final LatencySketch latencies;
    private long written;

    private Content(CameraMinute sums, LatencySketch latencies, long written) {
      this.sums = sums;
      this.latencies = latencies;
      this.written = written;
    }

    static Content of(Capture capture, WindowSlot slot) {
      return new Content(
          new CameraMinute(
              capture.portCode(),
              capture.crossingId(),
              capture.laneId(),
              capture.cameraId(),
              capture.mode(),
              capture.zone(),
              Instant.ofEpochMilli(slot.start()),
              0,
              FunnelCounts.ZERO,
              Moments.NONE,
              Moments.NONE,
              Moments.NONE,
              Moments.NONE,
              0,
              null),
          new LatencySketch(),
          0);
    }

    static Content of(CameraMinuteState state) {
      CameraMinute minute = state.minute();
      return new Content(minute, LatencySketch.of(minute.latencies()), state.written());
    }

    void add(Decision decision, boolean timesAnswers) {
      long transport = decision.transportLatencyMillis();
      long waited = decision.acquisitionLatencyMillis() + decision.comparisonLatencyMillis();
      Zone zone = decision.capture().zone();
      sums =
          new CameraMinute(
              sums.portCode(),
              sums.crossingId(),
              sums.laneId(),
              sums.cameraId(),
              sums.mode(),
              // A camera has one zone; should captures disagree, any order gives the same.
              zone.compareTo(sums.zone()) > 0 ? zone : sums.zone(),
              sums.start(),
              sums.version() + 1,
              sums.counts()
                  .plus(FunnelCounts.of(decision.outcome(), decision.totalLatencyMillis())),
              decision.outcome() == Outcome.MATCH && !decision.candidates().isEmpty()
                  ? plus(sums.matchScores(), decision.candidates().get(0).score(), SCORE_GRID)
                  : sums.matchScores(),
              plusQuality(sums.sharpness(), decision, "Sharpness"),
              plusQuality(sums.interEyeDistance(), decision, "InterEyeDistance"),
              plus(
                  sums.transportMillis(),
                  Math.max(-LONGEST_TRANSPORT, Math.min(transport, LONGEST_TRANSPORT)),
                  1),
              sums.overBudget() + (timesAnswers && waited > BUDGET_MILLIS ? 1 : 0),
              null);
      latencies.add(decision.totalLatencyMillis());
    }

    private static Moments plusQuality(Moments sum, Decision decision, String name) {
      List<QualityMeasure> measures = decision.quality();
      for (QualityMeasure measure : measures == null ? List.<QualityMeasure>of() : measures) {
        if (measure.measure().equals(name) && measure.value() != QualityMeasure.NOT_ASSESSABLE) {
          return plus(sum, measure.value(), QUALITY_GRID);
        }
      }
      return sum;
    }

    private static Moments plus(Moments sum, double value, double grid) {
      return sum.plus(Moments.of(Math.rint(value * grid) / grid));
    }

    CameraMinute toMinute() {
      return new CameraMinute(
          sums.portCode(),
          sums.crossingId(),
          sums.laneId(),
          sums.cameraId(),
          sums.mode(),
          sums.zone(),
          sums.start(),
          sums.version(),
          sums.counts(),
          sums.matchScores(),
          sums.sharpness(),
          sums.interEyeDistance(),
          sums.transportMillis(),
          sums.overBudget(),
          latencies.toBytes());
    }

    @Override
    public boolean unwritten() {
      return written < sums.version();
    }

    @Override
    public CameraMinuteState toState() {
      return new CameraMinuteState(toMinute(), written);
    }
  }
}
