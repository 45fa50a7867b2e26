package io.millrace.hpc.jobs;

import io.millrace.hpc.jobs.UsageTotals.Total;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** From what is known of a job to what it adds to the accounts of its cluster. */
final class JobAccounts {
  /** Runs shorter than this would make slowdowns of anything: Feitelson's bound, in s. */
  private static final long SHORT_RUN = 10;

  private static final long MILLION = 1_000_000;

  /** In these a job may end that never started. */
  private static final Set<String> WITHOUT_START = Set.of("CANCELLED", "DEADLINE", "REVOKED");

  private final String cluster;
  private final long known;

  /** For how long, in s, a job is believed to run that nothing is heard of. */
  private final long longest;

  private final List<UsageChange> changes = new ArrayList<>();

  private JobAccounts(String cluster, long known, long longest) {
    this.cluster = cluster;
    this.known = known;
    this.longest = longest;
  }

  /**
   * What a job adds.
   *
   * @param known up to when, by event time, in s since 1970
   * @param longest after how many s a running job is given up; {@link Long#MAX_VALUE} for never
   */
  static List<UsageChange> of(String cluster, Job job, long known, long longest) {
    JobAccounts accounts = new JobAccounts(cluster, known, longest);
    Attempt before = null;
    boolean startedBefore = false;
    for (Attempt attempt : job.inOrder()) {
      boolean same =
          before != null
              && attempt.number(JobFact.SUBMIT) != null
              && attempt.number(JobFact.SUBMIT).equals(before.number(JobFact.SUBMIT));
      startedBefore = same && (startedBefore || before.number(JobFact.START) != null);
      accounts.add(attempt, before == null, same, startedBefore);
      before = attempt;
    }
    return accounts.changes;
  }

  /** The latest time known of a job, in s since 1970. */
  static long latest(Job job) {
    long latest = Long.MIN_VALUE;
    for (Attempt attempt : job.attempts().values()) {
      for (Long time : new Long[] {attempt.number(JobFact.SUBMIT), start(attempt), end(attempt)}) {
        latest = time == null ? latest : Math.max(latest, time);
      }
    }
    return latest;
  }

  /** Whether something is still to be heard of a job. */
  static boolean isOpen(Job job) {
    return job.attempts().values().stream()
        .anyMatch(attempt -> end(attempt) == null && !attempt.isOver());
  }

  static long orLast(Long time) {
    return time == null ? Long.MAX_VALUE : time;
  }

  /**
   * @param first whether it is the first attempt of the job
   * @param same whether it was submitted together with the one before
   * @param resized whether that had started, so this one goes on with another size
   */
  private void add(Attempt attempt, boolean first, boolean same, boolean resized) {
    Long submit = attempt.number(JobFact.SUBMIT);
    if (submit != null && !same) {
      change(attempt, submit, new UsageTotals().add(first ? Total.SUBMITTED : Total.REQUEUED, 1));
    }
    Long start = start(attempt);
    Long end = end(attempt);
    Long wait = resized ? null : wait(attempt);
    if (start != null) {
      addStart(attempt, start, end, wait, resized);
    }
    boolean goesOn = "RESIZING".equals(attempt.text(JobFact.STATE));
    if (end != null) {
      UsageTotals totals = goesOn ? new UsageTotals() : ended(attempt);
      if (start != null) {
        addUse(attempt, end, -1, totals);
        if (!goesOn) {
          addRun(totals, end - start, wait);
        }
      }
      change(attempt, end, totals);
    } else if (attempt.isOver() && !goesOn && (start != null || submit != null)) {
      // When it ended is not known: at the last time that is.
      change(attempt, start == null ? submit : start, ended(attempt));
    }
  }

  private void addStart(Attempt attempt, long start, Long end, Long wait, boolean resized) {
    UsageTotals totals = new UsageTotals();
    if (!resized) {
      totals.add(Total.STARTED, 1);
    }
    if (wait != null) {
      totals.addWait(wait);
      Long eligible = attempt.number(JobFact.ELIGIBLE);
      if (eligible != null) {
        totals.add(Total.PLANS, 1).add(Total.PLAN_SECONDS, Math.max(0, start - eligible));
      }
    }
    if (end == null && attempt.isOver()) {
      totals.add(Total.UNACCOUNTED, 1);
    } else {
      addUse(attempt, start, 1, totals);
      if (attempt.number(JobFact.PROCESSORS) == null) {
        totals.add(Total.UNACCOUNTED, 1);
      }
      if (end == null && longest < Long.MAX_VALUE) {
        UsageTotals lost = new UsageTotals();
        addUse(attempt, start + longest, -1, lost);
        change(attempt, start + longest, lost);
      }
    }
    change(attempt, start, totals);
  }

  /** A step of what is in use: up with 1, down with -1. */
  private static void addUse(Attempt attempt, long time, int sign, UsageTotals totals) {
    Long processors = attempt.number(JobFact.PROCESSORS);
    totals.add(Total.RUNNING, sign);
    if (processors == null) {
      totals.add(Total.UNKNOWN, sign);
    } else {
      totals.add(Total.PROCESSORS, sign * processors);
      totals.add(Total.MOMENT, sign * processors * time);
    }
  }

  private static void addRun(UsageTotals totals, long run, Long wait) {
    totals.add(Total.RUNS, 1).add(Total.RUN_SECONDS, run);
    if (wait != null) {
      long bound = Math.max(run, SHORT_RUN);
      long slowdown = (2 * (wait + run) * MILLION + bound) / (2 * bound);
      totals.add(Total.SLOWDOWNS, 1);
      totals.add(Total.SLOWDOWN_MILLIONTHS, Math.max(MILLION, slowdown));
    }
  }

  private static UsageTotals ended(Attempt attempt) {
    UsageTotals totals = new UsageTotals().add(Total.ENDED, 1);
    String state = attempt.text(JobFact.STATE);
    if (start(attempt) == null && (state == null || !WITHOUT_START.contains(state))) {
      totals.add(Total.UNACCOUNTED, 1);
    }
    if (state != null && !state.equals("UNKNOWN")) {
      totals.addEndedAs(state, 1);
    }
    return totals;
  }

  /** Where a run is known but not its wait, there is no later start than the submission. */
  private static Long start(Attempt attempt) {
    Long start = attempt.number(JobFact.START);
    boolean ran = start == null && attempt.number(JobFact.RUN) != null;
    return ran ? attempt.number(JobFact.SUBMIT) : start;
  }

  /** Clocks of nodes differ: a job that ends before it starts has used nothing. */
  private static Long end(Attempt attempt) {
    Long start = start(attempt);
    Long end = attempt.number(JobFact.END);
    Long run = attempt.number(JobFact.RUN);
    if (end == null && start != null && run != null) {
      return start + run;
    }
    return end == null || start == null ? end : (Long) Math.max(start, end);
  }

  private static Long wait(Attempt attempt) {
    Long submit = attempt.number(JobFact.SUBMIT);
    Long start = attempt.number(JobFact.START);
    return submit == null || start == null
        ? attempt.number(JobFact.WAIT)
        : (Long) Math.max(0, start - submit);
  }

  private void change(Attempt attempt, long time, UsageTotals totals) {
    Long capacity = attempt.number(JobFact.CAPACITY);
    changes.add(
        new UsageChange(
            cluster,
            known,
            time,
            capacity == null ? -1 : capacity,
            UsageChange.series(attempt),
            totals));
  }
}
