package northpost.simulation;

import java.time.Instant;
import java.util.Optional;
import northpost.scoring.PlantedAnomaly;

/** More or fewer people than usual come for a time; those of a closed lane take its siblings. */
final class FlowFault implements Fault {
  private final FaultPlan plan;
  private final FaultPlan.Window window;
  private final String id;

  FlowFault(FaultPlan plan, FaultPlan.Window window, String id) {
    this.plan = plan;
    this.window = window;
    this.id = id;
  }

  @Override
  public void reshape(Instant instant, TrafficModel.Flow flow) {
    if (!window.holds(instant)) {
      return;
    }
    for (int i = 0; i < flow.people().length; i++) {
      if (plan.place().holds(flow.ways().get(i))) {
        if (plan.kind() == FaultKind.LANE_CLOSED) {
          moveToSiblings(flow, i);
        } else {
          flow.people()[i] *= plan.number("factor");
        }
      }
    }
  }

  /**
   * The lanes of the same crossing and mode that stay open take them, each the same factor more.
   */
  private void moveToSiblings(TrafficModel.Flow flow, int closed) {
    TrafficModel.Way from = flow.ways().get(closed);
    double open = 0;
    for (int i = 0; i < flow.people().length; i++) {
      open += siblings(from, flow.ways().get(i)) ? flow.people()[i] : 0;
    }
    double moved = flow.people()[closed];
    flow.people()[closed] = 0;
    for (int i = 0; i < flow.people().length && open > 0; i++) {
      if (siblings(from, flow.ways().get(i))) {
        flow.people()[i] *= 1 + moved / open;
      }
    }
  }

  private boolean siblings(TrafficModel.Way closed, TrafficModel.Way other) {
    return other.crossing().crossingId().equals(closed.crossing().crossingId())
        && other.conveyance() == closed.conveyance()
        && !plan.place().holds(other);
  }

  @Override
  public Optional<PlantedAnomaly> planted() {
    return Optional.of(Planting.of(plan, window, id));
  }
}
