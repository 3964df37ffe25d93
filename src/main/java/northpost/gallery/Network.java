package northpost.gallery;

import northpost.domain.Template;

/** What two templates must have in common to be compared. */
record Network(String modelId, int dimension) {
  static Network of(Template template) {
    return new Network(template.modelId(), template.vector().length);
  }
}
