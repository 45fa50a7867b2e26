package io.millrace.cloud.cost;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cloud.Cost;
import io.millrace.sdk.codec.CodecTypeInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Sums what rows cost by group and window. */
final class CostFunction extends KeyedProcessFunction<CostKey, Tuple2<CostKey, Totals>, Cost> {
  private static final long serialVersionUID = 1L;

  static final TypeInformation<CostKey> KEYS = TypeInformation.of(CostKey.class);
  static final TypeInformation<Tuple2<CostKey, Totals>> CHANGES =
      new TupleTypeInfo<>(KEYS, new CodecTypeInfo<>(Totals.CODEC));

  private final Schedule schedule;
  private transient ValueState<CostState> costs;

  CostFunction(Schedule schedule) {
    this.schedule = schedule;
  }

  /** Where a row counts, and with what. */
  static void changes(
      Movement movement, Iterable<Period> periods, Collector<Tuple2<CostKey, Totals>> out) {
    Totals change = Totals.of(movement.added(), movement.charge().costs());
    for (Period period : periods) {
      out.collect(Tuple2.of(period.keyOf(movement.charge()), change));
    }
  }

  @Override
  public void open(OpenContext context) {
    costs =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("costs", new CodecTypeInfo<>(CostState.CODEC)));
  }

  @Override
  public void processElement(Tuple2<CostKey, Totals> change, Context context, Collector<Cost> out)
      throws Exception {
    CostKey key = change.f0;
    CostState before = costs.value();
    if (before == null) {
      before = CostState.NEW;
      context.timerService().registerEventTimeTimer(forgets(key));
    }
    costs.update(before.plus(change.f1));
    long watermark = context.timerService().currentWatermark();
    long shows = schedule.shows(before.closed(), closes(key), watermark, context.timestamp());
    context.timerService().registerEventTimeTimer(Math.min(shows, forgets(key)));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Cost> out)
      throws Exception {
    CostKey key = context.getCurrentKey();
    CostState state = costs.value();
    if (state == null) {
      return;
    }
    ResultStatus status = schedule.status(state.closed(), closes(key), timestamp);
    boolean closing = status == ResultStatus.FINAL;
    boolean empty = state.totals().rows() == 0;
    boolean nothingToTakeBack = empty && state.shown().rows() == 0;
    if (!nothingToTakeBack && (closing || !state.totals().equals(state.shown()))) {
      ResultStatus shown = empty ? ResultStatus.RETRACTED : status;
      out.collect(CostResults.cost(key, state.totals(), state.revision(), shown));
      costs.update(state.shown(closing));
    }
    if (timestamp >= forgets(key)) {
      costs.clear();
    } else {
      context
          .timerService()
          .registerEventTimeTimer(schedule.next(timestamp, closes(key), forgets(key)));
    }
  }

  /** At the latest when its billing period is forgotten, which a charge may come long after. */
  private long closes(CostKey key) {
    return Math.min(schedule.closes(key.windowEnd()), forgets(key));
  }

  private long forgets(CostKey key) {
    return schedule.forgets(key.billingEnd());
  }
}
