package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GroundExtension.class)
@Timeout(600)
class TopicSettingsTest {
  private final Ground ground;

  TopicSettingsTest(Ground ground) {
    this.ground = ground;
  }

  @Test
  void aTopicSaysWhoseClockItsTimestampsAreOf() {
    // Given
    ground.broker().createTopic("clock.producer", 1);
    ground
        .broker()
        .createTopic("clock.broker", 1, Map.of("message.timestamp.type", "LogAppendTime"));
    ground
        .broker()
        .createTopic("clock.narrow", 1, Map.of("message.timestamp.after.max.ms", "60000"));

    // When
    Map<String, TopicSettings> found =
        TopicSettings.of(
            ground.connection(), Set.of("clock.producer", "clock.broker", "clock.narrow"));

    // Then
    assertThat(found.get("clock.producer"))
        .isEqualTo(
            new TopicSettings(false, Duration.ofHours(1), TopicSettings.DEFAULT_LARGEST_RECORD));
    assertThat(found.get("clock.broker").ofBroker()).isTrue();
    assertThat(found.get("clock.narrow"))
        .isEqualTo(
            new TopicSettings(false, Duration.ofSeconds(60), TopicSettings.DEFAULT_LARGEST_RECORD));
  }

  @Test
  void aTopicThatIsNotThereIsLeftOut() {
    assertThat(TopicSettings.of(ground.connection(), Set.of("clock.missing"))).isEmpty();
  }
}
