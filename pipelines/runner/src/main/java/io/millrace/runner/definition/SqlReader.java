package io.millrace.runner.definition;

import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Pipeline;
import io.millrace.sql.SqlCheck;
import io.millrace.sql.SqlInput;
import io.millrace.sql.SqlPipeline;
import io.millrace.sql.SqlProblem;
import io.millrace.sql.SqlQueries;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads {@code sql:}, one SELECT or several by name, and has them planned: what Flink's planner
 * says against one is told where it stands in the definition.
 */
final class SqlReader {
  private final MappingReader definition;
  private final List<Problem> problems;

  SqlReader(MappingReader definition, List<Problem> problems) {
    this.definition = definition;
    this.problems = problems;
  }

  /**
   * The pipeline that the SELECTs make.
   *
   * @param pipeline its name
   * @param inputs those that could be read
   */
  Optional<Pipeline<?>> read(
      String pipeline, Map<String, InputDefinition> inputs, Map<String, OutputDefinition> outputs) {
    Optional<Duration> stateTtl = definition.duration("state-ttl");
    inputs.values().forEach(this::refuseLateness);
    Map<String, Scalar> selects = selects(outputs.keySet());
    if (selects.isEmpty()) {
      if (definition.node("sql").orElseThrow() instanceof Mapping none && none.values().isEmpty()) {
        definition.problem(
            "sql", ErrorCode.MISSING_KEY, "'sql' has no SELECT; expected one for each output");
      }
      return Optional.empty();
    }
    Map<String, SqlInput> tables = new LinkedHashMap<>();
    inputs.values().stream()
        .filter(input -> !input.timeField().isEmpty())
        .forEach(input -> tables.put(input.name(), table(input)));
    Map<String, List<String>> keys = new LinkedHashMap<>();
    outputs.forEach((name, output) -> keys.put(name, output.key()));
    Map<String, String> texts = new LinkedHashMap<>();
    selects.forEach((name, select) -> texts.put(name, select.text()));
    SqlQueries queries =
        new SqlQueries(pipeline, texts, tables, keys, stateTtl.orElse(Duration.ZERO));
    Set<String> unread = new TreeSet<>(names("inputs"));
    unread.removeAll(tables.keySet());
    List<SqlProblem> found =
        SqlCheck.problems(queries).stream().filter(problem -> isOwn(problem, unread)).toList();
    found.forEach(problem -> add(problem, selects));
    return found.isEmpty() && unread.isEmpty()
        ? Optional.of(SqlPipeline.of(queries).planned())
        : Optional.empty();
  }

  private static SqlInput table(InputDefinition input) {
    return SqlInput.of(input.type().schema(), input.timeField()).reading(input.deduplicateBy());
  }

  private Map<String, Scalar> selects(Set<String> outputs) {
    Map<String, Scalar> selects = new LinkedHashMap<>();
    Node sql = definition.node("sql").orElseThrow();
    if (sql instanceof Mapping named) {
      named.values().forEach((name, node) -> select(name, node, selects));
    } else if (outputs.size() == 1) {
      select(outputs.iterator().next(), sql, selects);
    } else if (!outputs.isEmpty()) {
      String names =
          outputs.stream().map(name -> name + ": SELECT ...").collect(Collectors.joining(", "));
      String message = "one SELECT for " + outputs.size() + " outputs; expected 'sql: {" + names;
      definition.problem("sql", ErrorCode.CONFLICT, message + "}'");
    }
    return selects;
  }

  private void select(String name, Node node, Map<String, Scalar> selects) {
    if (node instanceof Scalar text && text.text() != null && !text.text().isBlank()) {
      selects.put(name, text);
    } else {
      String message = "'" + name + "' is " + node.kind() + "; expected a SELECT";
      problems.add(new Problem(node.place(), ErrorCode.WRONG_TYPE, message));
    }
  }

  /** Flink's windows emit once: what comes later than the out-of-orderness corrects nothing. */
  private void refuseLateness(InputDefinition input) {
    if (!input.lateness().isZero()) {
      problems.add(
          new Problem(
              node("inputs", input.name(), "time", "lateness").orElse(input.place()),
              ErrorCode.CONFLICT,
              "results of 'sql' are final, so 'lateness' has no meaning; give a larger"
                  + " out-of-orderness, or use a pipeline of 'uses' or 'java' that corrects"));
    }
  }

  /** What is said against a SELECT only because an input of it is refused is not said. */
  private static boolean isOwn(SqlProblem problem, Set<String> unread) {
    return unread.stream().noneMatch(input -> problem.message().contains("'" + input + "'"));
  }

  private void add(SqlProblem problem, Map<String, Scalar> selects) {
    Scalar select = selects.get(problem.select());
    Place place =
        select != null
            ? select.at(problem.line(), problem.column())
            : node("outputs", problem.select())
                .or(() -> node("inputs", problem.select()))
                .orElse(definition.placeOf("sql"));
    problems.add(new Problem(place, problem.code(), problem.message()));
  }

  private Set<String> names(String side) {
    return definition
        .node(side)
        .filter(Mapping.class::isInstance)
        .map(node -> ((Mapping) node).keys().keySet())
        .orElse(Set.of());
  }

  /** Where the key at the end of a path stands. */
  private Optional<Place> node(String first, String... path) {
    Optional<Node> node = definition.node(first);
    Optional<Place> place = Optional.empty();
    for (String key : path) {
      if (!(node.orElse(null) instanceof Mapping mapping) || !mapping.keys().containsKey(key)) {
        return Optional.empty();
      }
      place = Optional.of(mapping.keys().get(key));
      node = Optional.ofNullable(mapping.values().get(key));
    }
    return place;
  }
}
