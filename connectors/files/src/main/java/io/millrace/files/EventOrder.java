package io.millrace.files;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How a source of files brings the events of an input into the order of event time.
 *
 * <p>An input that fits into the memory of {@link #ahead} is sorted there. Of a larger one the
 * events are handed on as they are read, for as long as none is further behind the latest one
 * before it than {@code outOfOrderness}; else it is sorted as a whole, on disk where memory does
 * not suffice.
 *
 * @param outOfOrderness how far an event may lie behind and still be handed on as it is read
 * @param sorted whether it is known that the input has to be sorted as a whole
 * @param temporary a folder of the source's own for what does not fit into memory; the source makes
 *     it and takes it away again
 * @param ahead about how many bytes of memory the events take that are read before the first is
 *     handed on
 * @param memory about how many bytes of memory events take while they are sorted
 */
public record EventOrder(
    Duration outOfOrderness, boolean sorted, String temporary, long ahead, long memory)
    implements Serializable {
  private static final long MIB = 1024 * 1024;
  private static final long MOST_AHEAD = 16 * MIB;
  private static final long MOST_MEMORY = 256 * MIB;

  public EventOrder {
    Objects.requireNonNull(outOfOrderness);
    Objects.requireNonNull(temporary);
  }

  /** With a share of the heap: a sixteenth for each input. */
  public static EventOrder of(Duration outOfOrderness, boolean sorted, Path temporary) {
    long share = Runtime.getRuntime().maxMemory() / 16;
    return new EventOrder(
        outOfOrderness,
        sorted,
        temporary.toString(),
        Math.min(share, MOST_AHEAD),
        Math.min(share, MOST_MEMORY));
  }
}
