package io.millrace.sdk.avro;

import java.util.List;
import org.apache.avro.Schema;

/** What unions of Avro hold. */
public final class Unions {
  private Unions() {}

  /** The one branch of a union that is not null; any other schema as it is. */
  public static Schema withoutNull(Schema schema) {
    if (!schema.isUnion()) {
      return schema;
    }
    List<Schema> present =
        schema.getTypes().stream().filter(one -> one.getType() != Schema.Type.NULL).toList();
    return present.size() == 1 ? present.get(0) : schema;
  }
}
