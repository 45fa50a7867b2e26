package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.yaml.YamlWriter;
import io.millrace.schemas.SchemaCatalog;
import io.millrace.sdk.Parameters;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Override
  public Integer call() {
    Definition definition = definitionArguments.definition();
    PrintWriter out = spec.commandLine().getOut();
    out.println(definition.name() + ": " + definition.about());
    for (InputDefinition input : definition.inputs().values()) {
      Schema schema = input.type().schema();
      out.printf("%nInput %s: %s%n", input.name(), SchemaCatalog.nameOf(schema));
      schema
          .getFields()
          .forEach(
              field ->
                  out.printf(
                      "  %-16s %-20s %s%n", field.name(), type(field.schema()), field.doc()));
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
    out.printf("%nDefinition%n%s", YamlWriter.write(definition.text()));
    out.flush();
    return 0;
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
