package northpost.stream;

import java.io.IOException;
import java.io.Serializable;

/**
 * The order in which the fields of a record are written and read. It has no state, and a public
 * constructor without parameters, by which a snapshot finds it again.
 *
 * <p>Fields are only ever added, and only at the end of what is written. So every release reads
 * what any other wrote: a later one gives a field that is missing its default, an earlier one
 * leaves out the fields it does not know.
 */
public interface Layout<T> extends Serializable {
  /**
   * The version that all layouts are written in, 1 to 255. When a field is added to any of them, it
   * goes up by one, and the reader takes the field's default where {@link RecordInput#version} is
   * lower.
   */
  int VERSION = 1;

  /** The record it is of. */
  Class<T> type();

  /**
   * Writes the fields of a record.
   *
   * @param value not null
   */
  void write(T value, RecordOutput out);

  /** Reads the fields in the order in which they were written. */
  T read(RecordInput in) throws IOException;
}
