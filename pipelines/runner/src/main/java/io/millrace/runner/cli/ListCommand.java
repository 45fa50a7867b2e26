package io.millrace.runner.cli;

import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.definition.FormatDefinition;
import io.millrace.schemas.SchemaCatalog;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code list}: what is shipped. */
@Command(
    name = "list",
    description = "Lists the shipped pipelines, schemas and formats.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
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
    out.println("Formats");
    out.println("  " + String.join(", ", FormatDefinition.NAMES));
    out.flush();
    return 0;
  }
}
