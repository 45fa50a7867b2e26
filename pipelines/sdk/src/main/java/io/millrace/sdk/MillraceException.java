package io.millrace.sdk;

/**
 * A failure whose message is written for the user: what, where, and what was expected. It is shown
 * without a stack trace.
 */
public class MillraceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public MillraceException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public MillraceException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What went wrong. */
  public ErrorCode code() {
    return code;
  }
}
