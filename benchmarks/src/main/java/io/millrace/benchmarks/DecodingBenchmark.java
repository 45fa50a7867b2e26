package io.millrace.benchmarks;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.RawRecord;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.SingleObject;
import io.millrace.schemas.industrial.SensorReading;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.flink.formats.avro.AvroDeserializationSchema;
import org.apache.flink.formats.avro.RegistryAvroDeserializationSchema;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Records a second that one thread decodes: the same readings, the same Avro bytes, behind the
 * header that each decoder asks for.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    // Compiled in the foreground: on a busy machine the warm-up ends before the compiler does, and
    // what has most code, flink-avro, would be measured interpreted.
    jvmArgs = {"-Xms512m", "-Xmx512m", "-XX:+UseParallelGC", "-Xbatch"})
public class DecodingBenchmark {
  /** Avro's own switch, on by default since 1.12: the remedy that users of flink-avro have. */
  private static final String FAST_READER_OFF = "-Dorg.apache.avro.fastread=false";

  /** A power of two, so that a mask finds the next one. */
  static final int RECORDS = 4096;

  private static final int SINGLE_OBJECT_HEADER_BYTES = 10;

  final List<SensorReading> readings = Readings.of(20260101, RECORDS);

  private final RawRecord[] singleObject = new RawRecord[RECORDS];
  private final RawRecord[] framed = new RawRecord[RECORDS];
  private final byte[][] bare = new byte[RECORDS][];

  private final Decoder<SensorReading> millrace = AvroFormat.shipped().decoder(SensorReading.class);
  private final Decoder<SensorReading> millraceRegistry =
      new AvroFormat(RegistryFraming::new).decoder(SensorReading.class);
  private final AvroDeserializationSchema<SensorReading> flinkAvro =
      AvroDeserializationSchema.forSpecific(SensorReading.class);
  private final RegistryAvroDeserializationSchema<SensorReading> flinkAvroRegistry =
      new RegistryAvroDeserializationSchema<>(
          SensorReading.class, SensorReading.getClassSchema(), RegistryFraming::new);
  private final SpecificDatumReader<SensorReading> avro =
      new SpecificDatumReader<>(SensorReading.class);

  private BinaryDecoder avroDecoder;
  private int last = -1;

  /** Encodes the readings. */
  public DecodingBenchmark() {
    for (int i = 0; i < RECORDS; i++) {
      byte[] record = SingleObject.of(readings.get(i));
      bare[i] = Arrays.copyOfRange(record, SINGLE_OBJECT_HEADER_BYTES, record.length);
      singleObject[i] = RawRecord.inFile(record, "readings.avro", i);
      framed[i] = RawRecord.inFile(RegistryFraming.frame(bare[i]), "readings.avro", i);
    }
  }

  private int next() {
    return last = (last + 1) & (RECORDS - 1);
  }

  @Benchmark
  public Decoded<SensorReading> millraceSingleObject() {
    return millrace.decode(singleObject[next()]);
  }

  @Benchmark
  public Decoded<SensorReading> millraceRegistryFraming() {
    return millraceRegistry.decode(framed[next()]);
  }

  @Benchmark
  public SensorReading flinkAvroBare() throws IOException {
    return flinkAvro.deserialize(bare[next()]);
  }

  @Benchmark
  public SensorReading flinkAvroRegistryFraming() throws IOException {
    return flinkAvroRegistry.deserialize(framed[next()].value());
  }

  @Benchmark
  @Fork(jvmArgsAppend = FAST_READER_OFF)
  public SensorReading flinkAvroBareFastReaderOff() throws IOException {
    return flinkAvroBare();
  }

  @Benchmark
  @Fork(jvmArgsAppend = FAST_READER_OFF)
  public SensorReading flinkAvroRegistryFramingFastReaderOff() throws IOException {
    return flinkAvroRegistryFraming();
  }

  /** The floor: Avro's reader and nothing else, no header, no check of what follows the record. */
  @Benchmark
  public SensorReading avroAlone() throws IOException {
    byte[] bytes = bare[next()];
    avroDecoder = DecoderFactory.get().binaryDecoder(bytes, 0, bytes.length, avroDecoder);
    return avro.read(null, avroDecoder);
  }
}
