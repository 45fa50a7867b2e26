package io.millrace.services.graph;

import io.millrace.schemas.services.LinkCall;
import io.millrace.schemas.services.Span;
import io.millrace.sdk.Tally;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.services.graph.TraceLinks.Found;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the spans of each trace until nothing can change its calls, and tells these once each. */
final class TraceLinksFunction extends KeyedProcessFunction<String, Span, LinkCall> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final TraceLinks links;
  private final long hold;
  private final int maxSpans;

  private transient ListState<Span> spans;
  private transient ListState<LinkCall> told;
  private transient ValueState<Long> open;
  private transient ValueState<Long> progress;

  /** How many {@link #spans} there are. */
  private transient ValueState<Integer> size;

  private transient Tally filtered;

  /**
   * @param hold for how long after its end a trace may still change, in ms
   * @param maxSpans that are kept of one trace id; what comes beyond is filtered
   */
  TraceLinksFunction(String input, TraceLinks links, long hold, int maxSpans) {
    this.input = input;
    this.links = links;
    this.hold = hold;
    this.maxSpans = maxSpans;
  }

  @Override
  public void open(OpenContext context) {
    spans =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("spans", new AvroRecordTypeInfo<>(Span.class)));
    told =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("told", new AvroRecordTypeInfo<>(LinkCall.class)));
    open = getRuntimeContext().getState(new ValueStateDescriptor<>("open", Types.LONG));
    progress = getRuntimeContext().getState(new ValueStateDescriptor<>("progress", Types.LONG));
    size = getRuntimeContext().getState(new ValueStateDescriptor<>("size", Types.INT));
    filtered = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.FILTERED);
  }

  @Override
  public void processElement(Span span, Context context, Collector<LinkCall> out) throws Exception {
    Integer held = size.value();
    int before = held == null ? 0 : held;
    if (before >= maxSpans) {
      filtered.add(1);
      return;
    }
    spans.add(span);
    size.update(before + 1);
    long time = TraceLinks.millis(span);
    long watermark = context.timerService().currentWatermark();
    if (time <= watermark) {
      // With all others that come before event time goes on: each time the whole trace is read.
      context.timerService().registerEventTimeTimer(watermark + 1);
      return;
    }
    Long first = open.value();
    if (first == null || time < first) {
      open.update(time);
      context.timerService().registerEventTimeTimer(time + links.timeout() - 1);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<LinkCall> out) throws Exception {
    // Not the watermark, which may be far ahead: that would let it decide what is one trace.
    tell(context, time, out);
  }

  private void tell(Context context, long time, Collector<LinkCall> out) throws Exception {
    List<Span> kept = list(spans);
    if (kept.isEmpty()) {
      // A timer of a trace that a late span has made end earlier.
      return;
    }
    // After a restore the watermark starts anew, but what was complete before it stays so.
    Long before = progress.value();
    long now = before == null ? time : Math.max(before, time);
    progress.update(now);
    Found found = links.at(kept, now);
    List<LinkCall> changes = TraceLinks.changes(list(told), found.calls());
    changes.forEach(out::collect);
    if (found.open() == TraceLinks.NONE) {
      open.clear();
    } else {
      open.update(found.open());
      context.timerService().registerEventTimeTimer(found.open() + links.timeout() - 1);
    }
    long settled = Long.MIN_VALUE;
    for (long end : found.ends()) {
      if (end + hold - 1 <= now) {
        settled = end;
      } else {
        context.timerService().registerEventTimeTimer(end + hold - 1);
      }
    }
    if (settled > Long.MIN_VALUE) {
      forget(kept, found.calls(), settled);
    } else if (!changes.isEmpty()) {
      told.update(found.calls());
    }
  }

  private void forget(List<Span> kept, List<LinkCall> calls, long settled) throws Exception {
    kept.removeIf(span -> TraceLinks.millis(span) < settled);
    spans.update(kept);
    if (kept.isEmpty()) {
      progress.clear();
      size.clear();
    } else {
      size.update(kept.size());
    }
    told.update(
        calls.stream().filter(call -> call.getEventTime().toEpochMilli() >= settled).toList());
  }

  private static <V> List<V> list(ListState<V> state) throws Exception {
    List<V> values = new ArrayList<>();
    state.get().forEach(values::add);
    return values;
  }
}
