package io.millrace.runner.cli;

import io.millrace.runner.deadletters.LetterFilter;
import io.millrace.runner.deadletters.OffsetRange;
import io.millrace.runner.definition.Definition;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Suggestions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The arguments of every verb that is about some letters of many. */
final class LetterFilterArguments {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--input", paramLabel = "NAME", description = "Only of this input.")
  private String input;

  @Option(
      names = "--error",
      paramLabel = "CODE",
      description = "Only of this error, such as UNKNOWN_SCHEMA.")
  private String error;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only letters written then or later, such as 2026-01-01T12:00:00Z.")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only letters written before that.")
  private String to;

  @Option(names = "--topic", paramLabel = "TOPIC", description = "Only records of this topic.")
  private String topic;

  @Option(
      names = "--partition",
      paramLabel = "N",
      description = "Only records of this partition of their topic.")
  private Integer partition;

  @Option(
      names = "--offset",
      paramLabel = "N|N..M|N..",
      description = "Only records at these offsets of their topic.")
  private String offsets;

  LetterFilter filter(Definition definition) {
    known("--input", input, definition.inputs().keySet());
    List<String> codes = Arrays.stream(ErrorCode.values()).map(Enum::name).toList();
    known("--error", error, codes);
    return new LetterFilter(
        input, error, time("--from", from), time("--to", to), topic, partition, range());
  }

  private void known(String option, String name, Collection<String> names) {
    if (name != null && !names.contains(name)) {
      throw usage(option + " is '" + name + "'" + Suggestions.of(name, names));
    }
  }

  private Instant time(String option, String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException none) {
      throw usage(option + " is '" + text + "'; expected a time such as 2026-01-01T12:00:00Z");
    }
  }

  private OffsetRange range() {
    return offsets == null
        ? null
        : OffsetRange.parse(offsets)
            .orElseThrow(
                () -> usage("--offset is '" + offsets + "'; expected " + OffsetRange.EXPECTED));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
