package io.millrace.industrial.oee;

import io.millrace.operators.state.TimeSpan;
import io.millrace.operators.state.TimeSpans;
import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The calendar of one machine and its ideal cycle times, as of any time that is still of use. */
final class Plan {
  static final Codec<Plan> CODEC = new PlanCodec();

  private final List<Fact.Entry> entries;
  private final List<Fact.Cycle> cycles;

  /** What {@link #standing} and {@link #planned} found, until entries change. */
  private final Map<CalendarKind, List<Fact.Entry>> standing = new EnumMap<>(CalendarKind.class);

  private TimeSpans planned;

  Plan() {
    this(new ArrayList<>(), new ArrayList<>());
  }

  private Plan(List<Fact.Entry> entries, List<Fact.Cycle> cycles) {
    this.entries = entries;
    this.cycles = cycles;
  }

  /** Adds an entry; false if it is there already. */
  boolean add(Fact.Entry entry) {
    changed();
    return !entries.contains(entry) && entries.add(entry);
  }

  /** Adds a cycle time; false if it is there already. */
  boolean add(Fact.Cycle cycle) {
    if (cycles.contains(cycle)) {
      return false;
    }
    cycles.add(cycle);
    cycles.sort(Fact.Cycle.ORDER);
    return true;
  }

  /** Whether there is a cycle time of the same product from the same time on. */
  boolean hasOther(Fact.Cycle cycle) {
    return cycles.stream()
        .anyMatch(
            one -> one.time() == cycle.time() && Objects.equals(one.product(), cycle.product()));
  }

  boolean isEmpty() {
    return entries.isEmpty() && cycles.isEmpty();
  }

  List<Fact.Entry> entries() {
    return entries;
  }

  List<Fact.Cycle> cycles() {
    return cycles;
  }

  /** The entries of a type that no other replaces. */
  List<Fact.Entry> standing(CalendarKind type) {
    return standing.computeIfAbsent(type, this::findStanding);
  }

  private List<Fact.Entry> findStanding(CalendarKind type) {
    Map<String, Fact.Entry> last = new HashMap<>();
    for (Fact.Entry entry : entries) {
      if (entry.supersedes() != null) {
        last.merge(
            entry.supersedes(),
            entry,
            (one, two) -> Fact.Entry.RANK.compare(one, two) < 0 ? two : one);
      }
    }
    return entries.stream()
        .filter(entry -> entry.type() == type && Superseding.stands(entry, last))
        .toList();
  }

  /** The shifts less the planned stops. */
  TimeSpans planned() {
    if (planned == null) {
      planned = spans(CalendarKind.SHIFT).without(spans(CalendarKind.PLANNED_STOP));
    }
    return planned;
  }

  private void changed() {
    standing.clear();
    planned = null;
  }

  private TimeSpans spans(CalendarKind type) {
    List<TimeSpan> spans = standing(type).stream().map(Fact.Entry::span).toList();
    return TimeSpans.union(spans);
  }

  /** Ideal time of a part of a product in ns, as of a time; null if there is none. */
  Long cycleNanos(String product, long time) {
    Fact.Cycle own = null;
    Fact.Cycle general = null;
    for (Fact.Cycle cycle : cycles) {
      if (cycle.time() <= time && cycle.product() == null) {
        general = cycle;
      } else if (cycle.time() <= time && cycle.product().equals(product)) {
        own = cycle;
      }
    }
    Fact.Cycle found = own == null ? general : own;
    return found == null ? null : found.nanos();
  }

  /** When the next cycle time of the same product begins; the greatest time if none does. */
  long nextCycle(Fact.Cycle after) {
    return cycles.stream()
        .filter(cycle -> cycle.time() > after.time())
        .filter(cycle -> Objects.equals(cycle.product(), after.product()))
        .mapToLong(Fact.Cycle::time)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /**
   * Forgets what no window that is still open can see.
   *
   * @param cut the start of the earliest of those windows
   * @param oldestCycle cycle times that begin before are no longer believed
   * @return whether anything was forgotten
   */
  boolean prune(long cut, long oldestCycle) {
    changed();
    List<String> replaced = new ArrayList<>();
    boolean changed =
        entries.removeIf(
            entry -> {
              boolean over = entry.end() <= cut;
              if (over && entry.supersedes() != null) {
                replaced.add(entry.supersedes());
              }
              return over;
            });
    // What a forgotten entry had replaced must not come back to life.
    entries.removeIf(entry -> entry.id() != null && replaced.contains(entry.id()));
    List<Fact.Cycle> before = List.copyOf(cycles);
    return cycles.removeIf(
            cycle ->
                cycle.time() < oldestCycle
                    || before.stream()
                        .anyMatch(
                            later ->
                                later.time() > cycle.time()
                                    && later.time() <= cut
                                    && Objects.equals(later.product(), cycle.product())))
        || changed;
  }

  /** How it is kept. */
  public static final class PlanCodec implements Codec<Plan> {
    private static final long serialVersionUID = 1L;

    /** For Flink, which makes it by its class when it restores. */
    public PlanCodec() {}

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Plan plan, DataOutput target) throws IOException {
      Lists.write(plan.entries, FactCodec.INSTANCE, target);
      Lists.write(plan.cycles, FactCodec.INSTANCE, target);
    }

    @Override
    public Plan read(DataInput source, int version) throws IOException {
      return new Plan(
          Lists.read(FactCodec.INSTANCE, Fact.Entry.class, source),
          Lists.read(FactCodec.INSTANCE, Fact.Cycle.class, source));
    }

    @Override
    public Plan copy(Plan plan) {
      return new Plan(new ArrayList<>(plan.entries), new ArrayList<>(plan.cycles));
    }

    @Override
    public Class<Plan> type() {
      return Plan.class;
    }
  }
}
