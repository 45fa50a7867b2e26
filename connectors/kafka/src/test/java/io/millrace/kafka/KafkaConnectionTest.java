package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {
  private static final String JAAS =
      "org.apache.kafka.common.security.plain.PlainLoginModule required"
          + " username=\"plant\" password=\"s3cret\";";

  @Test
  void itsTextShowsNoValueOfAProperty() {
    // Given
    KafkaConnection connection =
        new KafkaConnection(
            "kafka:9092", Map.of("sasl.jaas.config", JAAS, "ssl.key.password", "0pen"));

    // When
    String text = connection.toString();

    // Then
    assertThat(text).isEqualTo("Kafka at kafka:9092 with [sasl.jaas.config, ssl.key.password]");
  }

  @Test
  void propertiesThatGuaranteesRestOnAreRefused() {
    // Given
    Map<String, String> properties = Map.of("acks", "1", "isolation.level", "read_uncommitted");

    // When
    var refusal = assertThatThrownBy(() -> new KafkaConnection("kafka:9092", properties));

    // Then
    refusal
        .isInstanceOfSatisfying(
            MillraceException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT))
        .hasMessageContaining("acks, isolation.level");
  }

  @Test
  void eachClientGetsWhatItKnowsAndWhatNoneKnows() {
    // Given
    Map<String, String> properties =
        Map.of("linger.ms", "5", "max.poll.records", "7", "sasl.mechanism", "PLAIN", "own.x", "1");

    // When
    KafkaConnection connection = new KafkaConnection("kafka:9092", properties);

    // Then
    assertThat(connection.forAdmin())
        .containsOnlyKeys("bootstrap.servers", "sasl.mechanism", "own.x");
    assertThat(connection.forConsumers())
        .containsOnlyKeys("bootstrap.servers", "sasl.mechanism", "own.x", "max.poll.records");
    assertThat(connection.forProducers())
        .containsOnlyKeys("bootstrap.servers", "sasl.mechanism", "own.x", "linger.ms");
  }

  @Test
  void aShortSecretLeavesNoGapInAWordThatWouldTellIt() {
    // Given
    Secrets secrets = Secrets.of(Map.of("ssl.key.password", "b"));

    // When
    String hidden = secrets.hide("not enabled: password b");

    // Then
    assertThat(hidden).isEqualTo("not enabled: password ***");
  }

  @Test
  void secretsAreTakenOutOfMessagesWholeAndInPart() {
    // Given
    Secrets secrets =
        Secrets.of(
            Map.of("sasl.jaas.config", JAAS, "ssl.key.password", "0pen", "client.rack", "r"));

    // When
    String hidden = secrets.hide("no \"s3cret\" with 0pen in rack r: " + JAAS);

    // Then
    assertThat(hidden).isEqualTo("no *** with *** in rack r: ***");
  }
}
