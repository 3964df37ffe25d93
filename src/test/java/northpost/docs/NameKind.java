package northpost.docs;

import java.util.Optional;

/** One kind of name that documents write in backticks, such as a command or a topic. */
interface NameKind {
  /** Whether the text looks like a name of this kind; then no other kind is asked. */
  boolean claims(String text);

  /** What is wrong with the name as it stands in the document; empty where nothing is. */
  Optional<String> fault(String text, Document document);
}
