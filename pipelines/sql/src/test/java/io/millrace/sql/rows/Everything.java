package io.millrace.sql.rows;

import org.apache.avro.Schema;

/** A schema with a field of every type that has a column. */
final class Everything {
  static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Everything", "namespace": "test", "fields": [
                {"name": "a_boolean", "type": "boolean"},
                {"name": "an_int", "type": "int"},
                {"name": "a_long", "type": "long"},
                {"name": "a_float", "type": "float"},
                {"name": "a_double", "type": "double"},
                {"name": "a_string", "type": "string"},
                {"name": "some_bytes", "type": "bytes"},
                {"name": "a_fixed", "type": {"type": "fixed", "name": "Four", "size": 4}},
                {"name": "an_enum", "type": {"type": "enum", "name": "Colour", "symbols": ["RED", "BLUE"]}},
                {"name": "an_optional", "type": ["null", "long"], "default": null},
                {"name": "an_optional_last", "type": ["string", "null"], "default": ""},
                {"name": "an_array", "type": {"type": "array", "items": ["null", "int"]}},
                {"name": "a_map", "type": {"type": "map", "values": "double"}},
                {"name": "a_record", "type": {"type": "record", "name": "Point", "fields": [
                  {"name": "x", "type": "int"},
                  {"name": "label", "type": ["null", "string"], "default": null}]}},
                {"name": "records", "type": {"type": "array", "items": "Point"}},
                {"name": "a_decimal", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
                {"name": "a_fixed_decimal", "type": {"type": "fixed", "name": "Eight", "size": 8, "logicalType": "decimal", "precision": 18, "scale": 4}},
                {"name": "a_date", "type": {"type": "int", "logicalType": "date"}},
                {"name": "a_time", "type": {"type": "int", "logicalType": "time-millis"}},
                {"name": "a_time_us", "type": {"type": "long", "logicalType": "time-micros"}},
                {"name": "an_instant_ms", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "an_instant_us", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                {"name": "an_instant_ns", "type": {"type": "long", "logicalType": "timestamp-nanos"}},
                {"name": "a_local_ms", "type": {"type": "long", "logicalType": "local-timestamp-millis"}},
                {"name": "a_local_us", "type": {"type": "long", "logicalType": "local-timestamp-micros"}},
                {"name": "a_local_ns", "type": {"type": "long", "logicalType": "local-timestamp-nanos"}},
                {"name": "a_uuid", "type": {"type": "string", "logicalType": "uuid"}}]}
              """);

  private Everything() {}
}
