package io.millrace.formats.spans;

import java.util.Locale;

/**
 * The rejection threshold of consistent probability sampling, as OpenTelemetry writes it into the
 * trace state: {@code ot=th:c} rejects c000... of 2^56 random values.
 */
final class SamplingThreshold {
  private static final int DIGITS = 14;
  private static final double VALUES = 0x1p56;

  private SamplingThreshold() {}

  /** How many spans one with this trace state stands for, as a text; null if it does not say. */
  static String adjustedCount(String traceState) {
    if (traceState == null) {
      return null;
    }
    for (String vendor : traceState.split(",")) {
      String entry = vendor.strip();
      if (entry.startsWith("ot=")) {
        for (String member : entry.substring(3).split(";")) {
          if (member.startsWith("th:")) {
            return ofDigits(member.substring(3).toLowerCase(Locale.ROOT));
          }
        }
      }
    }
    return null;
  }

  private static String ofDigits(String digits) {
    if (!digits.matches("[0-9a-f]{1," + DIGITS + "}")) {
      return null;
    }
    long threshold = Long.parseLong(digits, 16) << 4 * (DIGITS - digits.length());
    return Double.toString(VALUES / (VALUES - threshold));
  }
}
