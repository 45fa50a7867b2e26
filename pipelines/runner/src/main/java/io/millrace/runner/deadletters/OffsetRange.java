package io.millrace.runner.deadletters;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Offsets from one to another, both included. */
public record OffsetRange(long from, long to) {
  /** How it is written, for messages. */
  public static final String EXPECTED = "an offset such as 17, or a range such as 10..20 or 10..";

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})(?:(\\.\\.)(\\d{1,18})?)?");

  /** Reads one; empty if the text is none. */
  public static Optional<OffsetRange> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    long from = Long.parseLong(written.group(1));
    long to =
        written.group(3) != null
            ? Long.parseLong(written.group(3))
            : written.group(2) == null ? from : Long.MAX_VALUE;
    return from <= to ? Optional.of(new OffsetRange(from, to)) : Optional.empty();
  }

  boolean contains(long offset) {
    return offset >= from && offset <= to;
  }
}
