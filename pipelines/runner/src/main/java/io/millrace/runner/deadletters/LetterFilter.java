package io.millrace.runner.deadletters;

import io.millrace.kafka.StoredLetter;
import io.millrace.schemas.platform.DeadLetter;
import java.time.Instant;

/**
 * Which letters are meant; null for whatever does not matter.
 *
 * @param input name of the input in the definition
 * @param error code of the error
 * @param from the least time at which the letter was written
 * @param to the time before which the letter was written
 * @param topic where the record stood
 * @param partition where the record stood
 * @param offsets where the record stood
 */
public record LetterFilter(
    String input,
    String error,
    Instant from,
    Instant to,
    String topic,
    Integer partition,
    OffsetRange offsets) {

  /** All of them. */
  public static LetterFilter all() {
    return new LetterFilter(null, null, null, null, null, null, null);
  }

  boolean matches(StoredLetter stored) {
    DeadLetter letter = stored.letter();
    return is(input, letter.getInput())
        && is(error, letter.getError())
        && (from == null || !stored.time().isBefore(from))
        && (to == null || stored.time().isBefore(to))
        && is(topic, letter.getTopic())
        && is(partition, letter.getPartition())
        && (offsets == null || letter.getOffset() != null && offsets.contains(letter.getOffset()));
  }

  private static boolean is(Object meant, Object found) {
    return meant == null || meant.equals(found);
  }
}
