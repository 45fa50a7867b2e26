package io.millrace.runner.launch;

import io.millrace.sdk.Tally;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Counts the results of an output on their way to its sinks. */
final class TalliedMapFunction<R> extends RichMapFunction<R, R> {
  private static final long serialVersionUID = 1L;

  private final String output;
  private transient Tally written;

  TalliedMapFunction(String output) {
    this.output = output;
  }

  @Override
  public void open(OpenContext context) {
    written = Tally.ofOutput(getRuntimeContext(), output);
  }

  @Override
  public R map(R result) {
    written.add(1);
    return result;
  }
}
