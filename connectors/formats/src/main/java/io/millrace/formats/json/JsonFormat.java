package io.millrace.formats.json;

import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.Warnings;
import io.millrace.sdk.avro.RecordType;
import org.apache.avro.generic.IndexedRecord;

/**
 * Events as JSON objects. A member that the schema does not have is ignored. Times are texts in
 * ISO-8601 (or of the mapping's form) or whole numbers in the unit of the field; numbers may be
 * texts, and texts may be numbers, which are taken as they are written; true and false may be
 * texts, or 1 and 0; bytes are texts, or Base64 in a member {@code <field>_base64}.
 */
public final class JsonFormat implements Format {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final Framing framing;
  private final FieldMapping mapping;

  private JsonFormat(String name, Framing framing, FieldMapping mapping) {
    this.name = name;
    this.framing = framing;
    this.mapping = mapping;
  }

  /** A file is one object, an array of objects, or objects one after another. */
  public static JsonFormat document(FieldMapping mapping) {
    return new JsonFormat("json", Framing.JSON_VALUES, mapping);
  }

  /** Every line of a file is an object. */
  public static JsonFormat lines(FieldMapping mapping) {
    return new JsonFormat("jsonl", Framing.LINES, mapping);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Framing framing() {
    return framing;
  }

  @Override
  public boolean readsByOrder() {
    return mapping.changesClocks();
  }

  @Override
  public <T extends IndexedRecord> Decoder<T> decoder(RecordType<T> type) {
    Warnings warnings = new Warnings();
    JsonReaders readers = new JsonReaders(type.data(), mapping, warnings);
    JsonObjectReader events = readers.event(type.schema());
    if (mapping.unpivot() == null) {
      return new JsonDecoder<>(type, mapping, events, warnings);
    }
    WideMembers wide = readers.wide(type.schema(), mapping.unpivot());
    events.takeWide(wide);
    return new WideJsonDecoder<>(type, mapping, events, wide, warnings);
  }
}
