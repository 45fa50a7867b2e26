package io.millrace.demo;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** The latest of the results of one pipeline, in a line. Not thread-safe. */
interface LiveView {

  /** Where the results are. */
  String topic();

  /** Of the results. */
  Schema schema();

  /** Takes a result. */
  void see(GenericRecord result);

  /** What to show now; empty as long as there is nothing. */
  Optional<String> line();
}
