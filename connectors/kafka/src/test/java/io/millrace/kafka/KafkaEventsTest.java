package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.RecordType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(GroundExtension.class)
@Timeout(600)
class KafkaEventsTest {
  private static final int RECORDS = 6;

  private final Ground ground;

  KafkaEventsTest(Ground ground) {
    this.ground = ground;
  }

  @Test
  void aJobBeginsWithTheOldestRecordOfEachPartition() throws Exception {
    // Given
    topics("start.first", 2);
    ground.send(
        List.of(
            new ProducerRecord<>("start.first.in", 1, null, reading(RECORDS)),
            new ProducerRecord<>("start.first.in", 1, null, reading(RECORDS + 1))));
    ground.deleteRecords("start.first.in", 0, 4);
    ground.deleteRecords("start.first.in", 1, 1);

    // When
    JobID job = start("start.first", Readings.input("start.first.in").inGroup("start.first"));

    // Then
    assertThat(sequences("start.first.out", 3)).containsExactlyInAnyOrder(4L, 5L, 7L);
    ground.cancel(job);
  }

  @Test
  void aSavepointWhosePositionIsGoneFailsLoudlyAndSkipsNothing(@TempDir Path folder)
      throws Exception {
    // Given
    topics("start.savepoint", 1);
    KafkaInput<SensorReading> input = Readings.input("start.savepoint.in");
    JobID job = start("start.savepoint", input);
    assertThat(sequences("start.savepoint.out", RECORDS)).hasSize(RECORDS);
    String savepoint =
        ground
            .flink()
            .stopWithSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
            .get();
    ground.send("start.savepoint.in", reading(6), reading(7), reading(8));
    ground.deleteRecords("start.savepoint.in", 0, 8);
    StreamExecutionEnvironment second = ground.environment();
    wire(second, "start.savepoint", input);

    // When
    Optional<Throwable> failure = ground.end(ground.start(second, savepoint));

    // Then
    assertThat(failure.flatMap(KafkaFailures::explain)).isPresent();
    assertThat(failure.flatMap(KafkaFailures::explain).get())
        .hasMessageContaining("no longer has the records of start.savepoint.in-0 at offset 6");
    assertThat(sequences("start.savepoint.out")).doesNotContain(8L);
  }

  private void topics(String name, int partitions) {
    ground.broker().createTopic(name + ".in", partitions);
    ground.broker().createTopic(name + ".out", 1);
    ground.send(
        name + ".in",
        IntStream.range(0, RECORDS).mapToObj(KafkaEventsTest::reading).toArray(byte[][]::new));
  }

  private JobID start(String name, KafkaInput<SensorReading> input) throws Exception {
    StreamExecutionEnvironment environment = ground.environment();
    wire(environment, name, input);
    return ground.start(environment);
  }

  private void wire(
      StreamExecutionEnvironment environment, String name, KafkaInput<SensorReading> input) {
    KafkaOutput<SensorReading> output =
        KafkaOutput.of(
            "out",
            name + ".out",
            RecordType.of(SensorReading.class),
            List.of("source"),
            Delivery.atLeastOnce());
    Wiring.of(
            environment,
            KafkaEvents.source(ground.connection(), input),
            EventTimeWatermarks.strategy(Duration.ZERO, null, null, false))
        .events()
        .sinkTo(KafkaResults.sink(ground.connection(), output))
        .uid("out");
  }

  /** All that a topic has now. */
  private List<Long> sequences(String topic) {
    return sequences(topic, 0);
  }

  /** All that a topic has when there are so many. */
  private List<Long> sequences(String topic, int count) {
    try (CommittedRecords records = new CommittedRecords(ground, topic)) {
      records.awaitAll(count);
      return records.toTheEnd().stream().map(Readings::sequence).toList();
    }
  }

  private static byte[] reading(int sequence) {
    return Readings.bytes(Readings.at(sequence));
  }
}
