package io.millrace.hpc.jobs;

import io.millrace.sdk.codec.CodecTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps what is known of each job, and sends on by how much new statements change its accounts. */
final class JobFunction extends KeyedProcessFunction<String, JobStatement, UsageChange> {
  private static final long serialVersionUID = 1L;
  private static final long MILLIS = 1_000;

  /** In s. */
  private final long longest;

  private final long lateness;

  private transient ValueState<Job> jobs;
  private transient ValueState<String> clusters;

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
  }

  @Override
  public void processElement(JobStatement statement, Context ctx, Collector<UsageChange> out)
      throws Exception {
    String cluster = statement.cluster();
    Job job = jobs.value() == null ? Job.unknown() : jobs.value();
    List<UsageChange> before = JobAccounts.of(cluster, job, Long.MAX_VALUE);
    job.add(statement);
    jobs.update(job);
    clusters.update(cluster);
    sendDifference(before, JobAccounts.of(cluster, job, Long.MAX_VALUE), out);
    ctx.timerService().registerEventTimeTimer(forgottenAt(job));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<UsageChange> out)
      throws Exception {
    Job job = jobs.value();
    if (job == null || forgottenAt(job) > timestamp) {
      return;
    }
    boolean over = ctx.timerService().currentWatermark() == Long.MAX_VALUE;
    if (JobAccounts.isOpen(job) && !over) {
      List<UsageChange> before = JobAccounts.of(clusters.value(), job, Long.MAX_VALUE);
      sendDifference(before, JobAccounts.of(clusters.value(), job, longest), out);
    }
    jobs.clear();
    clusters.clear();
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
