package io.millrace.runner.lint;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.environment.EnvironmentReader;
import io.millrace.runner.launch.PipelineFit;
import io.millrace.runner.launch.SilentBinding;
import io.millrace.runner.testing.DefinitionTests;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.runner.yaml.RefusedException;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds everything that is wrong with definitions and environments, without a service, a variable
 * of the process's environment, or a run.
 */
public final class Lint {
  private final DefinitionReader reader;
  private final Set<Problem> problems = new LinkedHashSet<>();

  /**
   * @param reader where catalog and classes of pipelines are
   */
  public Lint(DefinitionReader reader) {
    this.reader = reader;
  }

  /** All that is wrong with what was checked, by file, line and column. */
  public List<Problem> problems() {
    return problems.stream().sorted(Problem.ORDER).toList();
  }

  /**
   * Checks a definition.
   *
   * @param reference a name of the catalog, or else a file
   * @return the definition as far as it could be read, to be checked against an environment
   */
  public Optional<Definition> definition(String reference) {
    List<Problem> found = new ArrayList<>();
    Optional<Definition> definition = Optional.empty();
    try {
      definition = reader.attempt(reference, Map.of(), found);
      definition.ifPresent(read -> found.addAll(PipelineFit.problems(read)));
      if (found.isEmpty()) {
        definition.ifPresent(SilentBinding::graph);
        definition.map(DefinitionTests::check).ifPresent(found::addAll);
      }
    } catch (MillraceException refused) {
      found.add(problem(reference, refused));
    }
    problems.addAll(found);
    return definition;
  }

  /**
   * Checks an environment.
   *
   * @param file where it is
   * @param definitions that are to run in it
   */
  public void environment(Path file, List<Definition> definitions) {
    String pipeline = definitions.stream().map(Definition::name).findFirst().orElse("");
    try {
      String text = Files.readString(file);
      Environment environment =
          EnvironmentReader.read(file.toString(), text, pipeline.isEmpty() ? "any" : pipeline);
      definitions.forEach(
          definition -> problems.addAll(EnvironmentFit.problems(definition, environment)));
    } catch (RefusedException refused) {
      problems.addAll(refused.problems());
    } catch (IOException failure) {
      String message = "the environment can't be read";
      problems.add(new Problem(top(file.toString()), ErrorCode.UNREADABLE, message));
    }
  }

  /** What has no place of its own stands at the top, so that every problem can be clicked on. */
  private static Problem problem(String file, MillraceException refused) {
    String prefix = file + ": ";
    String message = refused.getMessage();
    String told = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    return new Problem(top(file), refused.code(), told);
  }

  private static Place top(String file) {
    return new Place(file, 1, 1);
  }
}
