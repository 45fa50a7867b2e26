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
  /** Read once, on first use: it can't change, and a run may open a decoder for each file. */
  private static final class Catalog {
    static final SchemaCatalog SHIPPED = SchemaCatalog.shipped();
  }

  private final Map<Long, Schema> further = new HashMap<>();

  ShippedSchemas(Collection<Schema> further) {
    further.forEach(
        schema -> this.further.put(SchemaNormalization.parsingFingerprint64(schema), schema));
  }

  @Override
  public Optional<Schema> byFingerprint(long fingerprint) {
    return Catalog.SHIPPED
        .byFingerprint(fingerprint)
        .or(() -> Optional.ofNullable(further.get(fingerprint)));
  }

  @Override
  public Optional<Schema> byId(int id) {
    return Optional.empty();
  }
}
