package io.millrace.runner.testing;

import io.millrace.runner.definition.TestStep.Given;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** What a test lets happen on one input, handed from its thread to that of the source. */
final class ScriptedInput {

  /** One thing that happens. */
  sealed interface Happening {}

  /** A record arrives. */
  record Arrival(Given record) implements Happening {}

  /**
   * Event time goes on without a record.
   *
   * @param watermark in ms since 1970-01-01T00:00:00Z
   */
  record Progress(long watermark) implements Happening {}

  /** The input falls idle. */
  record Silence() implements Happening {}

  /** The input is over. */
  record End() implements Happening {}

  private final Queue<Happening> waiting = new ArrayDeque<>();
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private CompletableFuture<Void> settled = CompletableFuture.completedFuture(null);

  synchronized void send(Happening happening) {
    waiting.add(happening);
    if (settled.isDone()) {
      settled = new CompletableFuture<>();
    }
    available.complete(null);
  }

  /** The next to happen, which waits on until {@link #done}. */
  synchronized Optional<Happening> next() {
    return Optional.ofNullable(waiting.peek());
  }

  /** The next one has happened: whatever comes of it is on its way to the operators behind. */
  synchronized void done() {
    waiting.remove();
    if (waiting.isEmpty()) {
      available = new CompletableFuture<>();
      settled.complete(null);
    }
  }

  /** Completes when there is something to happen. */
  synchronized CompletableFuture<Void> available() {
    return available;
  }

  /** Completes when all that was sent has happened. */
  synchronized CompletableFuture<Void> settled() {
    return settled;
  }
}
