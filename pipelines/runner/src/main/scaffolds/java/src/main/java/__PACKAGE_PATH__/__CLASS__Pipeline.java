package __PACKAGE__;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Readings above a limit, and by how much. */
public final class __CLASS__Pipeline implements Pipeline<__CLASS__Parameters> {

  @Override
  public Class<__CLASS__Parameters> parameters() {
    return __CLASS__Parameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, __CLASS__Parameters parameters) {
    Input<SensorReading> readings =
        inputs
            .input("readings", SensorReading.class)
            .filter(reading -> reading.getValue() != null);
    DataStream<Exceedance> exceedances =
        // The id of a stage is where a savepoint keeps its state: it never changes.
        Stage.of("limit")
            .on(
                readings
                    .events()
                    .flatMap(
                        new LimitFunction(parameters.limit()),
                        new AvroRecordTypeInfo<>(Exceedance.class)));
    outputs.results("exceedances", exceedances);
  }
}
