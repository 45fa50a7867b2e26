package io.millrace.formats.json;

import com.fasterxml.jackson.core.JsonToken;
import org.apache.avro.Schema;

/** Which branch of a union a JSON value may be, as far as its first token says. */
final class JsonBranches {
  private JsonBranches() {}

  static boolean suits(Schema branch, JsonToken token) {
    boolean whole = token == JsonToken.VALUE_NUMBER_INT;
    boolean number = whole || token == JsonToken.VALUE_NUMBER_FLOAT;
    boolean text = token == JsonToken.VALUE_STRING;
    boolean logical = branch.getLogicalType() != null;
    return switch (branch.getType()) {
      case STRING, ENUM -> text;
      case BYTES, FIXED -> text || (logical && number);
      case INT, LONG -> whole || (logical && text);
      case FLOAT, DOUBLE -> number;
      case BOOLEAN -> token.isBoolean();
      case RECORD, MAP -> token == JsonToken.START_OBJECT;
      case ARRAY -> token == JsonToken.START_ARRAY;
      case NULL -> token == JsonToken.VALUE_NULL;
      case UNION -> false;
    };
  }
}
