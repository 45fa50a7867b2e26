package io.millrace.runner.deadletters;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a letter lies, or its record stood.
 *
 * @param topic of the record; empty for a place in the topic of letters
 */
public record LetterPlace(Optional<String> topic, int partition, long offset) {
  /** How it is written, for messages. */
  public static final String EXPECTED =
      "PARTITION@OFFSET of the letter, or TOPIC-PARTITION@OFFSET of its record";

  private static final Pattern WRITTEN = Pattern.compile("(?:([\\w.-]+)-)?(\\d{1,9})@(\\d{1,18})");

  /** Reads one; empty if the text is none. */
  public static Optional<LetterPlace> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    return written.matches()
        ? Optional.of(
            new LetterPlace(
                Optional.ofNullable(written.group(1)),
                Integer.parseInt(written.group(2)),
                Long.parseLong(written.group(3))))
        : Optional.empty();
  }
}
