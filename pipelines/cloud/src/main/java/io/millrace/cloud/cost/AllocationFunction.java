package io.millrace.cloud.cost;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cloud.Allocation;
import io.millrace.sdk.codec.CodecTypeInfo;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
    SortedMap<Bearer, Holding> held = held();
    boolean closing = status == ResultStatus.FINAL && !held.isEmpty();
    if (closing || hasChanged(held)) {
      show(key, held, before.revision(), status, out);
      standing.update(before.shown(status == ResultStatus.FINAL));
    }
    if (timestamp >= forgets(key)) {
      standing.clear();
      holdings.clear();
      shown.clear();
    } else {
      context
          .timerService()
          .registerEventTimeTimer(schedule.next(timestamp, closes(key), forgets(key)));
    }
  }

  /** All of them, for what one bears depends on what the others cost. */
  private void show(
      AllocationKey key,
      SortedMap<Bearer, Holding> held,
      int revision,
      ResultStatus status,
      Collector<Allocation> out)
      throws Exception {
    BigDecimal total = CostAllocation.total(held);
    allocation.allocate(
        held,
        (bearer, burden) -> {
          out.collect(results.row(key, bearer, burden, total, revision, status));
          shown.put(bearer.text(), burden.own());
        });
    for (Bearer bearer : gone(held)) {
      Burden none = Burden.of(Holding.NONE);
      out.collect(results.row(key, bearer, none, total, revision, ResultStatus.RETRACTED));
      shown.remove(bearer.text());
    }
  }

  private SortedMap<Bearer, Holding> held() throws Exception {
    SortedMap<Bearer, Holding> held = new TreeMap<>();
    for (Map.Entry<String, Holding> entry : holdings.entries()) {
      held.put(Bearer.parse(entry.getKey()), entry.getValue());
    }
    return held;
  }

  /** Whether the last result was made from something else. */
  private boolean hasChanged(SortedMap<Bearer, Holding> held) throws Exception {
    int same = 0;
    for (Map.Entry<String, Holding> last : shown.entries()) {
      if (!last.getValue().equals(held.get(Bearer.parse(last.getKey())))) {
        return true;
      }
      same++;
    }
    return same < held.size();
  }

  /** Who had a share of the last result, and has none now. */
  private Set<Bearer> gone(SortedMap<Bearer, Holding> held) throws Exception {
    Set<Bearer> gone = new TreeSet<>();
    for (String text : shown.keys()) {
      Bearer bearer = Bearer.parse(text);
      if (!held.containsKey(bearer)) {
        gone.add(bearer);
      }
    }
    return gone;
  }

  private long closes(AllocationKey key) {
    return Math.min(schedule.closes(key.billingEnd()), forgets(key));
  }

  private long forgets(AllocationKey key) {
    return schedule.forgets(key.billingEnd());
  }
}
