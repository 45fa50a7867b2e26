package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GroundExtension.class)
@Timeout(600)
class FittingSerializerTest {
  static {
    AvroTrust.establish();
  }

  private final Ground ground;

  FittingSerializerTest(Ground ground) {
    this.ground = ground;
  }

  @Test
  void aDeadLetterThatItsTopicDoesNotTakeIsCutAndTheNextOnesAreWhole() throws Exception {
    // Given a record that an input of default settings just takes
    ground.broker().createTopic("fit.letters", 1);
    byte[] huge = incompressible(1_048_480);
    byte[] small = {1, 2, 3};

    // When
    write("fit.letters", letter(huge), letter(small));

    // Then
    List<DeadLetter> letters = read("fit.letters").stream().map(DeadLetterTopic::read).toList();
    StoredLetter cut = new StoredLetter("fit.letters", 0, 0, null, letters.get(0));
    assertThat(cut.isCut()).isTrue();
    assertThat(cut.original()).isEqualTo("plant.readings-0@7");
    assertThat(cut.ownHeaders()).isEmpty();
    assertThat(KafkaBytes.of(letters.get(0).getValue()).length).isBetween(1_000_000, huge.length);
    assertThat(KafkaBytes.of(letters.get(1).getValue())).isEqualTo(small);
  }

  @Test
  void aTopicThatIsMadeForLettersTakesWhateverTheInputTakes() throws Exception {
    // Given
    ground.broker().createTopic("fit.input", 1, Map.of("max.message.bytes", "3000000"));
    ground.connection().createMissing("fit.roomy", Set.of("fit.input"));
    byte[] huge = incompressible(2_999_000);

    // When
    write("fit.roomy", letter(huge));

    // Then
    List<ConsumerRecord<byte[], byte[]>> records = read("fit.roomy");
    assertThat(records).hasSize(1);
    assertThat(records.get(0).value()).isEqualTo(huge);
  }

  private void write(String topic, DeadLetter... letters) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    Sink<DeadLetter> sink =
        DeadLetterTopic.sink(ground.connection(), topic, Delivery.atLeastOnce());
    environment.fromData(List.of(letters), new AvroRecordTypeInfo<>(DeadLetter.class)).sinkTo(sink);
    environment.execute();
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (CommittedRecords records = new CommittedRecords(ground, topic)) {
      return records.toTheEnd();
    }
  }

  private static DeadLetter letter(byte[] value) {
    return DeadLetter.newBuilder()
        .setInput("readings")
        .setStage("decode")
        .setError("MALFORMED")
        .setMessage("no Avro record")
        .setTopic("plant.readings")
        .setPartition(0)
        .setOffset(7L)
        .setValue(ByteBuffer.wrap(value))
        .build();
  }

  private static byte[] incompressible(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
