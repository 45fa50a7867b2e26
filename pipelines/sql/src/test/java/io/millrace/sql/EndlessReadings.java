package io.millrace.sql;

import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Readings of one machine without an end, about one a millisecond, 0.1 s of event time apart. */
record EndlessReadings(StreamExecutionEnvironment environment) implements Inputs {
  static final long PER_MINUTE = 600;

  @Override
  public <T extends IndexedRecord> Input<T> input(String name, RecordType<T> type) {
    DataStream<T> readings =
        Stage.of("endless.readings")
            .on(
                Stage.of("endless")
                    .on(environment.fromSequence(0, Long.MAX_VALUE))
                    .map(new ReadingFunction<>(type), new AvroRecordTypeInfo<>(type)));
    DataStream<T> timed =
        Stage.of("endless.times")
            .on(
                readings.assignTimestampsAndWatermarks(
                    WatermarkStrategy.<T>forMonotonousTimestamps()
                        .withTimestampAssigner((reading, before) -> time(reading).toEpochMilli())));
    return new Input<>(name, timed, Duration.ZERO, Duration.ZERO);
  }

  private static Instant time(IndexedRecord reading) {
    return (Instant) reading.get(reading.getSchema().getField("event_time").pos());
  }

  private record ReadingFunction<T extends IndexedRecord>(RecordType<T> type)
      implements MapFunction<Long, T> {

    @Override
    public T map(Long number) {
      LockSupport.parkNanos(1_000_000);
      T reading = type.newRecord();
      for (Schema.Field field : type.schema().getFields()) {
        reading.put(field.pos(), value(field.name(), number));
      }
      return reading;
    }

    private static Object value(String field, long number) {
      return switch (field) {
        case "source" -> "m1";
        case "event_time" -> Plants.MIDNIGHT.plusMillis(100 * number);
        case "value" -> (double) number;
        default -> throw new IllegalArgumentException("Nobody reads " + field);
      };
    }
  }
}
