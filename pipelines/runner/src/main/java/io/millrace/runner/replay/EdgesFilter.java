package io.millrace.runner.replay;

import io.millrace.runner.launch.RunSummary;
import io.millrace.sdk.avro.RecordType;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** Leaves out results of before the range, and those that an edge of it cuts, and counts them. */
final class EdgesFilter<R extends IndexedRecord> extends RichFilterFunction<R> {
  private static final long serialVersionUID = 1L;

  private final String output;
  private final RecordType<R> type;
  private final long from;
  private final long to;
  private final boolean trims;

  private transient Optional<ResultSpan> span;
  private transient LongCounter trimmed;

  /**
   * @param from inclusive, in ms
   * @param to exclusive, in ms
   * @param trims whether results are left out that an edge cuts
   */
  EdgesFilter(String output, RecordType<R> type, long from, long to, boolean trims) {
    this.output = output;
    this.type = type;
    this.from = from;
    this.to = to;
    this.trims = trims;
  }

  @Override
  public void open(OpenContext context) {
    span = ResultSpan.of(type.schema());
    trimmed = getRuntimeContext().getLongCounter(RunSummary.trimmed(output));
  }

  @Override
  public boolean filter(R result) {
    boolean kept =
        span.isEmpty()
            || (trims ? span.get().isWithin(result, from, to) : !span.get().isBefore(result, from));
    if (!kept) {
      trimmed.add(1);
    }
    return kept;
  }
}
