package io.millrace.runner.deadletters;

import io.millrace.kafka.StoredLetter;
import io.millrace.schemas.platform.DeadLetter;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a redrive does with a letter, and why.
 *
 * @param about the letter's end, in words
 */
record Judgement(Kind kind, String about) {

  enum Kind {
    /** It is written to where it came from. */
    REDRIVEN("redriven"),
    /** It was, before. */
    ALREADY("already redriven"),
    /** It has died too often. */
    POISON("tried too often"),
    /** It does not come from an input of the definition. */
    REFUSED("refused");

    final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /**
   * Judges a letter.
   *
   * @param before when it was redriven
   * @param topics of the definition's inputs, in the environment
   * @param maxAttempts how often a record is tried at most
   */
  static Judgement of(
      StoredLetter stored, Optional<Instant> before, Set<String> topics, int maxAttempts) {
    DeadLetter letter = stored.letter();
    if (before.isPresent()) {
      return new Judgement(Kind.ALREADY, "was redriven at " + before.get());
    } else if (letter.getTopic() == null || letter.getPartition() == null) {
      return new Judgement(Kind.REFUSED, "comes from no topic");
    } else if (!topics.contains(letter.getTopic())) {
      String inputs = String.join(", ", topics);
      return new Judgement(
          Kind.REFUSED, "topic '" + letter.getTopic() + "' is no input here; they are " + inputs);
    } else if (stored.isCut()) {
      return new Judgement(
          Kind.REFUSED,
          "was cut, for its topic takes no record of its size; the whole one stood at "
              + stored.original());
    } else if (stored.attempt() >= maxAttempts) {
      return new Judgement(
          Kind.POISON,
          "was tried %d times, --max-attempts is %d".formatted(stored.attempt(), maxAttempts));
    }
    return new Judgement(
        Kind.REDRIVEN,
        "goes to %s-%d as attempt %d"
            .formatted(letter.getTopic(), letter.getPartition(), stored.attempt() + 1));
  }
}
