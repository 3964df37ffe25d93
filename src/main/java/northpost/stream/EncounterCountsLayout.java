package northpost.stream;

import java.io.IOException;
import northpost.domain.EncounterCounts;

/** The bytes of counts of travellers. */
public final class EncounterCountsLayout implements Layout<EncounterCounts> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<EncounterCounts> type() {
    return EncounterCounts.class;
  }

  @Override
  public void write(EncounterCounts value, RecordOutput out) {
    out.number(value.notCaptured());
    out.number(value.optedOut());
    out.number(value.unusable());
    out.number(value.unavailable());
    out.number(value.ambiguous());
    out.number(value.notMatched());
    out.number(value.notAsked());
    out.number(value.confirmed());
    out.number(value.overturned());
    out.number(value.inconclusive());
    out.number(value.occupantsPresent());
    out.number(value.occupantsCaptured());
    out.number(value.lateCaptures());
    out.number(value.duplicateCaptures());
  }

  @Override
  public EncounterCounts read(RecordInput in) throws IOException {
    return new EncounterCounts(
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number());
  }
}
