package io.millrace.formats.avro;

import io.millrace.schemas.SchemaCatalog;
import java.util.Optional;
import org.apache.avro.Schema;

/** The schemas, current and released, that Millrace itself brings. */
final class ShippedSchemas implements WriterSchemas {
  /** Read once, on first use: it can't change, and a run may open a decoder for each file. */
  private static final class Catalog {
    static final SchemaCatalog SHIPPED = SchemaCatalog.shipped();
  }

  @Override
  public Optional<Schema> byFingerprint(long fingerprint) {
    return Catalog.SHIPPED.byFingerprint(fingerprint);
  }

  @Override
  public Optional<Schema> byId(int id) {
    return Optional.empty();
  }
}
