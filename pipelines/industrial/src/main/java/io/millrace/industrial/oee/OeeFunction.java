package io.millrace.industrial.oee;

import io.millrace.operators.window.ReachedTimeFunction;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.Oee;
import io.millrace.schemas.industrial.PlannedBy;
import io.millrace.schemas.industrial.WindowKind;
import io.millrace.sdk.Tally;
import io.millrace.sdk.codec.CodecTypeInfo;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Gives {@link MachineOee} its state, timers and watermark; sends what comes too late aside. */
final class OeeFunction extends ReachedTimeFunction<String, Tuple2<String, Fact>, Oee> {
  private static final long serialVersionUID = 1L;

  static final TypeInformation<Tuple2<String, Fact>> FACTS =
      new TupleTypeInfo<>(Types.STRING, new CodecTypeInfo<>(FactCodec.INSTANCE));
  static final OutputTag<Tuple2<String, Fact>> LATE = new OutputTag<>("late", FACTS);

  private final OeeParameters parameters;

  /** By kind of fact, in ms. */
  private final EnumMap<Fact.Kind, Long> lateness = new EnumMap<>(Fact.Kind.class);

  private transient Map<Fact.Kind, Tally> late;
  private transient Map<Fact.Kind, Tally> duplicates;
  private transient Map<Fact.Kind, Tally> replaced;
  private transient MachineOee machine;
  private transient Context context;
  private transient Collector<Oee> collector;

  /**
   * @param lateness by kind of fact; the longest of states and counts says for how long windows are
   *     corrected
   */
  OeeFunction(OeeParameters parameters, Map<Fact.Kind, Duration> lateness) {
    this.parameters = parameters;
    lateness.forEach((kind, duration) -> this.lateness.put(kind, duration.toMillis()));
  }

  @Override
  public void open(OpenContext openContext) {
    late = tallies(Tally.Kind.LATE);
    duplicates = tallies(Tally.Kind.DUPLICATES);
    replaced = tallies(Tally.Kind.REPLACED);
    long open = Math.max(lateness.get(Fact.Kind.STATES), lateness.get(Fact.Kind.COUNTS)) * 1_000;
    long microStop = micros(parameters.microStop());
    long longest = Math.max(micros(FactRecords.LONGEST_SHIFT), micros(parameters.rolling()));
    machine =
        new MachineOee(
            new PlantWindows(
                ZoneId.of(parameters.zone()),
                parameters.windows(),
                parameters.rolling(),
                parameters.rollingEvery()),
            parameters.windows().contains(WindowKind.SHIFT),
            new Rules(
                parameters.plannedBy() == PlannedBy.STATES,
                microStop,
                micros(parameters.stateValidFor()),
                parameters.goodUnlessSaid()),
            new Retention(
                open,
                longest + microStop,
                micros(parameters.stateValidFor()),
                micros(parameters.referenceValidFor())),
            micros(parameters.early()),
            new KeyedLedgerState(),
            time -> context.timerService().registerEventTimeTimer(ceilMillis(time) - 1),
            new KeyedResults());
  }

  @Override
  public void processElement(Tuple2<String, Fact> fact, Context ctx, Collector<Oee> out)
      throws Exception {
    context = ctx;
    collector = out;
    long watermark = reached(ctx.timerService());
    Fact.Kind kind = fact.f1.kind();
    long millis = Math.floorDiv(fact.f1.time(), 1_000L);
    if (watermark > Long.MIN_VALUE && millis + lateness.get(kind) <= watermark) {
      late.get(kind).add(1);
      ctx.output(LATE, fact);
    } else {
      machine.add(fact.f1, known(watermark));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Oee> out) throws Exception {
    context = ctx;
    collector = out;
    reached(ctx.timerService());
    machine.onTime(known(timestamp));
  }

  private Map<Fact.Kind, Tally> tallies(Tally.Kind what) {
    Map<Fact.Kind, Tally> tallies = new EnumMap<>(Fact.Kind.class);
    for (Fact.Kind kind : Fact.Kind.values()) {
      String input = kind.name().toLowerCase(Locale.ROOT);
      tallies.put(kind, Tally.ofInput(getRuntimeContext(), input, what));
    }
    return tallies;
  }

  /** Every fact before this time, in us, is known when a watermark, in ms, has come. */
  private static long known(long watermark) {
    return watermark == Long.MIN_VALUE ? watermark : (watermark + 1) * 1_000;
  }

  private static long ceilMillis(long micros) {
    return -Math.floorDiv(-micros, 1_000L);
  }

  private static long micros(Duration duration) {
    return duration.toMillis() * 1_000;
  }

  private final class KeyedResults implements MachineOee.Results {
    @Override
    public void emit(PlantWindow window, Elements elements, int revision, ResultStatus status) {
      String key = context.getCurrentKey();
      collector.collect(
          OeeRecords.of(key, window, elements, parameters.plannedBy(), revision, status));
    }

    @Override
    public void duplicate(Fact fact) {
      duplicates.get(fact.kind()).add(1);
    }

    @Override
    public void replaces(Fact fact) {
      replaced.get(fact.kind()).add(1);
    }
  }

  private final class KeyedLedgerState implements LedgerState {
    private final ValueState<Head> head =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("head", new CodecTypeInfo<>(Head.CODEC)));
    private final ValueState<Plan> plan =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("plan", new CodecTypeInfo<>(Plan.CODEC)));
    private final MapState<Long, Hour> hours =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>("hours", Types.LONG, new CodecTypeInfo<>(Hour.CODEC)));
    private final ListState<Fact> waiting =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("waiting", new CodecTypeInfo<>(FactCodec.INSTANCE)));

    @Override
    public Head head() throws Exception {
      return head.value();
    }

    @Override
    public void head(Head value) throws Exception {
      head.update(value);
    }

    @Override
    public Plan plan() throws Exception {
      return plan.value();
    }

    @Override
    public void plan(Plan value) throws Exception {
      plan.update(value);
    }

    @Override
    public Hour hour(long start) throws Exception {
      return hours.get(start);
    }

    @Override
    public void hour(long start, Hour hour) throws Exception {
      if (hour == null) {
        hours.remove(start);
      } else {
        hours.put(start, hour);
      }
    }

    @Override
    public List<Fact> waiting() throws Exception {
      List<Fact> facts = new ArrayList<>();
      waiting.get().forEach(facts::add);
      return facts;
    }

    @Override
    public void addWaiting(Fact fact) throws Exception {
      waiting.add(fact);
    }

    @Override
    public void clearWaiting() {
      waiting.clear();
    }
  }
}
