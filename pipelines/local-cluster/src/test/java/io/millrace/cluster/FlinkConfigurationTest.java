package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.junit.jupiter.api.Test;

class FlinkConfigurationTest {
  @Test
  void everyOptionOfOursIsKnownToFlinkAndOfItsType() throws Exception {
    // Given
    Map<String, ConfigOption<?>> known = options();
    Map<String, String> ours = FlinkDistribution.settings();

    // When
    Configuration configuration = Configuration.fromMap(ours);

    // Then
    assertThat(known.keySet()).containsAll(ours.keySet());
    for (String key : ours.keySet()) {
      assertThat(configuration.getOptional(known.get(key))).as(key).isPresent();
    }
    assertThat(configuration.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT))
        .isEqualTo(Duration.ofMinutes(2));
  }

  private static Map<String, ConfigOption<?>> options() throws IllegalAccessException {
    Map<String, ConfigOption<?>> options = new HashMap<>();
    for (Class<?> holder :
        Stream.of(
                CheckpointingOptions.class,
                CoreOptions.class,
                ExecutionConfigOptions.class,
                HeartbeatManagerOptions.class,
                PipelineOptions.class,
                RestartStrategyOptions.class,
                StateBackendOptions.class,
                TaskManagerOptions.class,
                WebOptions.class)
            .toList()) {
      for (Field field : holder.getFields()) {
        if (field.getType() == ConfigOption.class) {
          ConfigOption<?> option = (ConfigOption<?>) field.get(null);
          options.put(option.key(), option);
        }
      }
    }
    return options;
  }
}
