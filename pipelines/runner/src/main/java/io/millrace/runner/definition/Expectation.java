package io.millrace.runner.definition;

import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a test expects of one output, or of what was set aside of one input.
 *
 * @param place where it is written
 * @param count how many rows, if that is all that is said
 * @param rows the rows, in any order, if they are said; each names some fields, with the values
 *     that they should have
 */
public record Expectation(
    Subject subject, Place place, Optional<Long> count, Optional<List<Mapping>> rows) {

  /** What rows leave the pipeline as. */
  public enum Kind {
    /** Results of an output. */
    OUTPUT,
    /** Events of an input that came too late for every result. */
    LATE,
    /** Events of an input whose time lies too far ahead of their arrival. */
    FUTURE,
    /** Records of an input that could not be processed. */
    DEAD;

    /** The key under which a test says what it expects of inputs. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The keys of {@code expect} that are no outputs. */
  public static final Set<String> WORDS = Set.of("late", "future", "dead", "no_rows");

  /** The rows of one kind of one output or input. */
  public record Subject(Kind kind, String name) {
    @Override
    public String toString() {
      return kind == Kind.OUTPUT ? "output '" + name + "'" : kind.key() + " of '" + name + "'";
    }
  }

  /** Whether nothing is said yet: a key without a value, for {@code test --update} to fill. */
  public boolean isOpen() {
    return count.isEmpty() && rows.isEmpty();
  }
}
