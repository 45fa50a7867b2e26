package io.millrace.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Writes the current schemas into {@code released/VERSION}, once, when VERSION is released. See
 * CONTRIBUTING.md.
 */
public final class FreezeSchemas {
  private FreezeSchemas() {}

  /**
   * @param arguments the folder {@code released}, and the version
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0], arguments[1]);
    for (Map.Entry<String, Schema> entry : SchemaCatalog.shipped().current().entrySet()) {
      Path file = folder.resolve(entry.getKey().replace('.', '/') + ".avsc");
      Files.createDirectories(file.getParent());
      Files.writeString(file, entry.getValue().toString(true) + "\n");
    }
  }
}
