package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GroundExtension.class)
@Timeout(600)
class KafkaOffsetsTest {
  private final Ground ground;

  KafkaOffsetsTest(Ground ground) {
    this.ground = ground;
  }

  @Test
  void theEndLeavesOutWhatAnOpenTransactionHasWritten() throws Exception {
    // Given
    ground.broker().createTopic("offsets.open", 1);
    ground.send("offsets.open", Readings.bytes(Readings.at(0)), Readings.bytes(Readings.at(1)));
    byte[] third = Readings.bytes(Readings.at(2));
    try (OpenTransaction open = new OpenTransaction(ground, "offsets.open", third)) {

      // When
      Map<TopicPartition, Long> end = KafkaOffsets.end(ground.connection(), "offsets.open");

      // Then
      assertThat(open.offset()).isEqualTo(2);
      assertThat(end).containsExactly(Map.entry(new TopicPartition("offsets.open", 0), 2L));
    }
  }
}
