package io.millrace.runner.launch;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Settings that a live job needs and that Flink reads from the client's configuration, so that they
 * have to travel with the job: the {@code config.yaml} of a cluster does not set them for a job
 * that is sent over REST. {@code flink-conf/config.yaml} gives the reasons.
 */
final class LiveDefaults {
  private LiveDefaults() {}

  /**
   * The settings; an environment and {@code -D} override them.
   *
   * @param outer what the job is started with, such as the {@code config.yaml} of {@code flink
   *     run}, which overrides them, too
   */
  static Configuration settings(ReadableConfig outer) {
    Configuration settings = new Configuration();
    set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(2), outer, settings);
    set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3, outer, settings);
    return settings;
  }

  private static <T> void set(
      ConfigOption<T> option, T value, ReadableConfig outer, Configuration settings) {
    if (outer.getOptional(option).isEmpty()) {
      settings.set(option, value);
    }
  }
}
