package io.millrace.industrial.oee;

import io.millrace.operators.counter.CounterReading;
import io.millrace.operators.state.TimeSpan;
import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.CountTemporality;
import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;
import java.util.Arrays;
import java.util.Comparator;

/** One thing that is said of one machine. Times are in us since 1970-01-01T00:00:00Z. */
sealed interface Fact {

  /** The inputs that facts come from. */
  enum Kind {
    STATES,
    COUNTS,
    CALENDAR,
    CYCLES
  }

  /** The time from which it holds. */
  long time();

  /** The input that it came from. */
  Kind kind();

  /** The time for which it is believed, where nothing confirms it. */
  default TimeSpan believed(long length) {
    return new TimeSpan(time(), time() + length);
  }

  /** An entry that another may replace. */
  sealed interface Correctable extends Fact permits State, Entry {

    /** By which it may be replaced; null for never. */
    String id();

    /** The id of what it replaces; null for nothing. */
    String supersedes();
  }

  /** A state that begins. */
  record State(
      long time,
      MachineryState state,
      MachineryMode mode,
      String reason,
      String order,
      String id,
      String supersedes,
      String source,
      long epoch,
      Long sequence)
      implements Correctable {

    /** Of several, which one was said last; of what is said at once, what says more. */
    static final Comparator<State> RANK =
        Comparator.comparingLong(State::epoch)
            .thenComparing(State::sequence, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(state -> state.state() != MachineryState.UNKNOWN)
            .thenComparing(State::time)
            .thenComparing(State::toString);

    /** By time, and of one time by rank, so that the last holds. */
    static final Comparator<State> ORDER =
        Comparator.comparingLong(State::time).thenComparing(RANK);

    @Override
    public Kind kind() {
      return Kind.STATES;
    }
  }

  /** Parts that were counted. */
  record Count(
      long time,
      CountTemporality temporality,
      String counter,
      String product,
      String order,
      Long produced,
      Long good,
      Long scrap,
      Long rework,
      String source,
      long epoch,
      Long sequence)
      implements Fact {
    static final Comparator<Count> ORDER =
        Comparator.comparingLong(Count::time)
            .thenComparing(Count::epoch)
            .thenComparing(Count::sequence, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Count::toString);

    boolean cumulative() {
      return temporality == CountTemporality.CUMULATIVE;
    }

    /** Whether both are of the same counters of totals. */
    boolean continues(Count before) {
      return cumulative() && before.cumulative() && counter.equals(before.counter);
    }

    CounterReading reading() {
      return new CounterReading(epoch, Arrays.asList(produced, good, scrap, rework));
    }

    @Override
    public Kind kind() {
      return Kind.COUNTS;
    }
  }

  /** A shift or a planned stop; {@code end} is after {@code time}. */
  record Entry(
      long time,
      long end,
      CalendarKind type,
      String name,
      String id,
      String supersedes,
      Long sequence)
      implements Correctable {
    static final Comparator<Entry> RANK =
        Comparator.comparing(Entry::sequence, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Entry::time)
            .thenComparing(Entry::toString);

    TimeSpan span() {
      return new TimeSpan(time, end);
    }

    @Override
    public Kind kind() {
      return Kind.CALENDAR;
    }
  }

  /** The ideal cycle time of a product, or of all others where it is null. */
  record Cycle(long time, String product, double seconds, Long sequence) implements Fact {
    static final Comparator<Cycle> ORDER =
        Comparator.comparingLong(Cycle::time)
            .thenComparing(Cycle::sequence, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Cycle::seconds);

    /** In ns a part. */
    long nanos() {
      return Math.round(seconds * 1e9);
    }

    @Override
    public Kind kind() {
      return Kind.CYCLES;
    }
  }
}
