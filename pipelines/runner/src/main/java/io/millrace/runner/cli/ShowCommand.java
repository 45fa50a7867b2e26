package io.millrace.runner.cli;

import io.millrace.formats.value.EnumWords;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.environment.Secrets;
import io.millrace.runner.graph.DataflowReader;
import io.millrace.runner.graph.DataflowText;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.YamlWriter;
import io.millrace.schemas.SchemaCatalog;
import io.millrace.sdk.Parameters;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code show}: one pipeline, schema or definition in full. */
@Command(
    name = "show",
    description =
        "Shows a pipeline: its inputs, parameters and outputs, and its resolved definition.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DefinitionArguments definitionArguments;

  @Option(
      names = "--graph",
      paramLabel = "text|mermaid|dot",
      description = "Shows the dataflow instead: what flows from where to where.")
  private DataflowText graph;

  @Option(
      names = "--env",
      paramLabel = "ENV",
      description = "Shows the environment as well, as the pipeline would find it.")
  private Path environment;

  @Override
  public Integer call() {
    Definition definition = definitionArguments.definition();
    PrintWriter out = spec.commandLine().getOut();
    if (graph != null) {
      out.print(graph.of(DataflowReader.read(definition)));
    } else {
      describe(definition, out);
    }
    if (environment != null) {
      Mapping text = EnvironmentArguments.read(environment, definition).text();
      out.printf("%nEnvironment%n%s", YamlWriter.write(Secrets.hide(text)));
    }
    out.flush();
    return 0;
  }

  private static void describe(Definition definition, PrintWriter out) {
    out.println(definition.name() + ": " + definition.about());
    for (InputDefinition input : definition.inputs().values()) {
      Schema schema = input.type().schema();
      out.printf("%nInput %s: %s%n", input.name(), SchemaCatalog.nameOf(schema));
      schema.getFields().forEach(field -> describe(field, out));
    }
    out.printf("%nParameters%n");
    for (Parameters.Description parameter :
        Parameters.describe(definition.pipeline().parameters())) {
      out.printf(
          "  %-16s %s Expected: %s%s. Default: %s.%n",
          parameter.name(),
          parameter.about(),
          parameter.type(),
          range(parameter),
          parameter.fallback().isEmpty() ? "none" : parameter.fallback());
    }
    out.printf("%nOutputs%n");
    definition
        .outputs()
        .values()
        .forEach(
            output ->
                out.printf("  %-16s key: %s%n", output.name(), String.join(", ", output.key())));
    out.printf("%nDefinition%n%s", YamlWriter.write(shown(definition.text())));
  }

  private static void describe(Schema.Field field, PrintWriter out) {
    String line = "  %-16s %-20s %s%n";
    out.printf(line, field.name(), type(field.schema()), field.doc());
    EnumWords.enumOf(field.schema())
        .ifPresent(
            symbols -> {
              out.printf(line, "", "", "One of " + String.join(", ", symbols.getEnumSymbols()));
              EnumWords.listed(symbols)
                  .forEach(
                      (symbol, words) ->
                          out.printf(line, "", "", symbol + " also: " + String.join(", ", words)));
            });
  }

  /** Only parameters can hold secrets: everything else of a definition is a name or a time. */
  private static Mapping shown(Mapping definition) {
    if (!(definition.values().get("parameters") instanceof Mapping parameters)) {
      return definition;
    }
    Place place = parameters.place();
    Map<String, Node> hidden = Map.of("parameters", Secrets.hide(parameters));
    return new Mapping(place, Map.of("parameters", place), hidden).over(definition);
  }

  private static String range(Parameters.Description parameter) {
    String min = parameter.min().isEmpty() ? "" : ", at least " + parameter.min();
    return min + (parameter.max().isEmpty() ? "" : ", at most " + parameter.max());
  }

  /** The type of a field in a few words. */
  private static String type(Schema schema) {
    if (schema.isNullable() && schema.getType() == Schema.Type.UNION) {
      Optional<Schema> other =
          schema.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).findFirst();
      return other.map(ShowCommand::type).orElse("") + " or null";
    }
    if (schema.getLogicalType() != null) {
      return schema.getLogicalType().getName();
    }
    return schema.getType() == Schema.Type.ENUM ? "enum" : schema.getType().getName();
  }
}
