package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.it.CommandLineRun;
import io.millrace.runner.scaffold.BuiltProject;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline that a newcomer gets from 'new java' runs on the cluster. */
class NewJavaOnClusterTest {
  static {
    AvroTrust.establish();
  }

  @TempDir Path folder;

  @Test
  void theJarOfANewProjectGoesWithTheJob() throws Exception {
    // Given
    Path project = folder.resolve("heat-alarm");
    CommandLineRun written = CommandLineRun.of("new", "java", "plant/heat-alarm", "--in", project);
    assertThat(written.code()).as(written.err()).isZero();
    Path jar = new BuiltProject(project).jar();
    Path definition = project.resolve("heat-alarm.yaml");
    String text = Files.readString(definition);
    String results = text.replaceAll("(?s).*outputs:.*?kafka: ([a-z.-]+).*", "$1");
    Files.writeString(
        definition,
        text.replace("kafka: plant.readings", "kafka: heat-alarm.readings")
            .replace("{kafka: " + results + "}", "{kafka: " + results + ", format: json}"));
    try (SqlDeployment deployment = new SqlDeployment("heat-alarm", folder)) {
      deployment.send(
          "heat-alarm.readings",
          List.of(
              "{\"source\":\"m1\",\"sensor\":\"t\",\"event_time\":\"2026-01-01T00:00:00Z\",\"value\":20.5}",
              "{\"source\":\"m1\",\"sensor\":\"t\",\"event_time\":\"2026-01-01T00:00:01Z\",\"value\":90.5}"));

      // When
      deployment.submit(definition, "--jar", jar.toString());
      deployment.awaitRead("heat-alarm.readings");
      deployment.drain();

      // Then
      assertThat(deployment.results(results))
          .singleElement()
          .asString()
          .contains("\"value\":90.5", "\"excess\":10.5");
    }
  }
}
