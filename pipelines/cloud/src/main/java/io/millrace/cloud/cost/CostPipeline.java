package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.Allocation;
import io.millrace.schemas.cloud.Cost;
import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.codec.CodecTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** What cloud accounts cost, exactly, and who has to bear it. */
public final class CostPipeline implements Pipeline<CostParameters> {
  private static final Stage STAGE = Stage.of("cost");

  @Override
  public Class<CostParameters> parameters() {
    return CostParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, CostParameters parameters) {
    Input<FocusCharge> bills =
        inputs.input("bills", FocusCharge.class).filter(ChargeReader::isUsable);
    Schedule schedule = new Schedule(parameters.early(), bills.lateness());
    SingleOutputStreamOperator<Movement> movements =
        STAGE
            .part("ledger")
            .on(
                bills
                    .events()
                    .keyBy(ChargeIdentity::of, Types.STRING)
                    .process(
                        new ChargeLedgerFunction(
                            bills.name(),
                            new ChargeReader(parameters),
                            parameters.identity(),
                            schedule),
                        new CodecTypeInfo<>(Movement.CODEC)));
    outputs.late(bills, movements.getSideOutput(ChargeLedgerFunction.LATE));
    outputs.results("cost", cost(movements, parameters, schedule));
    outputs.results("allocation", allocation(movements, parameters, schedule));
  }

  private static DataStream<Cost> cost(
      DataStream<Movement> movements, CostParameters parameters, Schedule schedule) {
    List<Period> periods = parameters.periods();
    return STAGE
        .part("windows")
        .on(
            STAGE
                .part("changes")
                .on(
                    movements.flatMap(
                        (movement, out) -> CostFunction.changes(movement, periods, out),
                        CostFunction.CHANGES))
                .keyBy(change -> change.f0, CostFunction.KEYS)
                .process(new CostFunction(schedule), new AvroRecordTypeInfo<>(Cost.class)));
  }

  private static DataStream<Allocation> allocation(
      DataStream<Movement> movements, CostParameters parameters, Schedule schedule) {
    Measure measure = parameters.allocate();
    return STAGE
        .part("allocation")
        .on(
            STAGE
                .part("claims")
                .on(
                    movements.flatMap(
                        (movement, out) -> AllocationFunction.changes(movement, measure, out),
                        AllocationFunction.CHANGES))
                .keyBy(change -> change.f0, AllocationFunction.KEYS)
                .process(
                    new AllocationFunction(parameters, schedule),
                    new AvroRecordTypeInfo<>(Allocation.class)));
  }
}
