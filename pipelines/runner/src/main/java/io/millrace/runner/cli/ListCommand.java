package io.millrace.runner.cli;

import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.definition.FormatDefinition;
import io.millrace.schemas.SchemaCatalog;
import io.millrace.sql.functions.SqlFunction;
import io.millrace.sql.functions.SqlFunctions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code list}: what is shipped. */
@Command(
    name = "list",
    description = "Lists the shipped pipelines, schemas, operators, SQL functions and formats.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  /** The files that users write. */
  enum Document {
    DEFINITION,
    ENVIRONMENT
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--schema",
      paramLabel = "definition|environment",
      description =
          "Prints the JSON Schema of definitions or of environments instead, for editors.")
  private Document schema;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (schema == null) {
      list(out);
    } else {
      out.print(text("/millrace/json-schema/" + schema.name().toLowerCase(Locale.ROOT) + ".json"));
    }
    out.flush();
    return 0;
  }

  private static String text(String resource) throws IOException {
    try (InputStream bytes = ListCommand.class.getResourceAsStream(resource)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void list(PrintWriter out) {
    Catalog catalog = Catalog.shipped();
    DefinitionReader reader = new DefinitionReader(catalog, getClass().getClassLoader());
    out.println("Pipelines");
    for (String name : catalog.names()) {
      Definition definition = reader.find(name, Map.of());
      out.printf("  %-28s %s%n", name, definition.about());
    }
    out.println("Schemas");
    SchemaCatalog.shipped()
        .current()
        .forEach((name, schema) -> out.printf("  %-28s %s%n", name, schema.getDoc()));
    out.println("Operators");
    Operators.ABOUT.forEach((name, about) -> out.printf("  %-28s %s%n", name, about));
    out.println("SQL functions, beside those of Flink");
    for (SqlFunction function : SqlFunctions.all()) {
      out.printf("  %-28s %s%n", function.name(), function.about());
      out.printf("  %-28s %s%n", "", function.signature());
    }
    out.println("Formats");
    out.println("  " + String.join(", ", FormatDefinition.NAMES));
  }
}
