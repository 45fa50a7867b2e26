package io.millrace.formats.avro;

import io.millrace.schemas.SchemaCatalog;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** The schemas, current and released, that Millrace itself brings, and those of a user. */
final class ShippedSchemas implements WriterSchemas {
  private static SchemaCatalog shipped;

  private final Map<Long, Schema> further = new HashMap<>();

  ShippedSchemas(Collection<Schema> further) {
    further.forEach(
        schema -> this.further.put(SchemaNormalization.parsingFingerprint64(schema), schema));
  }

  @Override
  public Optional<Schema> byFingerprint(long fingerprint) {
    return catalog()
        .byFingerprint(fingerprint)
        .or(() -> Optional.ofNullable(further.get(fingerprint)));
  }

  /**
   * Read once, on first use: it can't change, and a run may open a decoder for each file. Not in a
   * static initialiser: a task that is cancelled while it reads would leave the class unusable for
   * every later one.
   */
  private static synchronized SchemaCatalog catalog() {
    if (shipped == null) {
      shipped = SchemaCatalog.shipped();
    }
    return shipped;
  }

  @Override
  public Optional<Schema> byId(int id) {
    return Optional.empty();
  }
}
