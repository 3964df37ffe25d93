package northpost.stream;

import java.io.IOException;
import northpost.domain.EncounterUpdate;

/** The bytes of an encounter and what was known of it before. */
public final class EncounterUpdateLayout implements Layout<EncounterUpdate> {
  private static final long serialVersionUID = 1L;

  private static final EncounterLayout ENCOUNTER = new EncounterLayout();

  @Override
  public Class<EncounterUpdate> type() {
    return EncounterUpdate.class;
  }

  @Override
  public void write(EncounterUpdate value, RecordOutput out) {
    out.record(value.before(), ENCOUNTER);
    out.record(value.now(), ENCOUNTER);
  }

  @Override
  public EncounterUpdate read(RecordInput in) throws IOException {
    return new EncounterUpdate(in.record(ENCOUNTER), in.record(ENCOUNTER));
  }
}
