package northpost.simulation;

import java.util.List;
import northpost.domain.CapturedSample;
import northpost.domain.Policy;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;

/** What the people of a scenario look like to the system: drawn templates, or photos. */
interface ScenarioFaces {
  /** What is put on file about a person with papers. */
  ReferenceUpdate enrolment(Traveller traveller, SourcePosition position);

  /** What arrives of a capture; nothing to compare where the traveller opted out. */
  CapturedSample sample(Staged staged, SourcePosition position);

  /** Policies that these faces need; none where those of the system fit. */
  List<Policy> policies();

  /** Who is in the photos of a subject: two subjects may have one face. */
  String inPhotosOf(String subjectId);
}
