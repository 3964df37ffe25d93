package northpost.stream;

import java.io.IOException;
import northpost.domain.Reference;

/** The bytes of a reference. */
public final class ReferenceLayout implements Layout<Reference> {
  private static final long serialVersionUID = 1L;

  private static final DeclaredTraitsLayout DECLARED_TRAITS = new DeclaredTraitsLayout();
  private static final TemplateLayout TEMPLATE = new TemplateLayout();

  @Override
  public Class<Reference> type() {
    return Reference.class;
  }

  @Override
  public void write(Reference value, RecordOutput out) {
    out.string(value.referenceId());
    out.string(value.subjectId());
    out.strings(value.galleryIds());
    out.constant(value.source(), DomainCodes.REFERENCE_SOURCE);
    out.constant(value.travellerClass(), DomainCodes.TRAVELLER_CLASS);
    out.record(value.declared(), DECLARED_TRAITS);
    out.instant(value.validFrom());
    out.instant(value.expiresAt());
    out.record(value.template(), TEMPLATE);
  }

  @Override
  public Reference read(RecordInput in) throws IOException {
    return new Reference(
        in.string(),
        in.string(),
        in.strings(),
        in.constant(DomainCodes.REFERENCE_SOURCE),
        in.constant(DomainCodes.TRAVELLER_CLASS),
        in.record(DECLARED_TRAITS),
        in.instant(),
        in.instant(),
        in.record(TEMPLATE));
  }
}
