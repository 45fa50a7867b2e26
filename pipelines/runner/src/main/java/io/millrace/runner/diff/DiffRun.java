package io.millrace.runner.diff;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.diff.DiffReport.Compared;
import io.millrace.runner.diff.compare.ComparedOutput;
import io.millrace.runner.diff.compare.OutputDiff;
import io.millrace.runner.diff.compare.ResultPairs;
import io.millrace.runner.diff.compare.ResultRange;
import io.millrace.runner.diff.compare.RowDifferences;
import io.millrace.runner.diff.compare.Side;
import io.millrace.runner.diff.source.Manifest;
import io.millrace.runner.diff.source.ResultSource;
import io.millrace.runner.launch.LiveServices;
import io.millrace.runner.launch.SilentBinding;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import io.millrace.sdk.avro.RecordType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Reads two results of one pipeline, and compares them output by output. */
public final class DiffRun {
  private final Definition definition;
  private final ResultSource a;
  private final ResultSource b;
  private final Optional<LiveServices> services;

  /**
   * @param services empty only if neither side needs them
   */
  public DiffRun(
      Definition definition, ResultSource a, ResultSource b, Optional<LiveServices> services) {
    this.definition = definition;
    this.a = a;
    this.b = b;
    this.services = services;
  }

  /**
   * Compares.
   *
   * @param named outputs; none for all that both sides can have
   * @param asked what to compare; where it has no edge, the edges of the replays hold
   * @throws MillraceException if a name is not known, or a side can't be read
   */
  public DiffReport compare(Collection<String> named, ResultRange asked, RowDifferences rows) {
    Map<String, RecordType<?>> types = SilentBinding.outputsOf(definition);
    List<ComparedOutput> outputs =
        chosen(named).stream()
            .map(
                output ->
                    ComparedOutput.of(
                        output,
                        types.get(output.name()),
                        a.keepsRowPerKey(output) || b.keepsRowPerKey(output)))
            .toList();
    requireFields("--ignore", rows.ignored(), outputs);
    requireFields("--tolerance", rows.byField().keySet(), outputs);
    ResultRange range = asked.or(replayed(a).and(replayed(b)));
    List<String> notes = new ArrayList<>(notes());
    List<OutputDiff> differences = new ArrayList<>();
    for (ComparedOutput output : outputs) {
      if (!range.equals(ResultRange.ALL) && output.time().isEmpty()) {
        notes.add(
            "All results of output '%s' are compared: it has neither window_start and window_end nor event_time, by which they could be in the range."
                .formatted(output.name()));
      }
      try {
        differences.add(compare(output, range, rows));
      } catch (OutOfMemoryError full) {
        throw tooMany(output);
      }
    }
    return new DiffReport(definition.name(), described(a), described(b), range, notes, differences);
  }

  private OutputDiff compare(ComparedOutput output, ResultRange range, RowDifferences rows) {
    ResultPairs pairs = new ResultPairs(output, range, rows.ignored());
    a.read(output, services, row -> pairs.add(Side.A, row));
    b.read(output, services, row -> pairs.add(Side.B, row));
    return OutputDiff.of(output, pairs, rows);
  }

  private static MillraceException tooMany(ComparedOutput output) {
    return new MillraceException(
        ErrorCode.OUT_OF_RANGE,
        "the results of output '%s' do not fit into %d MB of memory; expected fewer, by --from and --to, or more memory, by MILLRACE_JAVA_OPTS=-Xmx4g"
            .formatted(output.name(), Runtime.getRuntime().maxMemory() >> 20));
  }

  private List<OutputDefinition> chosen(Collection<String> named) {
    Map<String, OutputDefinition> known = definition.outputs();
    for (String name : named) {
      if (!known.containsKey(name)) {
        throw new MillraceException(
            ErrorCode.UNKNOWN_NAME,
            "--output %s: the definition has no such output%s"
                .formatted(name, Suggestions.of(name, known.keySet())));
      }
    }
    List<String> distinct = named.stream().distinct().toList();
    Optional<ResultSource> single =
        Stream.of(a, b).filter(ResultSource::holdsOneOutput).findFirst();
    if (single.isPresent() && distinct.size() != 1) {
      return List.of(only(single.get(), distinct));
    }
    return distinct.isEmpty()
        ? List.copyOf(known.values())
        : distinct.stream().map(known::get).toList();
  }

  /** The output whose results a topic or table has. */
  private OutputDefinition only(ResultSource source, List<String> named) {
    Collection<OutputDefinition> known = definition.outputs().values();
    List<OutputDefinition> targets =
        known.size() == 1
            ? List.copyOf(known)
            : known.stream()
                .filter(output -> source.isTargetOf(output, services.orElseThrow()))
                .toList();
    if (!named.isEmpty() || targets.size() != 1) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "%s has the results of one output; expected --output with one of %s"
              .formatted(source.name(), String.join(", ", definition.outputs().keySet())));
    }
    return targets.get(0);
  }

  private static void requireFields(
      String option, Collection<String> fields, List<ComparedOutput> outputs) {
    Set<String> known = new TreeSet<>();
    for (ComparedOutput output : outputs) {
      output.type().schema().getFields().stream().map(Schema.Field::name).forEach(known::add);
    }
    for (String field : fields) {
      String top = field.split("\\.", 2)[0];
      if (!known.contains(top)) {
        throw new MillraceException(
            ErrorCode.UNKNOWN_NAME,
            "%s %s: no output that is compared has such a field%s"
                .formatted(option, field, Suggestions.of(top, known)));
      }
    }
  }

  private static ResultRange replayed(ResultSource source) {
    return source.manifest().map(Manifest::range).orElse(ResultRange.ALL);
  }

  private static Compared described(ResultSource source) {
    return new Compared(source.name(), source.manifest().map(Manifest::inputs).orElse(List.of()));
  }

  private List<String> notes() {
    Optional<String> one = a.manifest().flatMap(Manifest::hash);
    Optional<String> other = b.manifest().flatMap(Manifest::hash);
    return one.isPresent() && other.isPresent() && !one.equals(other)
        ? List.of("The two were made by different definitions, or with other parameters.")
        : List.of();
  }
}
