package io.millrace.runner.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.runner.yaml.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EnvironmentReaderTest {

  @Test
  void everyKeyIsRead() {
    // Given
    String text =
        """
        kafka:
          bootstrap: broker:9092
          properties: {security.protocol: SASL_SSL, sasl.jaas.config: '${env:JAAS}'}
          create: true
        rename: {plant.readings: site-7.plant.readings}
        registry: {url: 'https://registry:8081'}
        postgres: {url: 'jdbc:postgresql://db/analytics', user: millrace, password-file: secrets/db}
        archive: {path: 's3://b/archive'}
        deployment: {name: line-7, generation: 3, parallelism: 4, checkpoint-interval: 5s, state: 's3://b/state'}
        flink: {state.backend.type: rocksdb}
        """;

    // When
    Environment environment = EnvironmentReader.read("prod.yaml", text, "plant/line");

    // Then
    assertThat(environment.kafka().orElseThrow().bootstrap()).isEqualTo("broker:9092");
    assertThat(environment.kafka().orElseThrow().create()).isTrue();
    assertThat(environment.kafka().orElseThrow().properties())
        .containsEntry("sasl.jaas.config", "${env:JAAS}");
    assertThat(environment.named("plant.readings")).isEqualTo("site-7.plant.readings");
    assertThat(environment.named("other")).isEqualTo("other");
    assertThat(environment.registry()).hasToString("Optional[https://registry:8081]");
    assertThat(environment.postgres().orElseThrow().passwordFile())
        .isEqualTo(Path.of("secrets/db"));
    assertThat(environment.archive()).contains("s3://b/archive");
    assertThat(environment.deployment().id()).isEqualTo("millrace.line-7.3");
    assertThat(environment.deployment().parallelism()).isEqualTo(OptionalInt.of(4));
    assertThat(environment.deployment().checkpointInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(environment.flink()).containsEntry("state.backend.type", "rocksdb");
  }

  @Test
  void aDeploymentIsNamedAfterItsPipelineUnlessToldOtherwise() {
    // When
    Environment environment =
        EnvironmentReader.read("e.yaml", "kafka: {bootstrap: 'b:1'}", "plant/line");

    // Then
    assertThat(environment.deployment().name()).isEqualTo("plant-line");
    assertThat(environment.deployment().generation()).isZero();
    assertThat(environment.deployment().checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(environment.kafka().orElseThrow().create()).isFalse();
  }

  @Test
  void aSecretInPlainTextIsRefusedAndNotRepeated() {
    // Given
    String text =
        """
        kafka:
          bootstrap: broker:9092
          properties:
            sasl.jaas.config: 'PlainLoginModule required password="hunter2";'
        postgres: {url: 'jdbc:postgresql://db/a', user: u, password: hunter2, password-file: f}
        """;

    // When
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> EnvironmentReader.read("e.yaml", text, "a/b"));

    // Then
    assertThat(refused.getMessage().lines())
        .containsExactly(
            "e.yaml:4:23: WRONG_TYPE sasl.jaas.config holds a secret; expected a reference:"
                + " ${env:NAME} or ${file:PATH:KEY}",
            "e.yaml:5:62: WRONG_TYPE a password does not stand in an environment; expected"
                + " 'password-file', which names a file that holds it");
    assertThat(refused.getMessage()).doesNotContain("hunter2");
  }

  @Test
  void oneSecretInPlainTextBesideAReferenceIsRefused() {
    // Given
    String text =
        """
        kafka:
          bootstrap: broker:9092
          properties:
            sasl.jaas.config: 'Module required username="${env:U}" password="hunter2";'
        """;

    // When
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> EnvironmentReader.read("e.yaml", text, "a/b"));

    // Then
    assertThat(refused)
        .hasMessageStartingWith("e.yaml:4:23: WRONG_TYPE sasl.jaas.config holds a secret")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void theShippedExampleIsGood() throws IOException {
    // Given
    Path example = Path.of("../../flink-conf/environments/example.yaml");

    // When
    Environment environment =
        EnvironmentReader.read("example.yaml", Files.readString(example), "industrial/rollup");

    // Then
    assertThat(environment.deployment().name()).isEqualTo("rollup-site-7");
    assertThat(environment.deployment().state()).contains("file:///var/lib/millrace");
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    // Given
    String text =
        """
        kafka: {bootstap: 'b:1', create: maybe}
        deployment: {name: Prod, parallelism: 0, checkpoint-interval: often}
        postgress: {}
        """;

    // When
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> EnvironmentReader.read("e.yaml", text, "a/b"));

    // Then
    assertThat(refused.getMessage().lines())
        .containsExactly(
            "e.yaml:1:8: MISSING_KEY 'kafka' needs the key 'bootstrap', such as 'bootstrap:"
                + " localhost:9092'",
            "e.yaml:1:9: UNKNOWN_KEY unknown key 'bootstap' in 'kafka'; did you mean 'bootstrap'?",
            "e.yaml:1:34: WRONG_TYPE create is 'maybe'; expected true or false",
            "e.yaml:2:20: WRONG_TYPE name is 'Prod'; expected a-z, 0-9 and '-', such as"
                + " line-temperature-prod",
            "e.yaml:2:39: OUT_OF_RANGE parallelism is '0'; expected a whole number from 1 to 32768",
            "e.yaml:2:63: WRONG_TYPE checkpoint-interval is 'often'; expected a duration such as"
                + " 250ms, 10s, 5m, 2h or 1d",
            "e.yaml:3:1: UNKNOWN_KEY unknown key 'postgress' in the environment; did you mean"
                + " 'postgres'?");
  }
}
