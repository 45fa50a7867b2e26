package io.millrace.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The format that the name of a file speaks of. */
public final class FormatNames {
  private static final Set<String> COMPRESSIONS = Set.of("gz", "xz", "zip");
  private static final Map<String, String> FORMATS =
      Map.of(
          "csv", "csv", "jsonl", "jsonl", "ndjson", "jsonl", "json", "json", "avro", "avro", "swf",
          "swf");

  private FormatNames() {}

  /**
   * The name of a format, from the extension that is left when those of compression are off; empty
   * if it is that of no format.
   */
  public static Optional<String> of(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
    while (COMPRESSIONS.contains(extension(name))) {
      name = name.substring(0, name.lastIndexOf('.'));
    }
    return Optional.ofNullable(FORMATS.get(extension(name)));
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
