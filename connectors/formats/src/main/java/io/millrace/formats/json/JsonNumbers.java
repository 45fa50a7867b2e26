package io.millrace.formats.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.millrace.formats.BadRecordException;
import java.io.IOException;
import java.math.BigDecimal;

/** Numbers that fit their field, or none. */
final class JsonNumbers {
  private JsonNumbers() {}

  static Object int32(JsonParser parser) throws IOException, BadRecordException {
    long value = whole("a whole number of 32 bits", parser);
    if (value != (int) value) {
      throw JsonTokens.unexpected("a whole number of 32 bits", parser);
    }
    return (int) value;
  }

  static Object int64(JsonParser parser) throws IOException, BadRecordException {
    return whole("a whole number of 64 bits", parser);
  }

  static Object float32(JsonParser parser) throws IOException, BadRecordException {
    float value = (float) real(parser);
    if (!Float.isFinite(value)) {
      throw JsonTokens.unexpected("a number of 32 bits", parser);
    }
    return value;
  }

  static Object float64(JsonParser parser) throws IOException, BadRecordException {
    return real(parser);
  }

  static boolean isLong(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  static BigDecimal decimal(JsonParser parser) throws IOException {
    return parser.getDecimalValue();
  }

  private static double real(JsonParser parser) throws IOException, BadRecordException {
    if (!parser.currentToken().isNumeric()) {
      throw JsonTokens.unexpected("a number", parser);
    }
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw JsonTokens.unexpected("a number of 64 bits", parser);
    }
    return value;
  }

  private static long whole(String expected, JsonParser parser)
      throws IOException, BadRecordException {
    JsonToken token = parser.currentToken();
    try {
      if (token == JsonToken.VALUE_NUMBER_INT) {
        return parser.getLongValue();
      } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        return parser.getDecimalValue().longValueExact();
      }
    } catch (InputCoercionException | ArithmeticException tooLarge) {
      throw JsonTokens.unexpected(expected, parser);
    }
    throw JsonTokens.unexpected(expected, parser);
  }
}
