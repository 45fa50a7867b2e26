package io.millrace.runner.upgrade;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps one state of a given name and type. */
final class ShapeFunction<K> extends KeyedProcessFunction<K, SensorReading, SensorReading> {
  private static final long serialVersionUID = 1L;

  private final String state;
  private final String type;
  private transient ValueState<Long> number;
  private transient ValueState<String> text;
  private transient ListState<Long> list;
  private transient ValueState<SensorReading> record;

  ShapeFunction(String state, String type) {
    this.state = state;
    this.type = type;
  }

  @Override
  public void open(OpenContext context) {
    switch (type) {
      case "long" ->
          number = getRuntimeContext().getState(new ValueStateDescriptor<>(state, Types.LONG));
      case "text" ->
          text = getRuntimeContext().getState(new ValueStateDescriptor<>(state, Types.STRING));
      case "record", "earlier-record", "alien-record" ->
          record =
              getRuntimeContext()
                  .getState(new ValueStateDescriptor<>(state, new AvroRecordTypeInfo<>(records())));
      default ->
          list = getRuntimeContext().getListState(new ListStateDescriptor<>(state, Types.LONG));
    }
  }

  @Override
  public void processElement(SensorReading reading, Context context, Collector<SensorReading> out)
      throws Exception {
    switch (type) {
      case "long" -> number.update(number.value() == null ? 1 : number.value() + 1);
      case "text" -> text.update(reading.getSource());
      case "record", "earlier-record", "alien-record" -> record.update(reading);
      default -> list.add(1L);
    }
    out.collect(reading);
  }

  /** The record as it is now; before it had its last field; and with a field that nobody fills. */
  private RecordType<SensorReading> records() {
    Schema present = SensorReading.getClassSchema();
    if (type.equals("record")) {
      return RecordType.of(SensorReading.class);
    }
    List<Schema.Field> fields = new ArrayList<>();
    present.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    Schema.Field last = fields.remove(fields.size() - 1);
    if (type.equals("alien-record")) {
      fields.add(new Schema.Field(last.name(), Schema.create(Schema.Type.STRING)));
    }
    Schema other =
        Schema.createRecord(
            present.getName(), present.getDoc(), present.getNamespace(), false, fields);
    return new RecordType<>(SensorReading.class, other);
  }
}
