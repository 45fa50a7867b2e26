package io.millrace.runner.cli;

import io.millrace.runner.replay.OffsetSpan;
import io.millrace.runner.replay.ReplayRange;
import io.millrace.runner.replay.ReplaySource;
import io.millrace.runner.replay.Replays.Request;
import io.millrace.sdk.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The arguments that say which past range is read, and how fast. */
final class RangeArguments {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "T",
      description = "The first event time, such as 2026-01-01T00:00:00Z; the oldest if none.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "T",
      description = "The event time before which it ends; the last record there is if none.")
  private String to;

  @Option(
      names = "--offsets",
      paramLabel = "INPUT=PARTITION:START-END[,...]",
      description =
          "Reads these offsets of an input, END exclusive, and of its other partitions none.")
  private Map<String, String> offsets = new LinkedHashMap<>();

  @Option(
      names = "--whole",
      paramLabel = "INPUT",
      description = "Reads an input from its oldest record on, such as a calendar.")
  private Set<String> whole = new LinkedHashSet<>();

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      description = "How much before --from is read as well, for state; it has no results.")
  private String warmUp;

  @Option(
      names = "--partial",
      description = "Goes on without the part of a range that retention has deleted.")
  private boolean partial;

  @Option(
      names = "--edges",
      paramLabel = "trim|keep",
      description = "Results that reach beyond the range lack events: they are left out, or kept.")
  private Edges edges;

  @Option(
      names = "--source",
      paramLabel = "auto|kafka|archive",
      description =
          "Reads from the broker, and before that, where it has deleted, from the archive.")
  private ReplaySource source;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Reads at most so many records a second of each input.")
  private Double rate;

  /** What becomes of results that an edge cuts. */
  enum Edges {
    TRIM,
    KEEP
  }

  /** Whether any of it says what is read. */
  boolean given() {
    return from != null
        || to != null
        || !offsets.isEmpty()
        || !whole.isEmpty()
        || warmUp != null
        || partial
        || source != null
        || edges != null;
  }

  /** How many records a second are read of each input; empty for as many as there are. */
  OptionalDouble rate() {
    if (rate != null && !(rate > 0)) {
      throw usage("--rate is " + rate + "; expected a number above 0");
    }
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }

  /** Of what the broker has, whatever is in the archive. */
  Request ofBroker() {
    return request(ReplaySource.KAFKA);
  }

  Request request() {
    return request(source == null ? ReplaySource.AUTO : source);
  }

  private Request request(ReplaySource place) {
    ReplayRange range =
        new ReplayRange(
            time("--from", from),
            time("--to", to),
            warmUp == null
                ? Duration.ZERO
                : Durations.parse(warmUp)
                    .orElseThrow(
                        () ->
                            usage(
                                "--warm-up is '" + warmUp + "'; expected " + Durations.EXPECTED)));
    Map<String, Map<Integer, OffsetSpan>> spans = new LinkedHashMap<>();
    offsets.forEach((input, text) -> spans.put(input, spans(input, text)));
    return new Request(range, spans, whole, partial, edges != Edges.KEEP, place);
  }

  private Map<Integer, OffsetSpan> spans(String input, String text) {
    Map<Integer, OffsetSpan> spans = new LinkedHashMap<>();
    for (String one : text.split(",", -1)) {
      Matcher match = SPAN.matcher(one);
      if (!match.matches()) {
        throw usage(
            "--offsets "
                + input
                + " has '"
                + one
                + "'; expected PARTITION:START-END, such as 0:1200-1300");
      }
      OffsetSpan span =
          new OffsetSpan(Long.parseLong(match.group(2)), Long.parseLong(match.group(3)));
      if (spans.put(Integer.valueOf(match.group(1)), span) != null) {
        throw usage("--offsets " + input + " names partition " + match.group(1) + " twice");
      }
    }
    return spans;
  }

  private Optional<Instant> time(String option, String text) {
    try {
      return Optional.ofNullable(text).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeException none) {
      throw usage(
          option
              + " is '"
              + text
              + "'; expected a time with its zone, such as 2026-01-01T00:00:00Z");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
