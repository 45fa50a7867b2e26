package io.millrace.files;

import io.millrace.sdk.Durations;
import java.time.Duration;

/**
 * The files of an input turn out to be out of order, after the first of their events were handed
 * on. Whoever runs the job runs it again, with an {@link EventOrder} that sorts them as a whole.
 */
public final class OutOfOrderFiles extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String input;

  /**
   * @param place of the event that lies too far behind
   * @param behind by how much, in ms
   */
  public OutOfOrderFiles(String input, String place, long behind, Duration outOfOrderness) {
    super(
        "%s: %s lies about %s behind the latest event before it, and out-of-orderness is %s"
            .formatted(
                input,
                place,
                Durations.format(Durations.roundedUp(behind)),
                Durations.format(outOfOrderness)));
    this.input = input;
  }

  /** The input whose files they are. */
  public String input() {
    return input;
  }
}
