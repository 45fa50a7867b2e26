package io.millrace.runner.launch;

import io.millrace.runner.definition.InputDefinition;
import io.millrace.sdk.ArrivalView;
import io.millrace.sdk.avro.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Which fields of an input are decoded for a view of its arrivals. */
final class ArrivalFields {
  private ArrivalFields() {}

  /**
   * The fields that the view sees, in its order, then the event time.
   *
   * @throws io.millrace.sdk.MillraceException if the view refuses the schema of the input
   */
  static RecordType<GenericRecord> projection(InputDefinition input, ArrivalView<?> view) {
    Schema schema = input.type().schema();
    List<String> fields = new ArrayList<>(view.fields(schema));
    if (!fields.contains(input.timeField())) {
      fields.add(input.timeField());
    }
    return RecordType.of(schema, fields);
  }

  /** Why such an input can't be deduplicated. */
  static String duplicatesWanted(String input) {
    return "the pipeline tells how input '%s' arrives, duplicates and all; expected no 'deduplicate'"
        .formatted(input);
  }
}
