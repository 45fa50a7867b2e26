package io.millrace.formats.avro;

import io.millrace.schemas.SchemaCatalog;
import java.util.Optional;
import org.apache.avro.Schema;

/** The schemas, current and released, that Millrace itself brings. */
final class ShippedSchemas implements WriterSchemas {
  private final SchemaCatalog catalog = SchemaCatalog.shipped();

  @Override
  public Optional<Schema> byFingerprint(long fingerprint) {
    return catalog.byFingerprint(fingerprint);
  }

  @Override
  public Optional<Schema> byId(int id) {
    return Optional.empty();
  }
}
