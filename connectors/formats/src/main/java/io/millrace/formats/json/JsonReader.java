package io.millrace.formats.json;

import com.fasterxml.jackson.core.JsonParser;
import io.millrace.formats.BadRecordException;
import java.io.IOException;

/** Reads one value. The parser stands at its first token, and at its last one thereafter. */
@FunctionalInterface
interface JsonReader {

  /**
   * The value, in the form that the generated class takes.
   *
   * @throws BadMemberException if a member inside is wrong, with its path
   * @throws BadRecordException if the value itself is wrong
   */
  Object read(JsonParser parser) throws IOException, BadRecordException, BadMemberException;
}
