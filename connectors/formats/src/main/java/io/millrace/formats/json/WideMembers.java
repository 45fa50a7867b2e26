package io.millrace.formats.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Unpivot;
import io.millrace.formats.value.TextReader;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** The members of one wide object that are one event each; the next object replaces them. */
final class WideMembers {
  /** So many names are remembered; data may bring any number of them. */
  private static final int REMEMBERED = 10_000;

  private final Unpivot unpivot;
  private final int name;
  private final int value;
  private final TextReader names;
  private final JsonReader values;
  private final Map<String, Boolean> taken = new HashMap<>();
  private final List<Cell> cells = new ArrayList<>();
  private boolean found;

  private record Cell(Object name, Object value) {}

  /**
   * @param names reads the names of members; null where a SELECT uses none
   * @param values reads the values of members; null where a SELECT uses none
   */
  WideMembers(Unpivot unpivot, Schema schema, TextReader names, JsonReader values) {
    this.unpivot = unpivot;
    this.name = names == null ? -1 : schema.getField(unpivot.name()).pos();
    this.value = values == null ? -1 : schema.getField(unpivot.value()).pos();
    this.names = names;
    this.values = values;
  }

  /** Forgets the members of the last object, and says which fields of the next it will fill. */
  void begin(int[] ranks) {
    cells.clear();
    found = false;
    if (name >= 0) {
      ranks[name] = 0;
    }
    if (value >= 0) {
      ranks[value] = 0;
    }
  }

  /** Whether a member that fills no field is an event. */
  boolean takes(String member) {
    Boolean known = taken.get(member);
    if (known != null) {
      return known;
    }
    boolean takes = unpivot.takes(member, false);
    if (taken.size() < REMEMBERED) {
      taken.put(member, takes);
    }
    return takes;
  }

  /** Reads a member, of whose value the parser stands at the first token. */
  void read(String member, JsonParser parser)
      throws IOException, BadRecordException, BadMemberException {
    found = true;
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      cells.add(
          new Cell(
              names == null ? null : names.read(member),
              values == null ? null : values.read(parser)));
    }
    if (values == null) {
      parser.skipChildren();
    }
  }

  /** One event for each member that said something. */
  <T extends IndexedRecord> List<T> events(RecordType<T> type, IndexedRecord shared)
      throws BadRecordException {
    if (!found) {
      throw new BadRecordException(
          ErrorCode.MISSING_FIELD,
          "expected a member "
              + (unpivot.columns().isEmpty()
                  ? "that fills no field"
                  : String.join(" or ", unpivot.columns()))
              + " for 'unpivot', the object has none");
    }
    List<T> events = new ArrayList<>(cells.size());
    for (Cell cell : cells) {
      events.add(Unpivot.event(type, shared, name, cell.name(), value, cell.value()));
    }
    return events;
  }
}
