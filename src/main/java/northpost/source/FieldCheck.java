package northpost.source;

import java.util.regex.Pattern;
import northpost.domain.RejectionReason;

/**
 * The first fault of a record, found field by field; later faults are not looked at.
 *
 * <p>An id is 1 to 128 printable ASCII characters without spaces and without {@code |}, which joins
 * ids into document keys.
 */
final class FieldCheck {
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7E&&[^|]]{1,128}");
  private static final int MAX_SHOWN = 140;

  private RejectionReason reason;
  private String message;

  /** An id that must be there. */
  FieldCheck id(String field, String value) {
    if (present(field, value) && !ID.matcher(value).matches()) {
      fail(RejectionReason.INVALID_FIELD, field, shown(value), ID_EXPECTED);
    }
    return this;
  }

  /** An id that may be null. */
  FieldCheck optionalId(String field, String value) {
    if (reason == null && value != null && !ID.matcher(value).matches()) {
      fail(RejectionReason.INVALID_FIELD, field, shown(value), ID_EXPECTED);
    }
    return this;
  }

  private static final String ID_EXPECTED =
      "1 to 128 printable ASCII characters without spaces and |";

  /** A value that must be there; a blank text counts as absent. */
  FieldCheck required(String field, Object value) {
    present(field, value);
    return this;
  }

  private boolean present(String field, Object value) {
    if (reason != null) {
      return false;
    }
    if (value == null || (value instanceof String text && text.isBlank())) {
      fail(RejectionReason.MISSING_FIELD, field, "nothing", "a value");
      return false;
    }
    return true;
  }

  /** Anything else that must hold. The condition may be evaluated on absent fields: guard it. */
  FieldCheck that(
      boolean holds, RejectionReason otherwise, String field, Object got, String expected) {
    if (reason == null && !holds) {
      fail(otherwise, field, shown(String.valueOf(got)), expected);
    }
    return this;
  }

  /** A fault that was found elsewhere, null for none. */
  FieldCheck fault(RejectionReason found, String what) {
    if (reason == null && found != null) {
      reason = found;
      message = what;
    }
    return this;
  }

  private void fail(RejectionReason why, String field, String got, String expected) {
    reason = why;
    message = field + ": got " + got + ", expected " + expected;
  }

  private static String shown(String value) {
    return value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "...";
  }

  boolean failed() {
    return reason != null;
  }

  /** Null when nothing failed. */
  RejectionReason reason() {
    return reason;
  }

  /** Field, got and expected; null when nothing failed. */
  String message() {
    return message;
  }
}
