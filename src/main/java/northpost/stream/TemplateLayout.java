package northpost.stream;

import java.io.IOException;
import northpost.domain.Template;

/** The bytes of a template. */
public final class TemplateLayout implements Layout<Template> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<Template> type() {
    return Template.class;
  }

  @Override
  public void write(Template value, RecordOutput out) {
    out.floats(value.vector());
    out.string(value.modelId());
  }

  @Override
  public Template read(RecordInput in) throws IOException {
    return new Template(in.floats(), in.knownString());
  }
}
