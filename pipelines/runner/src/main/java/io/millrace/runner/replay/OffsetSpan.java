package io.millrace.runner.replay;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;

/**
 * Offsets of one partition.
 *
 * @param start the first
 * @param end the one after the last
 */
public record OffsetSpan(long start, long end) {

  public OffsetSpan {
    if (start < 0 || end < start) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "--offsets has %d-%d; expected START-END with START <= END".formatted(start, end));
    }
  }
}
