package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.Tally;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.codec.CodecTypeInfo;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Remembers what each row of a bill says, until its billing period can't be corrected any more. A
 * row that is restated leaves where it counted, and counts where it now belongs.
 */
final class ChargeLedgerFunction extends KeyedProcessFunction<String, FocusCharge, Movement>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  static final OutputTag<FocusCharge> LATE =
      new OutputTag<>("late", new AvroRecordTypeInfo<>(FocusCharge.class));

  private final String input;
  private final ChargeReader reader;
  private final Schedule schedule;

  private transient ListState<Long> watermarks;
  private transient long watermark;
  private transient TimerService timers;
  private transient ValueState<Charge> stated;
  private transient Tally late;
  private transient Tally duplicates;

  ChargeLedgerFunction(String input, ChargeReader reader, Schedule schedule) {
    this.input = input;
    this.reader = reader;
    this.schedule = schedule;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    // Flink forgets watermarks, but what was closed before a restore stays closed.
    watermarks =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("watermarks", Types.LONG));
    long least = Long.MAX_VALUE;
    for (long before : watermarks.get()) {
      least = Math.min(least, before);
    }
    watermark = least == Long.MAX_VALUE ? Long.MIN_VALUE : least;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext snapshot) throws Exception {
    reach(timers == null ? Long.MIN_VALUE : timers.currentWatermark());
    watermarks.update(watermark == Long.MIN_VALUE ? List.of() : List.of(watermark));
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
    timers = context.timerService();
    reach(timers.currentWatermark());
    Charge charge = reader.read(row);
    long forgets = schedule.forgets(charge.billingEnd());
    if (watermark >= forgets) {
      late.add(1);
      context.output(LATE, row);
      return;
    }
    Charge before = stated.value();
    if (charge.equals(before)) {
      duplicates.add(1);
    } else if (before == null || charge.sequence() >= before.sequence()) {
      stated.update(charge);
      timers.registerEventTimeTimer(forgets);
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
    timers = context.timerService();
    Charge charge = stated.value();
    long forgets = charge == null ? timestamp : schedule.forgets(charge.billingEnd());
    if (timestamp >= forgets) {
      stated.clear();
    } else {
      // The lateness has grown since the timer was set.
      timers.registerEventTimeTimer(forgets);
    }
  }

  /** The last of all watermarks says that the input is over, not how far its time went. */
  private void reach(long time) {
    watermark = time == Long.MAX_VALUE ? watermark : Math.max(watermark, time);
  }
}
