package io.millrace.runner.definition;

import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Problem;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a definition says of its logic: {@code uses:}, {@code java:} or {@code sql:}. */
final class LogicReader {
  private static final List<String> LOGIC = List.of("uses", "java", "sql");

  private final ClassLoader pipelines;
  private final List<Problem> problems;

  /**
   * @param pipelines where the classes named by {@code java:} are looked up
   */
  LogicReader(ClassLoader pipelines, List<Problem> problems) {
    this.pipelines = pipelines;
    this.problems = problems;
  }

  /**
   * The pipeline of a definition.
   *
   * @param reader of the whole definition
   * @param inputs those of its inputs that could be read
   */
  Optional<Pipeline<?>> read(
      MappingReader reader,
      String name,
      Map<String, InputDefinition> inputs,
      Map<String, OutputDefinition> outputs) {
    List<String> given = LOGIC.stream().filter(reader::has).toList();
    if (reader.has("state-ttl") && !given.contains("sql")) {
      String message = "'state-ttl' is for 'sql'; other pipelines bound their state themselves";
      reader.problem("state-ttl", ErrorCode.CONFLICT, message);
    }
    if (given.isEmpty()) {
      reader.missing("uses", "uses: industrial/rollup");
      return Optional.empty();
    } else if (given.size() > 1) {
      String message = "'" + String.join("' and '", given) + "' exclude each other; keep one";
      reader.problem(given.get(1), ErrorCode.CONFLICT, message);
      return Optional.empty();
    }
    return switch (given.get(0)) {
      case "sql" -> new SqlReader(reader, problems).read(name, inputs, outputs);
      case "java" -> reader.text("java").flatMap(type -> instance(type, reader));
      default -> {
        // A known one has been resolved; an unknown one, or a list, has been reported or is now.
        reader.text("uses");
        yield Optional.empty();
      }
    };
  }

  private Optional<Pipeline<?>> instance(String name, MappingReader reader) {
    String expected =
        "; expected a public class with a constructor without arguments that implements ";
    try {
      Class<?> type = Class.forName(name, true, pipelines);
      if (Pipeline.class.isAssignableFrom(type)) {
        return Optional.of((Pipeline<?>) type.getConstructor().newInstance());
      }
      reader.problem(
          "java",
          ErrorCode.UNKNOWN_NAME,
          "class " + name + " is no pipeline" + expected + Pipeline.class.getName());
    } catch (ClassNotFoundException | LinkageError missing) {
      reader.problem("java", ErrorCode.UNKNOWN_NAME, "no class " + name + " on the class path");
    } catch (ReflectiveOperationException closed) {
      reader.problem(
          "java",
          ErrorCode.UNKNOWN_NAME,
          "class " + name + " can't be made" + expected + Pipeline.class.getName());
    }
    return Optional.empty();
  }
}
