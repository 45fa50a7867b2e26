package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.kafka.FaultyFunction.Fault;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(GroundExtension.class)
@Timeout(600)
class ExactlyOnceTest {
  private static final int BATCH = 100;

  private final Ground ground;

  ExactlyOnceTest(Ground ground) {
    this.ground = ground;
  }

  @AfterEach
  void disarm() {
    FaultyFunction.ARMED.set(null);
    FaultyFunction.STRUCK.clear();
  }

  @Test
  void whoeverReadsCommittedRecordsAllTheWhileSeesEachOnceThoughTheJobFailsTimeAndAgain(
      @TempDir Path folder) throws Exception {
    // Given
    Map<Integer, Fault> faults =
        Map.of(
            2, Fault.AMONG_RECORDS,
            4, Fault.AT_A_CHECKPOINT,
            6, Fault.AFTER_A_CHECKPOINT,
            7, Fault.AMONG_RECORDS);
    JobID job = start("once", Delivery.exactlyOnce("once"), Duration.ofMillis(200));
    try (CommittedRecords reader = new CommittedRecords(ground, "once.out")) {

      // When
      for (int batch = 0; batch < 9; batch++) {
        Fault fault = faults.get(batch);
        FaultyFunction.ARMED.set(fault);
        send("once.in", batch);
        reader.awaitAll((batch + 1) * BATCH);
        if (fault != null) {
          assertThat(FaultyFunction.STRUCK.poll(2, TimeUnit.MINUTES)).isEqualTo(fault);
        }
      }
      ground
          .flink()
          .stopWithSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
          .get();

      // Then
      assertThat(reader.toTheEnd())
          .extracting(Readings::sequence)
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 9 * BATCH).boxed().toList());
      assertThat(positions("once"))
          .containsOnlyKeys(new TopicPartition("once.in", 0), new TopicPartition("once.in", 1));
    }
  }

  @Test
  void withoutTransactionsTheSameReaderSeesSomeTwiceAndMissesNone() throws Exception {
    // Given
    JobID job = start("twice", Delivery.atLeastOnce(), Duration.ofHours(1));
    try (CommittedRecords reader = new CommittedRecords(ground, "twice.out")) {
      send("twice.in", 0);
      reader.awaitAll(BATCH);

      // When
      FaultyFunction.ARMED.set(Fault.AMONG_RECORDS);
      send("twice.in", 1);

      // Then
      int again = BATCH / 2; // the partition of the subtask that failed
      List<Long> seen =
          reader.awaitAll(2 * BATCH + again).stream().map(Readings::sequence).toList();
      assertThat(seen).hasSizeGreaterThanOrEqualTo(2 * BATCH + again);
      assertThat(seen).hasSameElementsAs(LongStream.range(0, 2 * BATCH).boxed().toList());
    }
    ground.cancel(job);
  }

  private JobID start(String name, Delivery delivery, Duration interval) throws Exception {
    ground.broker().createTopic(name + ".in", 2);
    ground.broker().createTopic(name + ".out", 2);
    StreamExecutionEnvironment environment = ground.environment().setParallelism(2);
    Configuration restarts = new Configuration();
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    environment.configure(restarts);
    environment.enableCheckpointing(interval.toMillis());
    KafkaOutput<SensorReading> output =
        KafkaOutput.of(
            "out",
            name + ".out",
            RecordType.of(SensorReading.class),
            List.of("source", "sequence"),
            delivery);
    Wiring.of(
            environment,
            KafkaEvents.source(ground.connection(), Readings.input(name + ".in").inGroup(name)),
            EventTimeWatermarks.strategy(Duration.ZERO, null, null, false))
        .events()
        .map(new FaultyFunction(), new AvroRecordTypeInfo<>(SensorReading.class))
        .uid("faulty")
        .sinkTo(KafkaResults.sink(ground.connection(), output))
        .uid("out");
    return ground.start(environment);
  }

  private Map<TopicPartition, OffsetAndMetadata> positions(String group) throws Exception {
    try (Admin admin = Admin.create(new HashMap<>(ground.broker().adminProperties()))) {
      return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    }
  }

  private void send(String topic, int batch) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = batch * BATCH; i < (batch + 1) * BATCH; i++) {
      records.add(new ProducerRecord<>(topic, i % 2, null, Readings.bytes(Readings.at(i))));
    }
    ground.send(records);
  }
}
