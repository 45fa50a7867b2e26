package io.millrace.kafka;

import io.millrace.formats.flink.Arrived;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The two streams that a source of readings hands on. */
record Wiring(DataStream<SensorReading> events, DataStream<DeadLetter> dead) {

  static Wiring of(
      StreamExecutionEnvironment environment,
      Source<Arrived<SensorReading>, ?, ?> source,
      WatermarkStrategy<Arrived<SensorReading>> watermarks) {
    SingleOutputStreamOperator<Arrived<SensorReading>> arrived =
        environment.fromSource(source, watermarks, "readings").uid("readings");
    return new Wiring(
        arrived
            .filter(Arrived::isEvent)
            .uid("good")
            .map(one -> one.event(), new AvroRecordTypeInfo<>(SensorReading.class))
            .uid("events"),
        arrived
            .filter(one -> !one.isEvent())
            .uid("bad")
            .map(one -> one.dead(), new AvroRecordTypeInfo<>(DeadLetter.class))
            .uid("dead-letters"));
  }
}
