package io.millrace.hpc.jobs;

import io.millrace.sdk.codec.CodecTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps what is known of each job, and sends on by how much new statements change its accounts. A
 * statement is held until event time has reached it, so that what is known at a time, and so a
 * final result, does not depend on the order of arrival.
 */
final class JobFunction extends KeyedProcessFunction<String, JobStatement, UsageChange> {
  private static final long serialVersionUID = 1L;
  private static final long MILLIS = 1_000;

  /** In s. */
  private final long longest;

  private final long lateness;

  private transient ValueState<Job> jobs;
  private transient ValueState<String> clusters;
  private transient MapState<Long, List<JobStatement>> held;

  JobFunction(Duration longest, Duration lateness) {
    this.longest = longest.toSeconds();
    this.lateness = lateness.toSeconds();
  }

  @Override
  public void open(OpenContext openContext) {
    jobs =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("job", new CodecTypeInfo<>(Job.CODEC)));
    clusters = getRuntimeContext().getState(new ValueStateDescriptor<>("cluster", Types.STRING));
    held =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "held", Types.LONG, Types.LIST(new CodecTypeInfo<>(JobStatement.CODEC))));
  }

  @Override
  public void processElement(JobStatement statement, Context ctx, Collector<UsageChange> out)
      throws Exception {
    long time = ctx.timestamp();
    if (time <= ctx.timerService().currentWatermark()) {
      take(statement, time, ctx.timerService(), out);
      return;
    }
    List<JobStatement> sameTime = held.get(time);
    List<JobStatement> statements = sameTime == null ? new ArrayList<>(1) : sameTime;
    statements.add(statement);
    held.put(time, statements);
    ctx.timerService().registerEventTimeTimer(time);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<UsageChange> out)
      throws Exception {
    List<JobStatement> statements = held.get(timestamp);
    if (statements != null) {
      held.remove(timestamp);
      for (JobStatement statement : statements) {
        take(statement, timestamp, ctx.timerService(), out);
      }
    }
    Job job = jobs.value();
    if (job == null || forgottenAt(job) != timestamp) {
      return;
    }
    boolean over = ctx.timerService().currentWatermark() == Long.MAX_VALUE;
    if (JobAccounts.isOpen(job) && !over) {
      String cluster = clusters.value();
      long known = Math.floorDiv(timestamp, MILLIS);
      sendDifference(
          JobAccounts.of(cluster, job, known, Long.MAX_VALUE),
          JobAccounts.of(cluster, job, known, longest),
          out);
    }
    jobs.clear();
    clusters.clear();
  }

  private void take(
      JobStatement statement, long time, TimerService timers, Collector<UsageChange> out)
      throws Exception {
    String cluster = statement.cluster();
    long known = Math.floorDiv(time, MILLIS);
    Job before = jobs.value();
    Job job = before == null ? Job.unknown() : before;
    // A timer may be for a statement as well.
    if (before != null && !held.contains(forgottenAt(job))) {
      timers.deleteEventTimeTimer(forgottenAt(job));
    }
    List<UsageChange> accounts = JobAccounts.of(cluster, job, known, Long.MAX_VALUE);
    job.add(statement);
    jobs.update(job);
    clusters.update(cluster);
    sendDifference(accounts, JobAccounts.of(cluster, job, known, Long.MAX_VALUE), out);
    timers.registerEventTimeTimer(forgottenAt(job));
  }

  /** No event of the job that is not late can come after this time, in ms since 1970. */
  private long forgottenAt(Job job) {
    long latest = UsageWindows.hour(Math.max(0, JobAccounts.latest(job))) + UsageWindows.HOUR;
    long open = JobAccounts.isOpen(job) ? longest : 0;
    return (latest + open + lateness) * MILLIS;
  }

  private static void sendDifference(
      List<UsageChange> before, List<UsageChange> after, Collector<UsageChange> out) {
    List<UsageChange> added = new ArrayList<>(after);
    for (UsageChange change : before) {
      if (!added.remove(change)) {
        out.collect(change.reversed());
      }
    }
    added.forEach(out::collect);
  }
}
