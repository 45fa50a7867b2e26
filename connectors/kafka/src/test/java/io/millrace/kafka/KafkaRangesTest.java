package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.formats.flink.range.RangeSource;
import io.millrace.kafka.FaultyFunction.Fault;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(GroundExtension.class)
@Timeout(600)
class KafkaRangesTest {
  private static final OptionalDouble UNLIMITED = OptionalDouble.empty();

  private final Ground ground;

  KafkaRangesTest(Ground ground) {
    this.ground = ground;
  }

  @AfterEach
  void disarm() {
    FaultyFunction.ARMED.set(null);
    FaultyFunction.STRUCK.clear();
  }

  @Test
  void partitionsAreMergedByEventTimeWhateverTheOneHoldsAndTheOtherDoesNot() throws Exception {
    // Given
    topics("range.merged", 3);
    send("range.merged", 0, IntStream.range(0, 100).map(i -> 3 * i));
    send("range.merged", 1, IntStream.range(0, 100).map(i -> 3 * i + 1));

    // When
    Optional<Throwable> failure =
        run(
            "range.merged",
            range("range.merged", 0, 0, 100),
            range("range.merged", 1, 0, 50),
            range("range.merged", 2, 0, 0));

    // Then
    assertThat(failure).isEmpty();
    assertThat(sequences("range.merged"))
        .containsExactlyElementsOf(
            IntStream.range(0, 300)
                .filter(i -> i % 3 == 0 || (i % 3 == 1 && i < 150))
                .mapToObj(Long::valueOf)
                .toList());
  }

  @Test
  void aRangeEndsThoughItsLastOffsetsHoldNoRecordAndATransactionBehindItIsOpen() throws Exception {
    // Given
    topics("range.markers", 1);
    send("range.markers", 0, IntStream.range(0, 5));
    new OpenTransaction(ground, "range.markers.in", bytes(5)).close();
    long end = end("range.markers");
    try (OpenTransaction open = new OpenTransaction(ground, "range.markers.in", bytes(6))) {

      // When
      Optional<Throwable> failure = run("range.markers", range("range.markers", 0, 0, end));

      // Then
      assertThat(failure).isEmpty();
      assertThat(end).isEqualTo(7).isEqualTo(open.offset());
      assertThat(sequences("range.markers")).containsExactly(0L, 1L, 2L, 3L, 4L);
    }
  }

  @Test
  void whatRetentionHasDeletedFailsTheJobAtOnceAndSaysWhichPartition() throws Exception {
    // Given
    topics("range.gone", 1);
    send("range.gone", 0, IntStream.range(0, 10));
    ground.deleteRecords("range.gone.in", 0, 4);

    // When
    Optional<Throwable> failure = run("range.gone", range("range.gone", 0, 2, 10));

    // Then
    assertThat(failure).isPresent();
    assertThat(ExceptionUtils.stringifyException(failure.get()))
        .contains("Kafka no longer has the records of range.gone.in-0 at offset 2")
        .contains("SuppressRestartsException");
    assertThat(sequences("range.gone")).isEmpty();
  }

  @Test
  void aTaskThatFailsBeginsItsRangeAgainAndEnds() throws Exception {
    // Given
    topics("range.again", 2);
    send("range.again", 0, IntStream.range(0, 40));
    send("range.again", 1, IntStream.range(40, 80));
    FaultyFunction.ARMED.set(Fault.AMONG_RECORDS);

    // When
    Optional<Throwable> failure =
        run("range.again", range("range.again", 0, 0, 40), range("range.again", 1, 0, 40));

    // Then
    assertThat(failure).isEmpty();
    assertThat(FaultyFunction.STRUCK).containsExactly(Fault.AMONG_RECORDS);
    List<Long> seen = sequences("range.again");
    assertThat(seen.subList(seen.size() - 80, seen.size()))
        .containsExactlyElementsOf(LongStream.range(0, 80).boxed().toList());
  }

  @Test
  void restoredFromASavepointItGoesOnWhereItStoodAndEnds(@TempDir Path folder) throws Exception {
    // Given
    topics("range.restored", 2);
    send("range.restored", 0, IntStream.range(0, 100).map(i -> 2 * i));
    send("range.restored", 1, IntStream.range(0, 100).map(i -> 2 * i + 1));
    List<PartitionRange> ranges =
        List.of(range("range.restored", 0, 0, 100), range("range.restored", 1, 0, 100));
    StreamExecutionEnvironment slow = environment();
    wire(slow, "range.restored", ranges, OptionalDouble.of(4));
    JobID job = ground.start(slow);
    try (CommittedRecords results = new CommittedRecords(ground, "range.restored.out")) {
      results.awaitAll(5);
    }
    String savepoint =
        ground
            .flink()
            .stopWithSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
            .get();
    int before = sequences("range.restored").size();
    StreamExecutionEnvironment fast = environment();
    wire(fast, "range.restored", ranges, UNLIMITED);

    // When
    Optional<Throwable> failure = ground.end(ground.start(fast, savepoint));

    // Then
    assertThat(failure).isEmpty();
    assertThat(before).isBetween(5, 199);
    assertThat(sequences("range.restored"))
        .containsExactlyElementsOf(LongStream.range(0, 200).boxed().toList());
  }

  private void topics(String name, int partitions) {
    ground.broker().createTopic(name + ".in", partitions);
    ground.broker().createTopic(name + ".out", 1);
  }

  private void send(String name, int partition, IntStream sequences) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    sequences.forEach(
        sequence ->
            records.add(new ProducerRecord<>(name + ".in", partition, null, bytes(sequence))));
    ground.send(records);
  }

  private static byte[] bytes(int sequence) {
    return Readings.bytes(Readings.at(sequence));
  }

  private static PartitionRange range(String name, int partition, long start, long end) {
    return new PartitionRange(name + ".in", partition, start, end);
  }

  private long end(String name) {
    ground.broker().awaitDecided();
    return KafkaOffsets.end(ground.connection(), name + ".in").values().iterator().next();
  }

  private Optional<Throwable> run(String name, PartitionRange... ranges) throws Exception {
    StreamExecutionEnvironment environment = environment();
    wire(environment, name, List.of(ranges), UNLIMITED);
    return ground.run(environment);
  }

  private StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment environment = ground.environment();
    Configuration restarting = new Configuration();
    restarting.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    restarting.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
    restarting.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    environment.configure(restarting);
    return environment;
  }

  private void wire(
      StreamExecutionEnvironment environment,
      String name,
      List<PartitionRange> ranges,
      OptionalDouble rate) {
    RecordType<SensorReading> type = RecordType.of(SensorReading.class);
    RangeSource<SensorReading> source =
        new RangeSource<>(
            "readings",
            name,
            ranges,
            new KafkaRanges(ground.connection()),
            AvroFormat.shipped(),
            type,
            "event_time",
            null,
            rate);
    KafkaOutput<SensorReading> output =
        KafkaOutput.of("out", name + ".out", type, List.of("source"), Delivery.atLeastOnce());
    Wiring.of(environment, source, EventTimeWatermarks.strategy(Duration.ZERO, null, null, true))
        .events()
        .map(new FaultyFunction(), new AvroRecordTypeInfo<>(SensorReading.class))
        .uid("faulty")
        .sinkTo(KafkaResults.sink(ground.connection(), output))
        .uid("out");
  }

  private List<Long> sequences(String name) {
    try (CommittedRecords records = new CommittedRecords(ground, name + ".out")) {
      return records.toTheEnd().stream().map(Readings::sequence).toList();
    }
  }
}
