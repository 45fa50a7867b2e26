package io.millrace.runner.definition;

import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Problem;
import io.millrace.sdk.ErrorCode;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many of the records of an input may be dead letters before a live job fails: a stream that
 * can't be read as a whole is a mistake in its definition or its producer, not bad records.
 *
 * @param percent of the last records that may be dead, 0 to 99
 * @param of how many records are looked at, as each subtask reads them, 1 to 1,000,000
 */
public record MaxDead(int percent, int of) implements Serializable {
  static final MaxDead DEFAULT = new MaxDead(90, 1000);

  private static final int MOST_PERCENT = 99;
  private static final int MOST_RECORDS = 1_000_000;
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,9})\\s?%");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final String EXAMPLE = "'none' or such as {share: 90%, of: 1000}";

  public MaxDead {
    if (percent < 0 || percent > MOST_PERCENT || of < 1 || of > MOST_RECORDS) {
      throw new IllegalArgumentException(percent + " % of " + of);
    }
  }

  /** How many may be dead. */
  public int dead() {
    return (int) ((long) of * percent / 100);
  }

  /** Reads {@code max-dead} of an input; empty for {@code none}. */
  static Optional<MaxDead> read(MappingReader input, String owner, List<Problem> problems) {
    Optional<Node> node = input.node("max-dead");
    if (node.isEmpty()) {
      return Optional.of(DEFAULT);
    } else if (node.get() instanceof Mapping mapping) {
      try (MappingReader reader = new MappingReader(mapping, "'max-dead' of " + owner, problems)) {
        return Optional.of(
            new MaxDead(
                number(reader, "share", PERCENT, 0, MOST_PERCENT, "%").orElse(DEFAULT.percent()),
                number(reader, "of", NUMBER, 1, MOST_RECORDS, "").orElse(DEFAULT.of())));
      }
    } else if (node.get() instanceof Scalar scalar && "none".equals(scalar.text())) {
      return Optional.empty();
    }
    String found = node.get() instanceof Scalar scalar ? "'" + scalar.text() + "'" : "a list";
    input.problem(
        "max-dead", ErrorCode.WRONG_TYPE, "max-dead is " + found + "; expected " + EXAMPLE);
    return Optional.of(DEFAULT);
  }

  private static Optional<Integer> number(
      MappingReader reader, String key, Pattern shape, int least, int most, String unit) {
    Optional<String> text = reader.text(key);
    Optional<Matcher> digits = text.map(shape::matcher).filter(Matcher::matches);
    Optional<Integer> number =
        digits
            .map(found -> Integer.valueOf(found.group().replaceAll("\\D", "")))
            .filter(value -> value >= least && value <= most);
    if (text.isPresent() && number.isEmpty()) {
      String range = "from " + least + unit + " to " + most + unit;
      reader.problem(
          key,
          digits.isEmpty() ? ErrorCode.WRONG_TYPE : ErrorCode.OUT_OF_RANGE,
          key + " is '" + text.get() + "'; expected a whole number " + range);
    }
    return number;
  }
}
