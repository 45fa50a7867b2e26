package io.millrace.formats;

import io.millrace.sdk.ErrorCode;

/** A record can't be read. Made in great numbers where data is bad, so without a stack trace. */
public class BadRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public BadRecordException(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** What is wrong. */
  public ErrorCode code() {
    return code;
  }
}
