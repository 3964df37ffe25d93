package northpost.encounter;

import northpost.domain.Decision;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** What decisions say of encounters; seeded probes have no traveller and are left out. */
public final class EncounterInputFunction implements FlatMapFunction<Decision, EncounterCapture> {
  private static final long serialVersionUID = 1;

  @Override
  public void flatMap(Decision decision, Collector<EncounterCapture> out) {
    if (decision.capture().seededProbe() == null) {
      out.collect(EncounterCapture.of(decision));
    }
  }
}
