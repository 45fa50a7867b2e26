package io.millrace.operators.window;

import io.millrace.sdk.Durations;
import java.io.Serializable;
import java.time.Duration;

/**
 * Windows [start, end) of one size, of which one starts with every slide since
 * 1970-01-01T00:00:00Z.
 *
 * @param size a multiple of {@code slide}
 * @param slide whole milliseconds
 */
public record WindowSpec(Duration size, Duration slide) implements Serializable {

  public WindowSpec {
    requireMillis("size", size);
    requireMillis("slide", slide);
    if (size.toMillis() % slide.toMillis() != 0) {
      throw new IllegalArgumentException(
          "window size "
              + Durations.format(size)
              + " is no multiple of its slide "
              + Durations.format(slide));
    }
  }

  /** Windows that follow each other without overlap. */
  public static WindowSpec tumbling(Duration size) {
    return new WindowSpec(size, size);
  }

  /** Under which state of these windows is kept, such as {@code 1h} or {@code 1h-every-10m}. */
  public String id() {
    String every = size.equals(slide) ? "" : "-every-" + Durations.format(slide);
    return Durations.format(size) + every;
  }

  static void requireMillis(String name, Duration duration) {
    if (duration.toMillis() <= 0 || !duration.equals(Duration.ofMillis(duration.toMillis()))) {
      throw new IllegalArgumentException(
          "window " + name + " is " + duration + "; expected whole milliseconds, at least one");
    }
  }
}
