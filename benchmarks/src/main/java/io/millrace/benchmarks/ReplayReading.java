package io.millrace.benchmarks;

import io.millrace.cluster.KafkaBroker;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.SingleObject;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.EventReader;
import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.formats.flink.range.RangeSource;
import io.millrace.kafka.KafkaConnection;
import io.millrace.kafka.KafkaRanges;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How fast the source of a replay reads, as a ratio to bare consumers of the same records in the
 * same run: {@code ReplayReading [RECORDS]}.
 */
public final class ReplayReading {
  private static final String TOPIC = "readings";
  private static final int PARTITIONS = 2;
  private static final int ROUNDS = 3;
  private static final int DISTINCT = 4_096;
  private static final RecordType<SensorReading> TYPE = RecordType.of(SensorReading.class);

  private final String bootstrap;
  private final int records;

  private ReplayReading(String bootstrap, int records) {
    this.bootstrap = bootstrap;
    this.records = records;
  }

  /** Prints seconds and ratios. */
  public static void main(String[] arguments) throws Exception {
    int records = arguments.length == 0 ? 4_000_000 : Integer.parseInt(arguments[0]);
    try (KafkaBroker broker = KafkaBroker.start()) {
      broker.createTopic(TOPIC, PARTITIONS, Map.of("retention.ms", "-1"));
      ReplayReading reading = new ReplayReading(broker.bootstrap(), records);
      reading.write();
      List<Double> bare = new ArrayList<>();
      List<Double> decoding = new ArrayList<>();
      List<Double> replay = new ArrayList<>();
      List<Double> begun = new ArrayList<>();
      // In turns, so that what else the machine does is spread over all. The first warms up.
      for (int round = 0; round <= ROUNDS; round++) {
        List<Double> seconds =
            List.of(reading.consume(false), reading.consume(true), reading.replay());
        if (round > 0) {
          bare.add(seconds.get(0));
          decoding.add(seconds.get(1));
          replay.add(seconds.get(2));
          begun.add((Counted.last - Counted.first) / 1e9);
        }
      }
      System.out.printf("%,d records, medians of %d rounds%n", records, ROUNDS);
      reading.print("bare consumer", bare, median(begun));
      reading.print("consumer that decodes", decoding, median(begun));
      reading.print("replay, from its first record on", begun, median(begun));
      reading.print("replay, from the start of Flink on", replay, median(begun));
    }
    System.exit(0); // Flink's and Kafka's threads have nothing left to do.
  }

  private void print(String name, List<Double> seconds, double replay) {
    System.out.printf(
        "%-35s %6.2f s %,11.0f records/s, of which a replay reads %.2f%n",
        name, median(seconds), records / median(seconds), median(seconds) / replay);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private void write() {
    List<byte[]> distinct = Readings.of(1, DISTINCT).stream().map(SingleObject::of).toList();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", "20", "batch.size", "262144"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < records; i++) {
        producer.send(
            new ProducerRecord<>(TOPIC, i % PARTITIONS, null, distinct.get(i % DISTINCT)));
      }
    }
  }

  private List<PartitionRange> ranges() {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(
            partition ->
                new PartitionRange(
                    TOPIC, partition, 0, (records + PARTITIONS - 1 - partition) / PARTITIONS))
        .toList();
  }

  /** The same client with the same settings, without Flink. */
  private double consume(boolean decoding) throws Exception {
    EventReader<SensorReading> events =
        new EventReader<>("readings", AvroFormat.shipped(), TYPE, "event_time");
    long seen = 0;
    long begin = System.nanoTime();
    try (BareConsumer consumer = new BareConsumer(bootstrap, ranges())) {
      while (!consumer.isOver()) {
        seen += decoding ? consumer.poll(raw -> events.read(raw).size()) : consumer.poll(raw -> 1);
      }
    }
    return seconds(begin, seen);
  }

  private double replay() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    RangeSource<SensorReading> source =
        new RangeSource<>(
            "readings",
            "benchmark",
            ranges(),
            new KafkaRanges(KafkaConnection.to(bootstrap)),
            AvroFormat.shipped(),
            TYPE,
            "event_time",
            null,
            OptionalDouble.empty());
    flink
        .fromSource(
            source,
            EventTimeWatermarks.strategy(Duration.ofSeconds(5), null, null, true),
            "readings")
        .filter(new Counted())
        .sinkTo(new DiscardingSink<>());
    long begin = System.nanoTime();
    return seconds(begin, flink.execute().getAccumulatorResult(Counted.SEEN));
  }

  private double seconds(long begin, long seen) {
    if (seen != records) {
      throw new IllegalStateException("expected " + records + " records, read " + seen);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Lets nothing pass, and knows how much there was. */
  private static final class Counted extends RichFilterFunction<Arrived<SensorReading>> {
    private static final long serialVersionUID = 1L;
    static final String SEEN = "seen";

    /** When, in this JVM, which runs one job after another. */
    static volatile long first;

    static volatile long last;

    private transient LongCounter seen;

    @Override
    public void open(OpenContext context) {
      seen = getRuntimeContext().getLongCounter(SEEN);
    }

    @Override
    public boolean filter(Arrived<SensorReading> arrived) {
      if (seen.getLocalValuePrimitive() == 0) {
        first = System.nanoTime();
      }
      seen.add(1);
      return false;
    }

    @Override
    public void close() {
      last = System.nanoTime();
    }
  }
}
