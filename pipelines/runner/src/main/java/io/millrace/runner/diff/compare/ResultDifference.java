package io.millrace.runner.diff.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.formats.Position;
import java.util.Comparator;
import java.util.Optional;

/**
 * A result that the two sides do not have alike.
 *
 * @param key the values by which it is told from others, as a JSON array
 */
public record ResultDifference(
    String key,
    Optional<ResultTime> time,
    Optional<Standing> standingA,
    Optional<Standing> standingB) {

  /** By time, and what has none last; then by key. */
  static final Comparator<ResultDifference> ORDER =
      Comparator.comparing(
              (ResultDifference one) -> one.time.orElse(null),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(ResultDifference::key);

  /** What kind of difference there is. */
  public enum Kind {
    CHANGED,
    /** Only B has it. */
    ADDED,
    /** Only A has it. */
    MISSING
  }

  public Kind kind() {
    if (standingA.isPresent() && standingB.isPresent()) {
      return Kind.CHANGED;
    }
    return standingA.isPresent() ? Kind.MISSING : Kind.ADDED;
  }

  /** Where the result of a side stands; empty if it is not there, or in a table. */
  public Optional<Position> at(Side side) {
    return (side == Side.A ? standingA : standingB).flatMap(Standing::at);
  }

  /** The compared fields of the one that is there. */
  public ObjectNode only() {
    return standingA.or(() -> standingB).orElseThrow().fields();
  }
}
