package io.millrace.industrial.anomaly;

import io.millrace.industrial.rollup.SensorKey;
import io.millrace.schemas.industrial.AnomalyEpisode;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.industrial.SensorScore;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.codec.CodecTypeInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Keeps the state of sensors and their timers; the readings of each come in order. */
final class SensorAnomalyFunction
    extends KeyedProcessFunction<SensorKey, SensorReading, SensorScore> {
  /** Where episodes go. */
  static final OutputTag<AnomalyEpisode> EPISODES =
      new OutputTag<>("episodes", new AvroRecordTypeInfo<>(AnomalyEpisode.class));

  private static final long serialVersionUID = 1L;

  private final SensorAnomalyParameters parameters;

  private transient ValueState<SensorState> states;
  private transient SensorMonitor monitor;
  private transient Context context;

  SensorAnomalyFunction(SensorAnomalyParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public void open(OpenContext openContext) {
    states =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("sensor", new CodecTypeInfo<>(SensorState.CODEC)));
    monitor = new SensorMonitor(parameters, episode -> context.output(EPISODES, episode));
  }

  @Override
  public void processElement(SensorReading reading, Context current, Collector<SensorScore> out)
      throws Exception {
    context = current;
    SensorState state = states.value();
    if (state == null) {
      state = new SensorState();
    }
    out.collect(monitor.reading(state, reading));
    awaken(state, current, false);
    states.update(state);
  }

  @Override
  public void onTimer(long time, OnTimerContext current, Collector<SensorScore> out)
      throws Exception {
    context = current;
    SensorState state = states.value();
    if (state == null || state.timer != time) {
      return;
    }
    state.timer = SensorState.NONE;
    boolean ended = current.timerService().currentWatermark() == Long.MAX_VALUE;
    if (monitor.elapse(state, current.getCurrentKey(), Micros.ofMillis(time), ended)) {
      awaken(state, current, ended);
      states.update(state);
    } else {
      states.clear();
    }
  }

  /** A timer that comes too early is cheap, one a reading would not be: only earlier ones move. */
  private void awaken(SensorState state, Context current, boolean ended) {
    long due = Micros.millisAfter(monitor.due(state, ended));
    if (state.timer != SensorState.NONE && state.timer <= due) {
      return;
    }
    if (state.timer != SensorState.NONE) {
      current.timerService().deleteEventTimeTimer(state.timer);
    }
    current.timerService().registerEventTimeTimer(due);
    state.timer = due;
  }
}
