package northpost.stream;

import java.io.IOException;

/** A record of the tests, and its layouts. */
final class Notes {
  private Notes() {}

  record Note(String text, int stars) {}

  /** Before a note had stars. */
  static final class FirstNote implements Layout<Note> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<Note> type() {
      return Note.class;
    }

    @Override
    public void write(Note value, RecordOutput out) {
      out.string(value.text());
    }

    @Override
    public Note read(RecordInput in) throws IOException {
      return new Note(in.string(), 0);
    }
  }

  /** Stars were added in version 2; -1 stands for none. */
  static final class SecondNote implements Layout<Note> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<Note> type() {
      return Note.class;
    }

    @Override
    public void write(Note value, RecordOutput out) {
      new StarredNote().write(value, out);
    }

    @Override
    public Note read(RecordInput in) throws IOException {
      return in.version() < 2 ? new Note(in.string(), -1) : new StarredNote().read(in);
    }
  }

  /** With stars in every version. */
  static final class StarredNote implements Layout<Note> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<Note> type() {
      return Note.class;
    }

    @Override
    public void write(Note value, RecordOutput out) {
      out.string(value.text());
      out.number(value.stars());
    }

    @Override
    public Note read(RecordInput in) throws IOException {
      return new Note(in.string(), in.smallNumber());
    }
  }
}
