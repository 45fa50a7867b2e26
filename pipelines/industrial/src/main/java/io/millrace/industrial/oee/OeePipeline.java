package io.millrace.industrial.oee;

import io.millrace.schemas.industrial.IdealCycleTime;
import io.millrace.schemas.industrial.MachineState;
import io.millrace.schemas.industrial.Oee;
import io.millrace.schemas.industrial.PartCount;
import io.millrace.schemas.industrial.ShiftCalendar;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Overall equipment effectiveness of every machine over shifts, hours, days and rolling windows.
 */
public final class OeePipeline implements Pipeline<OeeParameters> {
  private static final Stage STAGE = Stage.of("oee");

  @Override
  public Class<OeeParameters> parameters() {
    return OeeParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, OeeParameters parameters) {
    Input<MachineState> states = inputs.input("states", MachineState.class);
    Input<PartCount> counts = inputs.input("counts", PartCount.class).filter(FactRecords::usable);
    Input<ShiftCalendar> calendar =
        inputs.input("calendar", ShiftCalendar.class).filter(FactRecords::usable);
    Input<IdealCycleTime> cycles =
        inputs.input("cycles", IdealCycleTime.class).filter(FactRecords::usable);

    DataStream<Tuple2<String, Fact>> facts =
        facts(states, one -> Tuple2.of(one.getMachine(), FactRecords.of(one)))
            .union(
                facts(counts, one -> Tuple2.of(one.getMachine(), FactRecords.of(one))),
                facts(calendar, one -> Tuple2.of(one.getMachine(), FactRecords.of(one))),
                facts(cycles, one -> Tuple2.of(one.getMachine(), FactRecords.of(one))));
    SingleOutputStreamOperator<Oee> results =
        STAGE
            .part("windows")
            .on(
                facts
                    .keyBy(fact -> fact.f0, Types.STRING)
                    .process(
                        new OeeFunction(
                            parameters,
                            Map.of(
                                Fact.Kind.STATES, states.lateness(),
                                Fact.Kind.COUNTS, counts.lateness(),
                                Fact.Kind.CALENDAR, calendar.lateness(),
                                Fact.Kind.CYCLES, cycles.lateness())),
                        new AvroRecordTypeInfo<>(Oee.class)));

    outputs.results("oee", results);
    DataStream<Tuple2<String, Fact>> late = results.getSideOutput(OeeFunction.LATE);
    outputs.late(states, records(states, MachineState.class, late));
    outputs.late(counts, records(counts, PartCount.class, late));
    outputs.late(calendar, records(calendar, ShiftCalendar.class, late));
    outputs.late(cycles, records(cycles, IdealCycleTime.class, late));
  }

  private static <T extends SpecificRecord> DataStream<Tuple2<String, Fact>> facts(
      Input<T> input, MapFunction<T, Tuple2<String, Fact>> fact) {
    return STAGE.part("facts." + input.name()).on(input.events().map(fact, OeeFunction.FACTS));
  }

  private static <T extends SpecificRecord> DataStream<T> records(
      Input<T> input, Class<T> type, DataStream<Tuple2<String, Fact>> late) {
    return STAGE
        .part("late." + input.name())
        .on(
            late.flatMap(
                (fact, out) -> FactRecords.records(fact.f0, fact.f1, type).forEach(out::collect),
                new AvroRecordTypeInfo<>(type)));
  }
}
