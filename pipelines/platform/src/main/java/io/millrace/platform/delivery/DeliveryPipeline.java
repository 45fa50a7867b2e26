package io.millrace.platform.delivery;

import io.millrace.operators.window.PunctualStreams;
import io.millrace.operators.window.WindowSpec;
import io.millrace.schemas.platform.Arrival;
import io.millrace.schemas.platform.Delivery;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** How the events of every source arrive: late, twice, not at all, or by a wrong clock. */
public final class DeliveryPipeline implements Pipeline<DeliveryParameters> {
  private static final Stage STAGE = Stage.of("delivery");

  @Override
  public Class<DeliveryParameters> parameters() {
    return DeliveryParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, DeliveryParameters parameters) {
    Input<Arrival> arrivals = inputs.arrivals("events", new DeliveryView(parameters));
    PunctualStreams<Arrival> streams =
        PunctualStreams.of(
            STAGE.part("punctual"), arrivals, List.of(WindowSpec.tumbling(parameters.window())));
    outputs.late(arrivals, streams.late());
    DataStream<Delivery> windows =
        STAGE
            .part("sources")
            .on(
                streams
                    .punctual()
                    .events()
                    .keyBy(Arrival::getSource, Types.STRING)
                    .process(
                        new SourceFunction(arrivals.name(), parameters, arrivals.lateness()),
                        new AvroRecordTypeInfo<>(Delivery.class)));
    outputs.results(
        "delivery",
        STAGE
            .part("fleet")
            .on(
                windows
                    .keyBy(record -> record.getWindowStart().toEpochMilli(), Types.LONG)
                    .process(
                        new FleetFunction(parameters.window(), arrivals.lateness()),
                        new AvroRecordTypeInfo<>(Delivery.class))));
  }
}
