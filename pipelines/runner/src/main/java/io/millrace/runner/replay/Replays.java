package io.millrace.runner.replay;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.launch.LiveServices;
import io.millrace.runner.replay.Manifest.DefinitionText;
import io.millrace.runner.replay.Manifest.InputRanges;
import io.millrace.runner.yaml.YamlWriter;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.avro.Schema;

/** Makes manifests: of a range of event time, of offsets, or from one that there is. */
public final class Replays {
  private final String version;

  /**
   * @param version of Millrace, which manifests tell
   */
  public Replays(String version) {
    this.version = version;
  }

  /**
   * What is to be replayed.
   *
   * @param offsets by input and partition, in place of the range; of inputs that are not named the
   *     range is read
   * @param whole inputs of which everything before the range takes part as well, such as reference
   *     data
   * @param partial whether a range of which a part is gone is replayed without that part
   * @param trimmed whether results that reach beyond the range are left out
   * @param source where it is read from
   */
  public record Request(
      ReplayRange range,
      Map<String, Map<Integer, OffsetSpan>> offsets,
      Set<String> whole,
      boolean partial,
      boolean trimmed,
      ReplaySource source) {}

  /**
   * Resolves a request, once: what comes into the topics from now on is not in it.
   *
   * @param reference the file or name that the definition was found by
   * @param id of the replay; a new one, if it is empty
   * @throws MillraceException if there are no such inputs or offsets, or a part of the range is
   *     gone
   */
  public Manifest resolve(
      Definition definition,
      String reference,
      Environment environment,
      Request request,
      Optional<ReplayId> id) {
    requireKnown("--offsets", request.offsets().keySet(), definition);
    requireKnown("--whole", request.whole(), definition);
    for (String name : request.whole()) {
      if (request.offsets().containsKey(name)) {
        throw new MillraceException(
            ErrorCode.CONFLICT, "--whole and --offsets both say what is read of input " + name);
      }
    }
    LiveServices services = new LiveServices(definition, environment);
    RangeResolver resolver =
        new RangeResolver(
            services, environment.archive(), request.source(), request.range(), request.partial());
    Map<String, InputRanges> inputs = new LinkedHashMap<>();
    for (InputDefinition input : definition.inputs().values()) {
      Map<Integer, OffsetSpan> given = request.offsets().get(input.name());
      inputs.put(
          input.name(),
          given == null
              ? resolver.resolve(input, request.whole().contains(input.name()))
              : resolver.at(input, given));
    }
    Instant now = now();
    return new Manifest(
        id.orElseGet(() -> fresh(now)),
        Optional.empty(),
        now,
        version,
        text(definition, reference),
        request.range(),
        request.trimmed()
            && (request.range().from().isPresent() || request.range().to().isPresent()),
        inputs);
  }

  private static void requireKnown(String option, Collection<String> names, Definition definition) {
    Set<String> known = definition.inputs().keySet();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new MillraceException(
            ErrorCode.UNKNOWN_NAME,
            option + " " + name + ": no such input" + Suggestions.of(name, known));
      }
    }
  }

  /**
   * Takes over the ranges of a manifest, for another run of the same or another definition.
   *
   * @throws MillraceException UNREADABLE if the file is no manifest
   */
  public Manifest again(
      Manifest before, Definition definition, String reference, Optional<ReplayId> id) {
    Instant now = now();
    return new Manifest(
        id.orElseGet(() -> fresh(now)),
        Optional.of(before.id()),
        now,
        version,
        text(definition, reference),
        before.range(),
        before.trimmed(),
        before.inputs());
  }

  /** Reads a manifest. */
  public static Manifest read(Path file) {
    return ManifestJson.read(file);
  }

  /** Writes a manifest. */
  public static void write(Manifest manifest, Path file) {
    ManifestJson.write(manifest, file);
  }

  /**
   * The definition of a manifest.
   *
   * @throws MillraceException CONFLICT if a schema that it names by its file is another by now
   * @param settings values of parameters that override its own
   */
  public static Definition definition(
      Manifest manifest, DefinitionReader reader, Map<String, List<String>> settings) {
    DefinitionText text = manifest.definition();
    Definition definition = reader.read(text.reference(), text.text(), settings);
    manifest
        .inputs()
        .forEach(
            (name, ranges) -> {
              String now = definition.inputs().get(name).type().schema().toString();
              if (!parsed(now).equals(parsed(ranges.schema()))) {
                throw new MillraceException(
                    ErrorCode.CONFLICT,
                    "the schema of input '%s' is another than that of the manifest; expected the one that it holds, or a definition beside --manifest"
                        .formatted(name));
              }
            });
    return definition;
  }

  private static Schema parsed(String schema) {
    return new Schema.Parser().parse(schema);
  }

  private static DefinitionText text(Definition definition, String reference) {
    String text = YamlWriter.write(definition.text());
    // By its full name, from which the files that it names are found wherever it is run again.
    Path file = Path.of(reference);
    String found = Files.exists(file) ? file.toAbsolutePath().toString() : reference;
    return new DefinitionText(definition.name(), found, Sha256.of(text), text);
  }

  private static ReplayId fresh(Instant now) {
    return ReplayId.of(now, ThreadLocalRandom.current().nextInt());
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
