package io.millrace.hpc.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.hpc.Usage;
import io.millrace.schemas.hpc.UsageWindow;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.testkit.OperatorHarness;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;

class UsageFunctionTest {
  static {
    AvroTrust.establish();
  }

  private static final long HOUR = 3_600;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LATENESS = Duration.ofHours(2);

  @Test
  void changesOfAClosedHourCorrectItOnceWhenEventTimeGoesOn() throws Exception {
    try (var cluster = cluster().open()) {
      // Given
      use(cluster, 0, HOUR / 2, 1);
      cluster.watermark(HOUR * 1_000 - 1);
      assertThat(cluster.take())
          .extracting(Usage::getProcessorSeconds, Usage::getRevision, Usage::getStatus)
          .containsExactly(tuple(HOUR / 2, 0, ResultStatus.FINAL));

      // When
      use(cluster, 0, 100, 2);
      use(cluster, 200, 300, 4);

      // Then
      assertThat(cluster.take()).as("before event time goes on").isEmpty();
      cluster.watermark(HOUR * 1_000);
      assertThat(cluster.take())
          .extracting(Usage::getProcessorSeconds, Usage::getRevision, Usage::getStatus)
          .containsExactly(tuple(HOUR / 2 + 2 * 100 + 4 * 100, 1, ResultStatus.CORRECTED));
      cluster.finish();
      cluster.assertNothingLeft();
    }
  }

  @Test
  void changesThatWaitOutliveARestore() throws Exception {
    // Given
    var before = cluster().open();
    use(before, 0, 100, 2);
    var snapshot = before.snapshot();
    before.close();

    // When
    try (var cluster = cluster().restore(List.of(snapshot))) {
      use(cluster, 200, 300, 4);
      cluster.watermark(HOUR * 1_000 - 1);

      // Then
      assertThat(cluster.take())
          .extracting(Usage::getProcessorSeconds, Usage::getRevision)
          .containsExactly(tuple(2 * 100 + 4 * 100L, 0));
    }
  }

  private static OperatorHarness<UsageChange, Usage> cluster() throws Exception {
    return OperatorHarness.of(
        new UsageFunction(new JobsParameters(List.of(UsageWindow.HOUR), 0, LONGEST), LATENESS),
        UsageChange::cluster,
        Types.STRING,
        new AvroRecordTypeInfo<>(Usage.class),
        1,
        0);
  }

  /** Processors in use for a while; times in s. */
  private static void use(
      OperatorHarness<UsageChange, Usage> cluster, long from, long to, long processors)
      throws Exception {
    change(cluster, from, processors);
    change(cluster, to, -processors);
  }

  private static void change(
      OperatorHarness<UsageChange, Usage> cluster, long time, long processors) throws Exception {
    UsageTotals totals = new UsageTotals();
    totals.add(UsageTotals.Total.RUNNING, Long.signum(processors));
    totals.add(UsageTotals.Total.PROCESSORS, processors);
    totals.add(UsageTotals.Total.MOMENT, processors * time);
    cluster.element(new UsageChange("c", time, time, -1, List.of("all"), totals), time * 1_000);
  }
}
