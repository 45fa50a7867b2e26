package io.millrace.hpc.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.hpc.JobEvent;
import io.millrace.schemas.hpc.Usage;
import io.millrace.schemas.hpc.UsageDimension;
import io.millrace.schemas.hpc.UsageWindow;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.codec.CodecTypeInfo;
import io.millrace.testkit.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** Both stages, driven by hand: event time follows each event, and nothing is left at the end. */
final class Story {
  private final JobsParameters parameters;
  private final Duration lateness;
  private OperatorHarness<JobStatement, UsageChange> jobs;
  private OperatorHarness<UsageChange, Usage> windows;

  private Story(JobsParameters parameters, Duration lateness) {
    this.parameters = parameters;
    this.lateness = lateness;
  }

  static Story of(String windows, Duration lateness) {
    return of(Jobs.parameters(windows), lateness);
  }

  static Story of(JobsParameters parameters, Duration lateness) {
    return new Story(parameters, lateness);
  }

  /** The one result of all jobs together, over all time. */
  static Usage total(List<JobEvent> events) throws Exception {
    List<Usage> rows = all(events, UsageWindow.TOTAL);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  /** The results of all jobs together, of one kind of windows. */
  static List<Usage> all(List<JobEvent> events, UsageWindow kind) throws Exception {
    return of(kind.name().toLowerCase(Locale.ROOT), Duration.ofHours(1)).tell(events).stream()
        .filter(row -> row.getDimension() == UsageDimension.all)
        .toList();
  }

  List<Usage> tell(List<JobEvent> events) throws Exception {
    return tell(events, Set.of());
  }

  /** Restores from a checkpoint before the events of these numbers. */
  List<Usage> tell(List<JobEvent> events, Set<Integer> restores) throws Exception {
    wire();
    jobs.open();
    windows.open();
    List<Usage> results = new ArrayList<>();
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < events.size(); i++) {
      if (restores.contains(i)) {
        restore(results);
      }
      long time = events.get(i).getEventTime().toEpochMilli();
      for (JobStatement statement :
          JobStatement.of(events.get(i), parameters.longest(), field -> {})) {
        jobs.element(statement, time);
      }
      handOn();
      greatest = Math.max(greatest, time);
      watermark(greatest - 1);
      results.addAll(windows.take());
    }
    watermark(Long.MAX_VALUE);
    results.addAll(windows.take());
    jobs.assertNothingLeft();
    windows.assertNothingLeft();
    jobs.close();
    windows.close();
    return results;
  }

  private void watermark(long time) throws Exception {
    jobs.watermark(time);
    handOn();
    windows.watermark(time);
  }

  private void handOn() throws Exception {
    for (UsageChange change : jobs.take()) {
      windows.element(change, change.time() * 1_000);
    }
  }

  private void restore(List<Usage> results) throws Exception {
    results.addAll(windows.take());
    OperatorSubtaskState ofJobs = jobs.snapshot();
    OperatorSubtaskState ofWindows = windows.snapshot();
    jobs.close();
    windows.close();
    wire();
    jobs.restore(List.of(ofJobs));
    windows.restore(List.of(ofWindows));
  }

  private void wire() throws Exception {
    jobs =
        OperatorHarness.of(
            new JobFunction(parameters.longest(), lateness),
            JobStatement::key,
            Types.STRING,
            new CodecTypeInfo<>(UsageChange.CODEC),
            1,
            0);
    windows =
        OperatorHarness.of(
            new UsageFunction(parameters, lateness),
            UsageChange::cluster,
            Types.STRING,
            new AvroRecordTypeInfo<>(Usage.class),
            1,
            0);
  }
}
