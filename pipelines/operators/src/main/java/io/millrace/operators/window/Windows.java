package io.millrace.operators.window;

import io.millrace.sdk.Durations;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Windows of several sizes over the same events, which are aggregated once, by pane: the longest
 * span such that every window is a whole number of them.
 */
public final class Windows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<WindowSpec> specs;
  private final long pane;

  /**
   * Windows of these sizes and slides.
   *
   * @throws IllegalArgumentException if there are none, or the same twice
   */
  public Windows(List<WindowSpec> specs) {
    if (specs.isEmpty() || new LinkedHashSet<>(specs).size() < specs.size()) {
      throw new IllegalArgumentException(
          "windows are " + specs + "; expected at least one, and none twice");
    }
    this.specs = List.copyOf(specs);
    this.pane = specs.stream().mapToLong(spec -> spec.slide().toMillis()).reduce(0, Windows::gcd);
  }

  /** The windows, in the order given. */
  public List<WindowSpec> specs() {
    return specs;
  }

  /** The greatest common divisor of all slides. */
  public Duration pane() {
    return Duration.ofMillis(pane);
  }

  /** Checks that a span, if not zero, is a whole number of panes. */
  void requireMultiple(String name, Duration span) {
    if (span.isNegative() || span.toMillis() % pane != 0) {
      throw new IllegalArgumentException(
          name
              + " is "
              + span
              + "; expected a multiple of the greatest common divisor of all slides, "
              + Durations.format(pane()));
    }
  }

  /** The start of the pane of a time, both in ms since 1970-01-01T00:00:00Z. */
  long paneStart(long time) {
    return time - Math.floorMod(time, pane);
  }

  long paneEnd(long paneStart) {
    return paneStart + pane;
  }

  /** The start of the last pane whose end a watermark has passed. */
  long lastPaneEndedBy(long watermark) {
    return watermark == Long.MAX_VALUE ? watermark : paneStart(watermark + 1) - pane;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
