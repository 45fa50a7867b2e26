package io.millrace.schemas;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParseException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The schemas that Millrace ships: the current ones by name, and every released one by fingerprint,
 * so that records written with an older release are still read.
 */
public final class SchemaCatalog {
  private static final String PACKAGE = "io.millrace.schemas.";

  private final SortedMap<String, Schema> current = new TreeMap<>();
  private final Map<Long, Schema> byFingerprint = new TreeMap<>();

  private SchemaCatalog() {}

  /** Reads the schemas of the class path. */
  public static SchemaCatalog shipped() {
    ClassLoader loader = SchemaCatalog.class.getClassLoader();
    SchemaCatalog catalog = new SchemaCatalog();
    for (String path : ResourceTree.read(loader, "millrace/schemas/current").keySet()) {
      String name = path.substring(0, path.length() - ".avsc".length()).replace('/', '.');
      recordClass(name)
          .ifPresent(type -> catalog.current.put(name, SpecificData.get().getSchema(type)));
    }
    ResourceTree.read(loader, "millrace/schemas/released")
        .forEach((path, text) -> catalog.add(parse(path, text)));
    catalog.current.values().forEach(catalog::add);
    return catalog;
  }

  /** Current schemas by name, such as {@code industrial.SensorReading}, sorted. */
  public SortedMap<String, Schema> current() {
    return current;
  }

  /**
   * The schema, current or released, with this CRC-64-AVRO fingerprint of its parsing canonical
   * form.
   */
  public Optional<Schema> byFingerprint(long fingerprint) {
    return Optional.ofNullable(byFingerprint.get(fingerprint));
  }

  /** The class generated for a shipped record; empty where there is none of that name. */
  public static Optional<Class<? extends SpecificRecord>> recordClass(String name) {
    try {
      Class<?> type = Class.forName(PACKAGE + name, true, SchemaCatalog.class.getClassLoader());
      return SpecificRecord.class.isAssignableFrom(type)
          ? Optional.of(type.asSubclass(SpecificRecord.class))
          : Optional.empty();
    } catch (ClassNotFoundException | LinkageError absent) {
      return Optional.empty();
    }
  }

  /** The name under which definitions know a schema: its full name without our package. */
  public static String nameOf(Schema schema) {
    String full = schema.getFullName();
    return full.startsWith(PACKAGE) ? full.substring(PACKAGE.length()) : full;
  }

  private void add(Schema schema) {
    byFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), schema);
  }

  private static Schema parse(String path, String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (SchemaParseException wrong) {
      throw new IllegalStateException("Released schema " + path + " is not valid Avro", wrong);
    }
  }
}
