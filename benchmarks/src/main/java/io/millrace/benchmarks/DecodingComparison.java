package io.millrace.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures {@link DecodingBenchmark} and prints how the decoders compare. */
public final class DecodingComparison {
  private DecodingComparison() {}

  /**
   * Prints the table to standard output.
   *
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws RunnerException {
    System.err.println("Decoding Avro with one thread; takes about 80 s ...");
    Options options =
        new OptionsBuilder()
            .include(DecodingBenchmark.class.getName())
            .addProfiler(CpuTimeProfiler.class)
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    System.out.print(new DecodingTable(measurements(new Runner(options).run())).text());
  }

  private static Map<String, Measurement> measurements(Collection<RunResult> runs) {
    Map<String, Measurement> measurements = new LinkedHashMap<>();
    for (RunResult run : runs) {
      Result<?> speed = run.getSecondaryResults().get(CpuTimeProfiler.LABEL);
      double allocated = run.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
      measurements.put(
          run.getPrimaryResult().getLabel(),
          new Measurement(speed.getScore(), speed.getScoreError(), allocated));
    }
    return measurements;
  }
}
