package io.millrace.runner.launch;

import io.millrace.kafka.TopicTimestamps;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.sdk.Durations;
import java.time.Duration;
import java.util.Optional;

/** What a user should know of an input whose events may come from a clock that is ahead. */
public final class ClockAdvice {
  private ClockAdvice() {}

  /** Advice on an input as its definition has it; empty if it has a limit. */
  public static Optional<String> of(InputDefinition input) {
    return input.topic().isEmpty() || input.maxFuture().isPresent()
        ? Optional.empty()
        : Optional.of(
            "input '%s' has no max-future: one event from a clock that is ahead may make later events late; expected such as 'time: {max-future: 60s}', unless its events tell of the future"
                .formatted(input.name()));
  }

  /**
   * Advice on the topic of an input; empty if {@code max-future} holds there as it says.
   *
   * @param timestamps of the topic; empty where its settings can't be seen
   */
  static Optional<String> of(
      InputDefinition input, String topic, Optional<TopicTimestamps> timestamps) {
    if (input.maxFuture().isEmpty()) {
      return of(input);
    } else if (timestamps.isEmpty()) {
      return Optional.of(
          "input '%s': the settings of topic '%s' can't be read (ACL DESCRIBE_CONFIGS), so it is not known whether max-future is held against the broker's clock"
              .formatted(input.name(), topic));
    }
    Duration limit = input.maxFuture().get();
    Duration ahead = timestamps.get().ahead();
    if (timestamps.get().ofBroker() || ahead.compareTo(limit) <= 0) {
      return Optional.empty();
    }
    boolean unlimited = ahead.toMillis() == Long.MAX_VALUE;
    return Optional.of(
        "input '%s': topic '%s' has message.timestamp.type=CreateTime, so max-future of %s is held against the producers' clocks, which the broker lets run ahead %s; set message.timestamp.type=LogAppendTime, or message.timestamp.after.max.ms=%d"
            .formatted(
                input.name(),
                topic,
                Durations.format(limit),
                unlimited ? "without a limit" : "by " + Durations.format(ahead),
                limit.toMillis()));
  }
}
