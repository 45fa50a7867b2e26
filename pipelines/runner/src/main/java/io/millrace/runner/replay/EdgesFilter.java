package io.millrace.runner.replay;

import io.millrace.runner.launch.RunSummary;
import io.millrace.sdk.avro.RecordType;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** Leaves out the results that an edge of the range cuts, and counts them. */
final class EdgesFilter<R extends IndexedRecord> extends RichFilterFunction<R> {
  private static final long serialVersionUID = 1L;

  private final String output;
  private final RecordType<R> type;
  private final long from;
  private final long to;

  private transient Optional<ResultSpan> span;
  private transient LongCounter trimmed;

  /**
   * @param from inclusive, in ms
   * @param to exclusive, in ms
   */
  EdgesFilter(String output, RecordType<R> type, long from, long to) {
    this.output = output;
    this.type = type;
    this.from = from;
    this.to = to;
  }

  @Override
  public void open(OpenContext context) {
    span = ResultSpan.of(type.schema());
    trimmed = getRuntimeContext().getLongCounter(RunSummary.trimmed(output));
  }

  @Override
  public boolean filter(R result) {
    boolean within = span.isEmpty() || span.get().isWithin(result, from, to);
    if (!within) {
      trimmed.add(1);
    }
    return within;
  }
}
