package io.millrace.hpc.jobs;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.hpc.UsageWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A ledger with state and timers in memory, as plain as can be, that counts what is asked of it.
 */
final class LedgerRun {
  /** No test is due so many calls: a ledger that asks for them has no end. */
  private static final int MOST_CALLS = 20_000;

  final List<Row> rows = new ArrayList<>();
  final Memory state = new Memory();
  final TreeSet<Long> timers = new TreeSet<>();
  private final UsageLedger ledger;
  private long watermark = Long.MIN_VALUE;
  private int calls;

  /** A result, as far as tests look at it. Times are in s. */
  record Row(
      UsageWindow kind,
      long start,
      String series,
      long processorSeconds,
      int revision,
      ResultStatus status) {}

  LedgerRun(long keep, UsageWindow... kinds) {
    List<UsageWindow> windows = List.of(kinds);
    ledger =
        new UsageLedger(
            new UsageWindows(windows),
            windows.contains(UsageWindow.TOTAL),
            keep,
            state,
            timers::add,
            (usage, series, revision, status) ->
                rows.add(
                    new Row(
                        usage.kind(),
                        usage.start(),
                        series,
                        usage.processorSeconds(series),
                        revision,
                        status)));
  }

  /** A start, or with a negative number of processors an end, said when it was. */
  LedgerRun step(long time, long processors) throws Exception {
    return step(time, time, processors);
  }

  LedgerRun step(long known, long time, long processors) throws Exception {
    UsageTotals totals = new UsageTotals();
    totals.add(UsageTotals.Total.RUNNING, Long.signum(processors));
    totals.add(UsageTotals.Total.PROCESSORS, processors);
    totals.add(UsageTotals.Total.MOMENT, processors * time);
    ledger.add(new UsageChange("c", known, time, -1, List.of("all"), totals), watermark);
    return this;
  }

  /** Lets event time reach a time in s. */
  LedgerRun reach(long time) throws Exception {
    advance(time * 1_000 - 1, false);
    return this;
  }

  LedgerRun finish() throws Exception {
    advance(Long.MAX_VALUE, true);
    return this;
  }

  private void advance(long to, boolean over) throws Exception {
    watermark = to;
    while (!timers.isEmpty() && timers.first() <= to) {
      if (++calls > MOST_CALLS) {
        throw new AssertionError(MOST_CALLS + " timers, and no end; the next is " + timers.first());
      }
      ledger.onTime(timers.pollFirst(), over);
    }
  }

  /** What stands of a kind of windows: processor-seconds by start. */
  Map<Long, Long> standing(UsageWindow kind) {
    Map<Long, Long> standing = new HashMap<>();
    for (Row row : rows) {
      if (row.kind() == kind && row.status() == ResultStatus.RETRACTED) {
        standing.remove(row.start());
      } else if (row.kind() == kind) {
        standing.put(row.start(), row.processorSeconds());
      }
    }
    return standing;
  }

  /** The state of a ledger in maps. */
  static final class Memory implements LedgerState {
    private final Map<String, Object> entries = new HashMap<>();
    int hoursRead;

    int size() {
      return entries.size();
    }

    @SuppressWarnings("unchecked")
    private <V> V get(String key) {
      return (V) entries.get(key);
    }

    private void put(String key, Object value) {
      if (value == null) {
        entries.remove(key);
      } else {
        entries.put(key, value);
      }
    }

    @Override
    public LedgerHead head() {
      return get("head");
    }

    @Override
    public void head(LedgerHead head) {
      put("head", head);
    }

    @Override
    public UsageBySeries hour(long start) {
      hoursRead++;
      return get("hour " + start);
    }

    @Override
    public void hour(long start, UsageBySeries usage) {
      put("hour " + start, usage);
    }

    @Override
    public UsageBySeries changed(long start) {
      return get("changed " + start);
    }

    @Override
    public void changed(long start, UsageBySeries usage) {
      put("changed " + start, usage);
    }

    @Override
    public List<UsageChange> held(long hour) {
      return get("held " + hour);
    }

    @Override
    public void held(long hour, List<UsageChange> changes) {
      put("held " + hour, changes);
    }

    @Override
    public Revisions revisions(UsageWindow kind, long start) {
      return get(kind + " " + start);
    }

    @Override
    public void revisions(UsageWindow kind, long start, Revisions revisions) {
      put(kind + " " + start, revisions);
    }

    @Override
    public UsageBySeries total() {
      return get("total");
    }

    @Override
    public void total(UsageBySeries usage) {
      put("total", usage);
    }

    @Override
    public void clear() {
      entries.clear();
    }
  }
}
