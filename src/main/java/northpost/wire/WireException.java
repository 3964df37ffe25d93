package northpost.wire;

import northpost.domain.RejectionReason;

/** A record that cannot be read, with the reason code its dead letter gets. */
public final class WireException extends Exception {
  private static final long serialVersionUID = 1;

  private final RejectionReason reason;
  private final String recordId;
  private final String portCode;

  public WireException(RejectionReason reason, String message) {
    this(reason, message, null, null, null);
  }

  public WireException(RejectionReason reason, String message, Throwable cause) {
    this(reason, message, null, null, cause);
  }

  private WireException(
      RejectionReason reason, String message, String recordId, String portCode, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.recordId = recordId;
    this.portCode = portCode;
  }

  /** The same fault of a record whose id and port could be read; either may be null. */
  public WireException in(String recordId, String portCode) {
    return new WireException(reason, getMessage(), recordId, portCode, getCause());
  }

  public RejectionReason reason() {
    return reason;
  }

  /** The record's id where it could be read, else null. */
  public String recordId() {
    return recordId;
  }

  /** The record's port where it could be read, else null. */
  public String portCode() {
    return portCode;
  }
}
