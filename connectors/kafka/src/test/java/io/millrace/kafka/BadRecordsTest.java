package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.avro.RecordType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GroundExtension.class)
class BadRecordsTest {
  private static final byte[] VALID = Readings.bytes(Readings.at(1));
  private static final byte[] VALID_AGAIN = Readings.bytes(Readings.at(2));
  private static final byte[] EMPTY = {};
  private static final byte[] TRUNCATED = Arrays.copyOf(VALID, VALID.length - 3);
  private static final byte[] BAD_MAGIC = "{\"source\":1}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] UNKNOWN_SCHEMA = changed(VALID, 5);
  private static final byte[] ABSURD_LENGTH = absurdLength();

  private final Ground ground;

  BadRecordsTest(Ground ground) {
    this.ground = ground;
  }

  @Test
  void exactlyTheBadRecordsBecomeDeadLettersAndTheJobGoesOn() throws Exception {
    // Given
    ground.broker().createTopic("bad.in", 2);
    ground.broker().createTopic("bad.out", 1);
    ground.broker().createTopic("bad.dead", 1);
    byte[] key = {0, 1, 2};
    ProducerRecord<byte[], byte[]> truncated =
        new ProducerRecord<>("bad.in", 0, 1_700_000_000_000L, key, TRUNCATED);
    truncated.headers().add("trace", new byte[] {-1});
    ground.send("bad.in", VALID, EMPTY);
    ground.send(List.of(truncated));
    ground.send("bad.in", BAD_MAGIC, UNKNOWN_SCHEMA, ABSURD_LENGTH, VALID_AGAIN);
    StreamExecutionEnvironment environment = ground.environment();
    wire(environment, "bad.in", "bad.out", "bad.dead");

    // When
    JobID job = ground.start(environment);

    // Then
    try (CommittedRecords results = new CommittedRecords(ground, "bad.out");
        CommittedRecords dead = new CommittedRecords(ground, "bad.dead")) {
      results.awaitAll(2);
      dead.awaitAll(5);
      ground.cancel(job);
      assertThat(results.toTheEnd())
          .extracting(record -> record.value())
          .containsExactly(VALID, VALID_AGAIN);
      List<DeadLetter> letters = dead.toTheEnd().stream().map(DeadLetterTopic::read).toList();
      assertThat(letters)
          .extracting(letter -> letter.getOffset() + " " + letter.getError())
          .containsExactly(
              "1 MALFORMED", "2 MALFORMED", "3 MALFORMED", "4 UNKNOWN_SCHEMA", "5 MALFORMED");
      assertThat(letters)
          .extracting(DeadLetter::getValue)
          .containsExactly(
              ByteBuffer.wrap(EMPTY),
              ByteBuffer.wrap(TRUNCATED),
              ByteBuffer.wrap(BAD_MAGIC),
              ByteBuffer.wrap(UNKNOWN_SCHEMA),
              ByteBuffer.wrap(ABSURD_LENGTH));
      assertThat(letters.get(1).getKey()).isEqualTo(ByteBuffer.wrap(key));
      assertThat(letters.get(1).getTimestamp().toEpochMilli()).isEqualTo(1_700_000_000_000L);
      assertThat(letters.get(1).getHeaders()).hasSize(1);
      assertThat(letters.get(1).getTopic()).isEqualTo("bad.in");
    }
  }

  private void wire(StreamExecutionEnvironment environment, String in, String out, String dead) {
    KafkaConnection kafka = ground.connection();
    Wiring wiring =
        Wiring.of(
            environment,
            KafkaEvents.source(kafka, Readings.input(in)),
            EventTimeWatermarks.strategy(Duration.ZERO, null, null, false));
    KafkaOutput<SensorReading> output =
        KafkaOutput.of(
            "out",
            out,
            RecordType.of(SensorReading.class),
            List.of("source"),
            Delivery.atLeastOnce());
    wiring.events().sinkTo(KafkaResults.sink(kafka, output)).uid("out");
    wiring.dead().sinkTo(DeadLetterTopic.sink(kafka, dead, Delivery.atLeastOnce())).uid("dead");
  }

  private static byte[] changed(byte[] bytes, int position) {
    byte[] copy = bytes.clone();
    copy[position] ^= 0x55;
    return copy;
  }

  /** A text that claims to be two thousand million characters long. */
  private static byte[] absurdLength() {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    bytes.put(VALID, 0, 10).put(new byte[] {-2, -1, -1, -1, 15, 'm', '1'});
    return bytes.array();
  }
}
