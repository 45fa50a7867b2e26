package io.millrace.formats.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.sdk.ErrorCode;
import java.io.IOException;

/** The present token of a parser, in words. */
final class JsonTokens {
  private JsonTokens() {}

  static String describe(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "an array";
      case VALUE_STRING -> Excerpt.of(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> cut(parser.getText());
      default -> parser.getText();
    };
  }

  static BadRecordException unexpected(String expected, JsonParser parser) throws IOException {
    return new BadRecordException(
        ErrorCode.WRONG_FIELD, "expected " + expected + ", got " + describe(parser));
  }

  private static String cut(String number) {
    return number.length() <= 60 ? number : number.substring(0, 60) + "...";
  }
}
