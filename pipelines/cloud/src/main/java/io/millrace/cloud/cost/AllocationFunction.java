package io.millrace.cloud.cost;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cloud.Allocation;
import io.millrace.sdk.codec.CodecTypeInfo;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Sums what rows cost by who bears them, and allocates it. */
final class AllocationFunction
    extends KeyedProcessFunction<
        AllocationKey, Tuple3<AllocationKey, String, Holding>, Allocation> {
  private static final long serialVersionUID = 1L;

  static final TypeInformation<AllocationKey> KEYS = TypeInformation.of(AllocationKey.class);
  static final TypeInformation<Tuple3<AllocationKey, String, Holding>> CHANGES =
      new TupleTypeInfo<>(KEYS, Types.STRING, new CodecTypeInfo<>(Holding.CODEC));

  private final CostAllocation allocation;
  private final AllocationResults results;
  private final Schedule schedule;

  private transient ValueState<Standing> standing;

  /** By {@link Bearer#text}. */
  private transient MapState<String, Holding> holdings;

  /** What the last result was made from. */
  private transient MapState<String, Holding> shown;

  AllocationFunction(CostParameters parameters, Schedule schedule) {
    this.allocation = new CostAllocation(parameters.distribute(), parameters.weighting());
    this.results = new AllocationResults(parameters.allocate());
    this.schedule = schedule;
  }

  /** What a row changes, in each dimension. */
  static void changes(
      Movement movement, Measure measure, Collector<Tuple3<AllocationKey, String, Holding>> out) {
    Charge charge = movement.charge();
    Totals change = Totals.of(movement.added(), charge.costs());
    Holding holding = new Holding(change.rows(), change.amount(measure));
    for (Claim claim : charge.claims()) {
      AllocationKey key =
          new AllocationKey(
              claim.dimension(), charge.billingStart(), charge.billingEnd(), charge.currency());
      out.collect(Tuple3.of(key, claim.bearer().text(), holding));
    }
  }

  @Override
  public void open(OpenContext context) {
    standing =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("standing", new CodecTypeInfo<>(Standing.CODEC)));
    holdings = holdings("holdings");
    shown = holdings("shown");
  }

  private MapState<String, Holding> holdings(String name) {
    return getRuntimeContext()
        .getMapState(
            new MapStateDescriptor<>(name, Types.STRING, new CodecTypeInfo<>(Holding.CODEC)));
  }

  @Override
  public void processElement(
      Tuple3<AllocationKey, String, Holding> change, Context context, Collector<Allocation> out)
      throws Exception {
    AllocationKey key = change.f0;
    Standing before = standing.value();
    if (before == null) {
      before = Standing.NEW;
      standing.update(before);
      context.timerService().registerEventTimeTimer(forgets(key));
    }
    Holding held = holdings.get(change.f1);
    Holding now = held == null ? change.f2 : held.plus(change.f2);
    if (now.rows() == 0) {
      holdings.remove(change.f1);
    } else {
      holdings.put(change.f1, now);
    }
    long watermark = context.timerService().currentWatermark();
    long shows = schedule.shows(before.closed(), closes(key), watermark, context.timestamp());
    context.timerService().registerEventTimeTimer(Math.min(shows, forgets(key)));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Allocation> out)
      throws Exception {
    AllocationKey key = context.getCurrentKey();
    Standing before = standing.value();
    if (before == null) {
      return;
    }
    ResultStatus status = schedule.status(before.closed(), closes(key), timestamp);
    SortedMap<Bearer, Holding> held = sorted(holdings);
    SortedMap<Bearer, Holding> last = sorted(shown);
    boolean closing = status == ResultStatus.FINAL && !held.isEmpty();
    if (closing || !held.equals(last)) {
      show(key, held, last, before.revision(), status, out);
      standing.update(before.shown(status == ResultStatus.FINAL));
    }
    if (timestamp >= forgets(key)) {
      standing.clear();
      holdings.clear();
      shown.clear();
    } else {
      // Again, for the lateness may have grown since the first time.
      context.timerService().registerEventTimeTimer(forgets(key));
    }
  }

  /** All of them, for what one bears depends on what the others cost. */
  private void show(
      AllocationKey key,
      SortedMap<Bearer, Holding> held,
      SortedMap<Bearer, Holding> last,
      int revision,
      ResultStatus status,
      Collector<Allocation> out)
      throws Exception {
    BigDecimal total = CostAllocation.total(held);
    for (Map.Entry<Bearer, Burden> entry : allocation.of(held).entrySet()) {
      Bearer bearer = entry.getKey();
      out.collect(results.row(key, bearer, entry.getValue(), total, revision, status));
      shown.put(bearer.text(), held.get(bearer));
    }
    for (Bearer bearer : last.keySet()) {
      if (!held.containsKey(bearer)) {
        Burden none = Burden.of(Holding.NONE);
        out.collect(results.row(key, bearer, none, total, revision, ResultStatus.RETRACTED));
        shown.remove(bearer.text());
      }
    }
  }

  private static SortedMap<Bearer, Holding> sorted(MapState<String, Holding> state)
      throws Exception {
    SortedMap<Bearer, Holding> sorted = new TreeMap<>();
    for (Map.Entry<String, Holding> entry : state.entries()) {
      sorted.put(Bearer.parse(entry.getKey()), entry.getValue());
    }
    return sorted;
  }

  private long closes(AllocationKey key) {
    return Math.min(schedule.closes(key.billingEnd()), forgets(key));
  }

  private long forgets(AllocationKey key) {
    return schedule.forgets(key.billingEnd());
  }
}
