package io.millrace.formats.avro;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** Finds the schema that a record was written with. */
public interface WriterSchemas {

  /** The schema with this CRC-64-AVRO fingerprint of its parsing canonical form. */
  Optional<Schema> byFingerprint(long fingerprint);

  /**
   * The schema with this id of a schema registry; empty if the registry has none, or there is no
   * registry.
   *
   * @throws io.millrace.formats.RetryableException if the registry does not answer
   */
  Optional<Schema> byId(int id);

  /** The schemas that Millrace itself brings, by fingerprint. */
  static Provider shipped() {
    return shippedAnd(List.of());
  }

  /** The schemas that Millrace itself brings, and further ones, by fingerprint. */
  static Provider shippedAnd(Collection<Schema> further) {
    ArrayList<Schema> known = new ArrayList<>(further);
    return () -> new ShippedSchemas(known);
  }

  /** Opens writer schemas where records are decoded. Travels with the job. */
  @FunctionalInterface
  interface Provider extends Serializable {
    WriterSchemas open();
  }
}
