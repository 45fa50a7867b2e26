package io.millrace.cloud.cost;

import io.millrace.operators.window.ReachedTimeFunction;
import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.Tally;
import io.millrace.sdk.Warning;
import io.millrace.sdk.WarningTally;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.codec.CodecTypeInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Remembers what each row of a bill says, until its billing period can't be corrected any more. Of
 * the rows of one {@link ChargeIdentity} those count that came with the newest export; those of an
 * older one leave where they counted. So what counts does not depend on the order of arrival.
 */
final class ChargeLedgerFunction extends ReachedTimeFunction<String, FocusCharge, Movement> {
  private static final long serialVersionUID = 1L;

  /** Beyond these, bills that are over are forgotten. */
  private static final int MOST_BILLS = 10_000;

  static final OutputTag<FocusCharge> LATE =
      new OutputTag<>("late", new AvroRecordTypeInfo<>(FocusCharge.class));

  private final String input;
  private final ChargeReader reader;
  private final Identity identity;
  private final Schedule schedule;

  private transient ValueState<Newest> newest;

  /** Of the newest export. */
  private transient ListState<Charge> charges;

  /**
   * The newest export of each bill that this instance has seen; for a warning alone, so it is no
   * state.
   */
  private transient Map<Long, Newest> bills;

  private transient Tally late;
  private transient Tally duplicates;
  private transient Tally replaced;
  private transient WarningTally warnings;

  ChargeLedgerFunction(String input, ChargeReader reader, Identity identity, Schedule schedule) {
    this.input = input;
    this.reader = reader;
    this.identity = identity;
    this.schedule = schedule;
  }

  @Override
  public void open(OpenContext context) {
    newest =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("newest", new CodecTypeInfo<>(Newest.CODEC)));
    charges =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("charges", new CodecTypeInfo<>(Charge.CODEC)));
    bills = new HashMap<>();
    late = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.LATE);
    duplicates = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.DUPLICATES);
    replaced = Tally.ofInput(getRuntimeContext(), input, Tally.Kind.REPLACED);
    warnings = WarningTally.ofInput(getRuntimeContext(), input);
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
    Newest known = newest.value();
    Newest stated = Newest.of(charge, ChargeIdentity.bill(row));
    remember(stated, context.timerService());
    if (known == null) {
      context.timerService().registerEventTimeTimer(forgets);
      start(charge, stated, out);
    } else if (known.compareTo(stated) < 0) {
      removeAll(out);
      replaced.add(known.rows());
      start(charge, stated, out);
    } else if (known.compareTo(stated) > 0) {
      replaced.add(1);
    } else if (identity == Identity.COLUMNS || ChargeIdentity.isNamed(row)) {
      restate(charge, out);
    } else {
      if (row.getExport() == 0) {
        warnings.add(Warning.ALIKE_ROWS, "rows without charge_id", "");
      }
      charges.add(charge);
      newest.update(known.andOne());
      count(charge, out);
    }
  }

  private void remember(Newest stated, TimerService timers) {
    int before = bills.size();
    bills.merge(stated.bill(), stated, Newest::or);
    if (bills.size() > Math.max(before, MOST_BILLS)) {
      bills.values().removeIf(one -> schedule.forgets(one.billingEnd()) <= reached(timers));
    }
  }

  private void start(Charge charge, Newest stated, Collector<Movement> out) throws Exception {
    charges.update(List.of(charge));
    newest.update(stated);
    count(charge, out);
  }

  /** Takes the place of the one row that came with the same export. */
  private void restate(Charge charge, Collector<Movement> out) throws Exception {
    if (charge.equals(charges.get().iterator().next())) {
      duplicates.add(1);
      return;
    }
    removeAll(out);
    replaced.add(1);
    warnings.add(Warning.RESTATED_IN_ONE_EXPORT, "rows of one identity", "");
    charges.update(List.of(charge));
    count(charge, out);
  }

  private void removeAll(Collector<Movement> out) throws Exception {
    for (Charge charge : charges.get()) {
      if (!charge.withdrawn()) {
        out.collect(new Movement(false, charge));
      }
    }
  }

  private static void count(Charge charge, Collector<Movement> out) {
    if (!charge.withdrawn()) {
      out.collect(new Movement(true, charge));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Movement> out)
      throws Exception {
    reached(context.timerService());
    Newest known = newest.value();
    long forgets = known == null ? timestamp : schedule.forgets(known.billingEnd());
    if (timestamp >= forgets) {
      warnOfEarlierExport(known);
      newest.clear();
      charges.clear();
    } else {
      // The lateness has grown since the timer was set.
      context.timerService().registerEventTimeTimer(forgets);
    }
  }

  /** An export that lists a whole billing period would have taken these rows back. */
  private void warnOfEarlierExport(Newest known) throws Exception {
    if (known == null || known.compareTo(bills.getOrDefault(known.bill(), known)) >= 0) {
      return;
    }
    for (Charge charge : charges.get()) {
      if (!charge.withdrawn()) {
        warnings.add(Warning.EARLIER_EXPORT, "", "");
      }
    }
  }
}
