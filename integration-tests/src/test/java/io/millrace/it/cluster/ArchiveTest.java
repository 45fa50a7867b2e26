package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.KafkaBroker;
import io.millrace.files.archive.ArchiveRanges;
import io.millrace.files.archive.ArchivedTopic;
import io.millrace.files.archive.SeamRanges;
import io.millrace.files.archive.SeamRanges.Seam;
import io.millrace.files.archive.Span;
import io.millrace.formats.DeadLetters;
import io.millrace.formats.Decoded;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.SingleObject;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.formats.flink.range.RangeSource;
import io.millrace.formats.flink.range.RecordRanges;
import io.millrace.kafka.KafkaConnection;
import io.millrace.kafka.KafkaRanges;
import io.millrace.runner.launch.EmbeddedFlink;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code platform/archive} of topics of a real broker, and what is read back from it. */
@Timeout(600)
class ArchiveTest {
  private static final int PARTITIONS = 3;
  private static KafkaBroker broker;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    AvroTrust.establish();
    broker = KafkaBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void whatCommittedReadersSeeIsArchivedOverARestoreAndReadFromBothPlacesAsFromOne()
      throws Exception {
    // Given
    String topic = "archive.all";
    broker.createTopic(topic, PARTITIONS, Map.of("retention.ms", "-1"));
    ArchiveJob job = new ArchiveJob(broker, topic, folder);
    job.start(2, null);
    sendSome(topic, 0);
    awaitArchived(job, topic);
    String savepoint = job.stop();
    sendSome(topic, 100);
    job.start(3, savepoint);
    sendSome(topic, 200);
    awaitArchived(job, topic);
    job.stop();

    // When
    Map<Integer, List<DeadLetter>> seen = committed(topic);
    RecordRanges archive = new ArchiveRanges(job.archive());
    RecordRanges kafka = new KafkaRanges(new KafkaConnection(broker.bootstrap(), Map.of()));

    // Then
    List<PartitionRange> whole = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<DeadLetter> expected = seen.get(partition);
      long end = expected.get(expected.size() - 1).getOffset() + 1;
      PartitionRange range = new PartitionRange(topic, partition, 0, end);
      whole.add(range);
      assertThat(end).as("transactions have used up offsets").isGreaterThan(expected.size());
      assertThat(read(archive, range)).as("the archive").isEqualTo(expected);
      for (long seam : List.of(0L, 1L, end / 3, end / 2, end - 1, end, end + 5)) {
        RecordRanges both =
            new SeamRanges(archive, kafka, List.of(new Seam(topic, partition, seam)));
        assertThat(read(both, range)).as("with a seam at %d", seam).isEqualTo(expected);
      }
      assertThatThrownBy(
              () -> read(archive, new PartitionRange(topic, range.partition(), 0, end + 1)))
          .hasStackTraceContaining("lacks of the offsets");
    }
    assertThat(events(archive, whole)).hasSizeGreaterThan(100).isEqualTo(events(kafka, whole));
  }

  /** Records of every kind to every partition, in and out of transactions, some of them aborted. */
  private void sendSome(String topic, int from) {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", topic))) {
      producer.initTransactions();
      for (int i = from; i < from + 50; i++) {
        producer.beginTransaction();
        for (int partition = 0; partition < PARTITIONS; partition++) {
          ProducerRecord<byte[], byte[]> record =
              new ProducerRecord<>(
                  topic,
                  partition,
                  1_767_225_600_000L + i,
                  i % 3 == 0 ? null : ("k" + i).getBytes(StandardCharsets.UTF_8),
                  i % 5 == 0 ? null : reading(i));
          record.headers().add("n", null).add("n", new byte[] {(byte) i}).add("", new byte[0]);
          producer.send(record);
        }
        if (i % 7 == 3) {
          producer.abortTransaction();
        } else {
          producer.commitTransaction();
        }
      }
    }
  }

  @Test
  void aMillionRecordsAreReadBackAsTheTopicHasThem() throws Exception {
    // Given
    String topic = "archive.million";
    broker.createTopic(topic, PARTITIONS, Map.of("retention.ms", "-1"));
    int records = 1_000_000;
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("linger.ms", "20", "batch.size", "262144"))) {
      byte[] value = reading(1);
      for (int i = 0; i < records; i++) {
        byte[] key = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, key, value));
      }
    }
    ArchiveJob job = new ArchiveJob(broker, topic, folder);

    // When
    Instant begin = Instant.now();
    job.start(2, null);
    awaitArchived(job, topic);
    Duration archiving = Duration.between(begin, Instant.now());
    job.stop();

    // Then
    long count = 0;
    Duration reading = Duration.ZERO;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      long end = end(topic, partition);
      PartitionRange range = new PartitionRange(topic, partition, 0, end);
      Checksum expected = new Checksum();
      consume(
          topic, partition, record -> expected.add(record.key(), record.value(), record.offset()));
      Checksum actual = new Checksum();
      begin = Instant.now();
      read(
          new ArchiveRanges(job.archive()),
          range,
          raw -> actual.add(raw.key(), raw.value(), offset(raw)));
      reading = reading.plus(Duration.between(begin, Instant.now()));
      assertThat(actual.crc.getValue()).isEqualTo(expected.crc.getValue());
      assertThat(actual.count).isEqualTo(expected.count);
      count += actual.count;
    }
    assertThat(count).isEqualTo(records);
    System.out.printf(
        "archive: %,d records written in %.1f s (from submission to the commit), read back in %.1f"
            + " s%n",
        records, archiving.toMillis() / 1e3, reading.toMillis() / 1e3);
  }

  private static long offset(RawRecord raw) {
    return ((Position.InTopic) raw.position()).offset();
  }

  private static byte[] reading(int second) {
    return SingleObject.of(
        SensorReading.newBuilder()
            .setSource("m1")
            .setSensor("t")
            .setEventTime(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second))
            .setValue((double) second)
            .build());
  }

  private static final class Checksum {
    private final CRC32 crc = new CRC32();
    private long count;

    void add(byte[] key, byte[] value, long offset) {
      crc.update(key);
      crc.update(value);
      crc.update((int) offset);
      count++;
    }
  }

  /** Waits until the archive has the last record that committed readers see of each partition. */
  private static void awaitArchived(ArchiveJob job, String topic) {
    Map<Integer, Long> ends = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ends.put(partition, lastRecord(topic, partition) + 1);
    }
    RollupDeployment.await(
        "the archive of " + topic,
        () -> {
          try {
            Map<Integer, List<Span>> coverage = ArchivedTopic.open(job.archive(), topic).coverage();
            return ends.entrySet().stream()
                .allMatch(
                    end ->
                        coverage.getOrDefault(end.getKey(), List.of()).stream()
                            .anyMatch(span -> span.end() == end.getValue()));
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
  }

  private static Map<Integer, List<DeadLetter>> committed(String topic) {
    Map<Integer, List<DeadLetter>> seen = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<DeadLetter> records = new ArrayList<>();
      consume(topic, partition, record -> records.add(comparable(record)));
      seen.put(partition, records);
    }
    return seen;
  }

  /** In a form that knows equality, made without any code that is tested here. */
  private static DeadLetter comparable(ConsumerRecord<byte[], byte[]> record) {
    List<RawRecord.Header> headers = new ArrayList<>();
    record.headers().forEach(one -> headers.add(new RawRecord.Header(one.key(), one.value())));
    return comparable(
        new RawRecord(
            record.value(),
            record.key(),
            headers,
            new Position.InTopic(record.topic(), record.partition(), record.offset()),
            record.timestamp(),
            RawRecord.NO_TIME));
  }

  private static DeadLetter comparable(RawRecord raw) {
    return DeadLetters.of("", "", raw, new Decoded.Bad<>(ErrorCode.MALFORMED, ""));
  }

  private static List<DeadLetter> read(RecordRanges ranges, PartitionRange range) throws Exception {
    List<DeadLetter> records = new ArrayList<>();
    read(ranges, range, raw -> records.add(comparable(raw)));
    return records;
  }

  private static void read(RecordRanges ranges, PartitionRange range, Consumer<RawRecord> taken)
      throws Exception {
    BlockingQueue<Boolean> news = new ArrayBlockingQueue<>(1);
    try (RecordRanges.Opened opened = ranges.open(List.of(range), "test", () -> news.offer(true))) {
      while (true) {
        boolean over = opened.isOver(0);
        RawRecord record = opened.next(0);
        if (record != null) {
          taken.accept(record);
        } else if (over) {
          return;
        } else {
          news.poll(1, TimeUnit.SECONDS);
        }
      }
    }
  }

  /** What a job of one task gets of ranges. */
  private static List<String> events(RecordRanges records, List<PartitionRange> ranges)
      throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, EmbeddedFlink.bounded());
    RangeSource<SensorReading> source =
        new RangeSource<>(
            "readings",
            "test",
            ranges,
            records,
            AvroFormat.shipped(),
            RecordType.of(SensorReading.class),
            "event_time",
            null,
            OptionalDouble.empty());
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "readings")
        .uid("readings")
        .map(one -> one.isEvent() ? one.event().toString() : one.dead().toString())
        .uid("texts")
        .executeAndCollect(10_000);
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", broker.bootstrap());
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void consume(
      String topic, int partition, Consumer<ConsumerRecord<byte[], byte[]>> seen) {
    consume(topic, partition, 0, seen);
  }

  private static void consume(
      String topic, int partition, long from, Consumer<ConsumerRecord<byte[], byte[]>> seen) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      TopicPartition one = new TopicPartition(topic, partition);
      consumer.assign(List.of(one));
      consumer.seek(one, from);
      long end = consumer.endOffsets(List.of(one)).get(one);
      while (consumer.position(one) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(seen);
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", broker.bootstrap(),
            "isolation.level", "read_committed",
            "max.poll.records", "5000",
            "enable.auto.commit", "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static long end(String topic, int partition) {
    broker.awaitDecided();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      TopicPartition one = new TopicPartition(topic, partition);
      return consumer.endOffsets(List.of(one)).get(one);
    }
  }

  private static long lastRecord(String topic, int partition) {
    long[] last = {-1};
    // Not from the beginning: behind the last record there are a few markers at the most.
    long tail = Math.max(0, end(topic, partition) - 100);
    consume(topic, partition, tail, record -> last[0] = record.offset());
    return last[0];
  }
}
