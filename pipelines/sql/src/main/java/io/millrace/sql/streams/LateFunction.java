package io.millrace.sql.streams;

import io.millrace.sdk.Tally;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Puts aside, and counts, what lies at or behind the watermark: SQL would drop it silently. */
final class LateFunction extends ProcessFunction<GenericRecord, GenericRecord> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final OutputTag<GenericRecord> lateTag;
  private transient Tally late;

  LateFunction(String input, OutputTag<GenericRecord> lateTag) {
    this.input = input;
    this.lateTag = lateTag;
  }

  @Override
  public void open(OpenContext context) {
    late = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.LATE);
  }

  @Override
  public void processElement(GenericRecord event, Context context, Collector<GenericRecord> out) {
    if (context.timestamp() > context.timerService().currentWatermark()) {
      out.collect(event);
    } else {
      late.add(1);
      context.output(lateTag, event);
    }
  }
}
