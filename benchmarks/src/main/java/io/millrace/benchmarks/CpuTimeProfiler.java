package io.millrace.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Operations for each second of CPU time that the process spent, garbage collection included. JMH
 * itself divides by the time on the clock, in which a busy machine does other work as well.
 */
public final class CpuTimeProfiler implements InternalProfiler {
  static final String LABEL = "cpu.speed";

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long start;

  @Override
  public String getDescription() {
    return "Operations for each second of CPU time";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    start = process.getProcessCpuTime();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double seconds = (process.getProcessCpuTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    double speed = result.getMetadata().getAllOps() / seconds;
    return List.of(new ScalarResult(LABEL, speed, "ops/s", AggregationPolicy.AVG));
  }
}
