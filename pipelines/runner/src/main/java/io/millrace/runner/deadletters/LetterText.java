package io.millrace.runner.deadletters;

import io.millrace.formats.Decoded;
import io.millrace.kafka.StoredLetter;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything of one letter, for people. */
public final class LetterText {
  private static final int LIMIT = 1024;
  private static final String HIDDEN = "***";

  private final List<String> lines = new ArrayList<>();

  private LetterText() {}

  /**
   * The lines that show a letter.
   *
   * @param redriven when it was
   * @param now what its record is read as, with the definition and the environment as they are now;
   *     empty if it comes from no input of the definition
   * @param hidden whether everything that tells of the data is left out
   */
  public static List<String> of(
      StoredLetter stored,
      Optional<Instant> redriven,
      Optional<Decoded<String>> now,
      boolean hidden) {
    LetterText text = new LetterText();
    DeadLetter letter = stored.letter();
    text.add("letter", stored.place() + " of " + stored.topic() + ", of " + stored.time());
    text.add("input", letter.getInput());
    text.add(
        "original",
        stored.original() + (letter.getTimestamp() == null ? "" : ", of " + letter.getTimestamp()));
    text.add("stage", letter.getStage());
    text.add("error", letter.getError());
    // A message about the data may quote it.
    text.add("message", hidden ? HIDDEN : letter.getMessage());
    text.add("attempt", Integer.toString(stored.attempt()));
    text.add("redriven", redriven.map(Instant::toString).orElse("no"));
    for (RecordHeader header : stored.ownHeaders()) {
      String value = hidden ? HIDDEN : ByteText.brief(header.getValue());
      text.add("header", header.getKey() + ": " + value);
    }
    text.add("key", hidden ? HIDDEN : ByteText.brief(letter.getKey()));
    if (letter.getValue() == null) {
      text.add("value", "none");
    } else {
      int size = letter.getValue().remaining();
      text.add("value", size + (size == 1 ? " byte" : " bytes"));
      if (!hidden) {
        ByteText.lines(letter.getValue(), LIMIT).forEach(line -> text.add("", line));
      }
    }
    now.ifPresent(read -> text.add("read now", read(read, hidden)));
    return text.lines;
  }

  private static String read(Decoded<String> now, boolean hidden) {
    if (now instanceof Decoded.Bad<String> bad) {
      return hidden ? bad.code().name() : bad.code() + " " + bad.message();
    }
    return String.join(" ", now.events());
  }

  private void add(String name, String value) {
    lines.add("%-10s%s".formatted(name, value).stripTrailing());
  }
}
