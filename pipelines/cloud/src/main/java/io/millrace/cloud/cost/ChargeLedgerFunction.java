package io.millrace.cloud.cost;

import io.millrace.operators.window.ReachedTimeFunction;
import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.Tally;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.codec.CodecTypeInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Remembers what each row of a bill says, until its billing period can't be corrected any more. A
 * row that is restated leaves where it counted, and counts where it now belongs.
 */
final class ChargeLedgerFunction extends ReachedTimeFunction<String, FocusCharge, Movement> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<FocusCharge> LATE =
      new OutputTag<>("late", new AvroRecordTypeInfo<>(FocusCharge.class));

  private final String input;
  private final ChargeReader reader;
  private final Schedule schedule;

  private transient ValueState<Charge> stated;
  private transient Tally late;
  private transient Tally duplicates;

  ChargeLedgerFunction(String input, ChargeReader reader, Schedule schedule) {
    this.input = input;
    this.reader = reader;
    this.schedule = schedule;
  }

  @Override
  public void open(OpenContext context) {
    stated =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("stated", new CodecTypeInfo<>(Charge.CODEC)));
    late = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.LATE);
    duplicates = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.DUPLICATES);
  }

  @Override
  public void processElement(FocusCharge row, Context context, Collector<Movement> out)
      throws Exception {
    Charge charge = reader.read(row);
    long forgets = schedule.forgets(charge.billingEnd());
    if (reached(context.timerService()) >= forgets) {
      late.add(1);
      context.output(LATE, row);
      return;
    }
    Charge before = stated.value();
    if (charge.equals(before)) {
      duplicates.add(1);
    } else if (before == null || charge.sequence() >= before.sequence()) {
      stated.update(charge);
      context.timerService().registerEventTimeTimer(forgets);
      move(before, charge, out);
    }
  }

  private static void move(Charge before, Charge charge, Collector<Movement> out) {
    if (before != null && !before.withdrawn()) {
      out.collect(new Movement(false, before));
    }
    if (!charge.withdrawn()) {
      out.collect(new Movement(true, charge));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Movement> out)
      throws Exception {
    reached(context.timerService());
    Charge charge = stated.value();
    long forgets = charge == null ? timestamp : schedule.forgets(charge.billingEnd());
    if (timestamp >= forgets) {
      stated.clear();
    } else {
      // The lateness has grown since the timer was set.
      context.timerService().registerEventTimeTimer(forgets);
    }
  }
}
