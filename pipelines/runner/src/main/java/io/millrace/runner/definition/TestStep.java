package io.millrace.runner.definition;

import io.millrace.formats.Format;
import io.millrace.formats.RawRecord;
import io.millrace.runner.yaml.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One thing that happens in a test of a definition. */
public sealed interface TestStep {

  /** The words that are steps, and so no names of inputs. */
  Set<String> WORDS = Set.of("advance", "arrival", "idle", "malformed", "restart", "end");

  /** Where it is written. */
  Place place();

  /** The only input that it concerns; empty if it concerns all of them. */
  Optional<String> input();

  /** A record, and the format that it is read as. */
  record Given(Format format, RawRecord raw) {}

  /** Records arrive on an input, in their order. */
  record Records(Place place, String name, List<Given> records) implements TestStep {
    @Override
    public Optional<String> input() {
      return Optional.of(name);
    }
  }

  /** An input has seen event time up to an instant. */
  record Advance(Place place, String name, Instant reached) implements TestStep {
    @Override
    public Optional<String> input() {
      return Optional.of(name);
    }
  }

  /** An input falls idle, and holds the others back no more, until its next step. */
  record Idle(Place place, String name) implements TestStep {
    @Override
    public Optional<String> input() {
      return Optional.of(name);
    }
  }

  /** The job stops with a savepoint and another one starts from it. */
  record Restart(Place place) implements TestStep {
    @Override
    public Optional<String> input() {
      return Optional.empty();
    }
  }

  /** All inputs end, which closes all windows. */
  record End(Place place) implements TestStep {
    @Override
    public Optional<String> input() {
      return Optional.empty();
    }
  }
}
