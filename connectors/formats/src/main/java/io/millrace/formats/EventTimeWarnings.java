package io.millrace.formats;

import io.millrace.sdk.DataWarning;
import io.millrace.sdk.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Warns of event times that are likely wrong: before 1990, in the future, or decades apart. The
 * events themselves are left as they are. One reader of an input has one.
 */
public final class EventTimeWarnings {
  private static final long EARLIEST = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();
  private static final long APART = Duration.ofDays(3653).toMillis();

  /** By so much the clocks of two machines, or the zones that they are set to, may differ. */
  private static final long AHEAD = Duration.ofDays(1).toMillis();

  private final LongSupplier clock;
  private long latestPlausible = Long.MIN_VALUE;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private boolean toldApart;

  /**
   * @param clock in ms since 1970-01-01T00:00:00Z; read only for times that are ahead of what it
   *     said before
   */
  public EventTimeWarnings(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * The warnings of one event.
   *
   * @param millis its time
   * @param others what it is warned of else, to which these are added
   */
  public List<DataWarning> of(long millis, Position position, List<DataWarning> others) {
    List<DataWarning> warnings = others;
    if (millis < EARLIEST) {
      warnings = with(Warning.TIME_BEFORE_1990, position, warnings);
    }
    if (isAhead(millis)) {
      warnings = with(Warning.TIME_IN_FUTURE, position, warnings);
    }
    first = Math.min(first, millis);
    last = Math.max(last, millis);
    if (last - first > APART && !toldApart) {
      toldApart = true;
      warnings = with(Warning.TIMES_SPAN_DECADES, position, warnings);
    }
    return warnings;
  }

  private boolean isAhead(long millis) {
    if (millis > latestPlausible) {
      latestPlausible = clock.getAsLong() + AHEAD;
    }
    return millis > latestPlausible;
  }

  private static List<DataWarning> with(
      Warning kind, Position position, List<DataWarning> warnings) {
    List<DataWarning> more = new ArrayList<>(warnings);
    more.add(new DataWarning(kind, "", position.toString()));
    return more;
  }
}
