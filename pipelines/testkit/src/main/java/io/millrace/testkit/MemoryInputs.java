package io.millrace.testkit;

import io.millrace.sdk.ArrivalView;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Inputs from memory. Events are dealt in turn to the parallel instances, each of which emits a
 * watermark after every event: as late as the out-of-orderness allows, and no later.
 */
public final class MemoryInputs implements Inputs {
  private final StreamExecutionEnvironment environment;
  private final Map<String, MemoryInput<?>> inputs = new LinkedHashMap<>();

  public MemoryInputs(StreamExecutionEnvironment environment, List<MemoryInput<?>> inputs) {
    this.environment = environment;
    inputs.forEach(input -> this.inputs.put(input.name(), input));
  }

  @Override
  public <T extends IndexedRecord> Input<T> input(String name, RecordType<T> type) {
    MemoryInput<?> given = inputs.get(name);
    if (given == null || !given.type().schema().getFullName().equals(type.schema().getFullName())) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME, "no input '" + name + "' of " + type + " was given");
    }
    return new Input<>(name, events(given, type), given.outOfOrderness(), given.lateness());
  }

  @Override
  public <T extends IndexedRecord> Input<T> arrivals(String name, ArrivalView<T> view) {
    MemoryInput<?> given = inputs.get(name);
    if (given == null) {
      throw new MillraceException(ErrorCode.UNKNOWN_NAME, "no input '" + name + "' was given");
    }
    return new Input<>(name, arrivals(given, view), given.outOfOrderness(), given.lateness());
  }

  private <S extends IndexedRecord, T extends IndexedRecord> DataStream<T> arrivals(
      MemoryInput<S> given, ArrivalView<T> view) {
    Schema schema = given.type().schema();
    RecordType<GenericRecord> fields = RecordType.of(schema, view.fields(schema));
    return Stage.of("memory." + given.name() + ".arrivals")
        .on(
            events(given)
                .map(
                    new ArrivalFunction<>(
                        given.times(), new ProjectFunction<>(given.type(), fields), view),
                    new AvroRecordTypeInfo<>(view.type())));
  }

  /** The events as the pipeline wants to see them. */
  @SuppressWarnings("unchecked")
  private <S extends IndexedRecord, T extends IndexedRecord> DataStream<T> events(
      MemoryInput<S> given, RecordType<T> type) {
    DataStream<S> events = events(given);
    return given.type().equals(type)
        ? (DataStream<T>) events
        : Stage.of("memory." + given.name() + ".project")
            .on(
                events.map(
                    new ProjectFunction<>(given.type(), type), new AvroRecordTypeInfo<>(type)));
  }

  private <T extends IndexedRecord> DataStream<T> events(MemoryInput<T> input) {
    Stage stage = Stage.of("memory." + input.name());
    long outOfOrderness = input.outOfOrderness().toMillis();
    MemoryInput.Times<T> times = input.times();
    DataStream<T> events =
        stage
            .part("read")
            .on(
                stage
                    .on(environment.fromSequence(0, 0).setParallelism(1))
                    .flatMap(new MemoryReadFunction<>(input.name(), input.events()))
                    .returns(new AvroRecordTypeInfo<>(input.type()))
                    .setParallelism(1));
    return stage
        .part("times")
        .on(
            events.assignTimestampsAndWatermarks(
                WatermarkStrategy.<T>forGenerator(
                        context -> new EveryEventWatermarks<>(outOfOrderness))
                    .withTimestampAssigner((event, before) -> times.processed(event))));
  }
}
