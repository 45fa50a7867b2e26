package io.millrace.formats;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;

/**
 * Another system that decoding needs does not answer. Never a dead letter: the record may be good.
 */
public final class RetryableException extends MillraceException {
  private static final long serialVersionUID = 1L;

  public RetryableException(String message, Throwable cause) {
    super(ErrorCode.EXTERNAL, message, cause);
  }
}
