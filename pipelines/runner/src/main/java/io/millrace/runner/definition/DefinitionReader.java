package io.millrace.runner.definition;

import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Node.Sequence;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.runner.yaml.RefusedException;
import io.millrace.runner.yaml.YamlText;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Parameters;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Suggestions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads definitions. What is wrong with one is reported all at once, each problem at its line and
 * column.
 */
public final class DefinitionReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?");

  private final Catalog catalog;
  private final ClassLoader pipelines;

  /**
   * @param pipelines where the classes named by {@code java:} are looked up
   */
  public DefinitionReader(Catalog catalog, ClassLoader pipelines) {
    this.catalog = catalog;
    this.pipelines = pipelines;
  }

  /**
   * Finds and reads a definition.
   *
   * @param reference a name of the catalog, or else a file
   * @param settings values of parameters that override the definition's, such as those of {@code
   *     --set}
   * @throws MillraceException if there is no such definition, or it is refused
   */
  public Definition find(String reference, Map<String, List<String>> settings) {
    Optional<String> shipped = catalog.text(reference);
    if (shipped.isPresent()) {
      return read("catalog:" + reference, shipped.get(), settings);
    }
    return read(reference, textOf(reference), settings);
  }

  /**
   * Finds a definition and reads as much of it as can be read, for whoever looks for further
   * problems.
   *
   * @param problems receives everything that is wrong; where that is anything, the definition is
   *     not one to be run
   * @return the definition, in which what is wrong is left out or at its default; empty if there is
   *     no logic to go on with
   * @throws MillraceException if there is no such definition
   */
  public Optional<Definition> attempt(
      String reference, Map<String, List<String>> settings, List<Problem> problems) {
    Optional<String> shipped = catalog.text(reference);
    return shipped.isPresent()
        ? attempt("catalog:" + reference, shipped.get(), settings, problems)
        : attempt(reference, textOf(reference), settings, problems);
  }

  /** The text of a definition that is a file. */
  private String textOf(String reference) {
    Path file = Path.of(reference);
    if (!Files.exists(file)) {
      throw new MillraceException(
          ErrorCode.UNREADABLE,
          "'"
              + reference
              + "' is neither a file nor a pipeline of the catalog"
              + Suggestions.of(reference, catalog.names()));
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException notText) {
      throw new MillraceException(
          ErrorCode.UNREADABLE, reference + ": not a definition: the file is not text in UTF-8");
    } catch (IOException | OutOfMemoryError failure) {
      String reason = Files.isDirectory(file) ? "it is a folder" : "it can't be read";
      throw new MillraceException(
          ErrorCode.UNREADABLE, reference + ": not a definition: " + reason, failure);
    }
  }

  /**
   * Reads a definition.
   *
   * @param file the name for messages
   * @throws RefusedException with everything that is wrong
   */
  public Definition read(String file, String text, Map<String, List<String>> settings) {
    List<Problem> problems = new ArrayList<>();
    Optional<Definition> definition = attempt(file, text, settings, problems);
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return definition.orElseThrow();
  }

  private Optional<Definition> attempt(
      String file, String text, Map<String, List<String>> settings, List<Problem> problems) {
    return YamlText.read(file, text, problems)
        .map(written -> with(resolveUses(written, problems), settings))
        .flatMap(whole -> read(whole, problems));
  }

  /** The definition laid over the one of the catalog that it uses. */
  private Mapping resolveUses(Mapping written, List<Problem> problems) {
    if (!(written.values().get("uses") instanceof Scalar uses) || uses.text() == null) {
      return written;
    }
    Optional<String> base = catalog.text(uses.text());
    if (base.isEmpty()) {
      String message =
          "no pipeline '"
              + uses.text()
              + "' in the catalog"
              + Suggestions.of(uses.text(), catalog.names());
      problems.add(new Problem(uses.place(), ErrorCode.UNKNOWN_NAME, message));
      return written;
    }
    Mapping below =
        YamlText.read("catalog:" + uses.text(), base.get(), problems)
            .orElseThrow(() -> new RefusedException(problems));
    if (written.values().containsKey("java") || written.values().containsKey("sql")) {
      return written;
    }
    // Its tests hold for it, not for what was changed.
    return written.without(List.of("uses")).over(below.without(List.of("tests")));
  }

  private static Mapping with(Mapping definition, Map<String, List<String>> settings) {
    if (settings.isEmpty()) {
      return definition;
    }
    Map<String, Place> keys = new LinkedHashMap<>();
    Map<String, Node> values = new LinkedHashMap<>();
    settings.forEach(
        (name, texts) -> {
          Place place = Place.of("--set " + name);
          keys.put(name, place);
          List<Node> items = new ArrayList<>();
          texts.forEach(text -> items.add(new Scalar(place, text)));
          values.put(name, items.size() == 1 ? items.get(0) : new Sequence(place, items));
        });
    Place place = Place.of("--set");
    Mapping parameters = new Mapping(place, keys, values);
    return new Mapping(place, Map.of("parameters", place), Map.of("parameters", parameters))
        .over(definition);
  }

  private Optional<Definition> read(Mapping whole, List<Problem> problems) {
    Map<String, InputDefinition> inputs = new LinkedHashMap<>();
    Map<String, OutputDefinition> outputs = new LinkedHashMap<>();
    try (MappingReader reader = new MappingReader(whole, "the definition", problems)) {
      reader
          .requiredText("version", "version: 1")
          .filter(version -> !version.equals("1"))
          .ifPresent(
              version ->
                  reader.problem(
                      "version",
                      ErrorCode.OUT_OF_RANGE,
                      "version is '" + version + "'; this release reads version 1"));
      Optional<String> name = reader.requiredText("pipeline", "pipeline: plant/line-temperature");
      name.filter(text -> !NAME.matcher(text).matches())
          .ifPresent(
              text ->
                  reader.problem(
                      "pipeline",
                      ErrorCode.WRONG_TYPE,
                      "pipeline is '"
                          + text
                          + "'; expected words of a-z, 0-9 and '-', such as"
                          + " plant/line-temperature"));
      String about = reader.text("about").orElse("");
      if (!reader.has("inputs")) {
        reader.missing("inputs", "inputs: {readings: {schema: industrial.SensorReading, ...}}");
      }
      if (!reader.has("outputs")) {
        reader.missing("outputs", "outputs: {rollup: {key: [source]}}");
      }
      InputReader inputReader = new InputReader(problems);
      reader.each(
          "inputs",
          (input, mapping) ->
              inputReader.read(input, mapping).ifPresent(read -> inputs.put(input, read)));
      OutputReader outputReader = new OutputReader(problems);
      reader.each(
          "outputs", (output, mapping) -> outputs.put(output, outputReader.read(output, mapping)));
      Optional<Pipeline<?>> pipeline =
          new LogicReader(pipelines, problems).read(reader, name.orElse(""), inputs, outputs);
      Map<String, List<String>> given = reader.textsByName("parameters");
      Optional<Record> parameters = pipeline.flatMap(found -> bind(found, given, reader, problems));
      Set<String> inputNames = names(reader, "inputs", TestStep.WORDS, problems);
      Set<String> outputNames = names(reader, "outputs", Expectation.WORDS, problems);
      List<TestDefinition> tests =
          new TestsReader(
                  inputs,
                  inputNames,
                  outputNames,
                  test -> pipeline.flatMap(found -> bindOver(given, found, test, problems)),
                  problems)
              .read(reader.items("tests"));
      problems.addAll(ClashingTargets.of(whole));
      if (pipeline.isEmpty() || parameters.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Definition(
              name.orElse(""),
              about,
              pipeline.get(),
              parameters.get(),
              inputs,
              outputs,
              tests,
              whole));
    }
  }

  /** All names of one side, also of what could not be read; none may be a word of tests. */
  private static Set<String> names(
      MappingReader reader, String side, Set<String> words, List<Problem> problems) {
    Map<String, Place> keys =
        reader
            .node(side)
            .filter(Mapping.class::isInstance)
            .map(node -> ((Mapping) node).keys())
            .orElse(Map.of());
    words.stream()
        .filter(keys::containsKey)
        .forEach(
            word ->
                problems.add(
                    new Problem(
                        keys.get(word),
                        ErrorCode.CONFLICT,
                        "'" + word + "' has a meaning in tests; choose another name")));
    return keys.keySet();
  }

  /** The parameters of the definition, but for those that a test sets. */
  private static Optional<Record> bindOver(
      Map<String, List<String>> given,
      Pipeline<?> pipeline,
      MappingReader test,
      List<Problem> problems) {
    Map<String, List<String>> together = new LinkedHashMap<>(given);
    together.putAll(test.textsByName("parameters"));
    return bind(pipeline, together, test, problems);
  }

  private static Optional<Record> bind(
      Pipeline<?> pipeline,
      Map<String, List<String>> given,
      MappingReader reader,
      List<Problem> problems) {
    List<Parameters.Problem> found = new ArrayList<>();
    Optional<Record> bound =
        Parameters.bind(pipeline.parameters(), given, found).map(Record.class::cast);
    Mapping parameters =
        reader
            .node("parameters")
            .filter(Mapping.class::isInstance)
            .map(Mapping.class::cast)
            .orElse(new Mapping(reader.place(), Map.of(), Map.of()));
    for (Parameters.Problem problem : found) {
      boolean aboutKey = problem.code() == ErrorCode.UNKNOWN_KEY;
      Node value = parameters.values().get(problem.name());
      Place key = parameters.keys().getOrDefault(problem.name(), parameters.place());
      Place place = aboutKey || value == null ? key : value.place();
      problems.add(new Problem(place, problem.code(), problem.message()));
    }
    return bound.or(() -> bindWithout(found, pipeline, given));
  }

  /** What is wrong at its default, for whoever looks for further problems. */
  private static Optional<Record> bindWithout(
      List<Parameters.Problem> wrong, Pipeline<?> pipeline, Map<String, List<String>> given) {
    Map<String, List<String>> good = new LinkedHashMap<>(given);
    wrong.forEach(problem -> good.remove(problem.name()));
    boolean together = wrong.stream().anyMatch(problem -> problem.name().isEmpty());
    return Parameters.bind(pipeline.parameters(), together ? Map.of() : good, new ArrayList<>())
        .map(Record.class::cast);
  }
}
