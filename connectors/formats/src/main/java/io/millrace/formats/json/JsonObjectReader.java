package io.millrace.formats.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Position;
import io.millrace.formats.value.Constant;
import io.millrace.sdk.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** Reads one JSON object as a record. */
final class JsonObjectReader implements JsonReader {
  private static final int ABSENT = Integer.MAX_VALUE;

  private final GenericData model;
  private final Schema schema;
  private final List<Schema.Field> fields;
  private final Map<String, Member> members = new HashMap<>();
  private final List<Constant> constants = new ArrayList<>();
  private final List<Object> defaults = new ArrayList<>();
  private WideMembers wide;
  private UnusedMembers unused;

  /** A member that may fill a field; where several do, the lowest rank wins. */
  private record Member(int field, int rank, JsonReader reader) {}

  JsonObjectReader(GenericData model, Schema schema) {
    this.model = model;
    this.schema = schema;
    this.fields = schema.getFields();
  }

  /** Adds the next field of the schema. */
  void add(Constant constant, Object fallback) {
    constants.add(constant);
    defaults.add(fallback);
  }

  /** Lets the field added last be filled from a member. */
  void addMember(String name, int rank, JsonReader reader) {
    members.putIfAbsent(name, new Member(constants.size() - 1, rank, reader));
  }

  /** Lets members that fill no field be told of. */
  void tellOf(UnusedMembers members) {
    unused = members;
  }

  /** Lets members that fill no field be events. */
  void takeWide(WideMembers members) {
    wide = members;
  }

  @Override
  public Object read(JsonParser parser) throws IOException, BadRecordException, BadMemberException {
    return object(parser, null);
  }

  /** Reads the outermost object of a record. */
  Object read(JsonParser parser, Position position) throws IOException, BadRecordException {
    try {
      return object(parser, position);
    } catch (BadMemberException bad) {
      throw bad.atRoot();
    }
  }

  private Object object(JsonParser parser, Position position)
      throws IOException, BadRecordException, BadMemberException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw JsonTokens.unexpected("an object", parser);
    }
    IndexedRecord record = (IndexedRecord) model.newRecord(null, schema);
    int[] ranks = new int[fields.size()];
    Arrays.fill(ranks, ABSENT);
    if (wide != null) {
      wide.begin(ranks);
    }
    String name;
    while ((name = parser.nextFieldName()) != null) {
      parser.nextToken();
      Member member = members.get(name);
      if (member == null) {
        further(name, parser);
      } else if (member.rank >= ranks[member.field]) {
        parser.skipChildren();
      } else {
        record.put(member.field, member(name, member.reader, parser));
        ranks[member.field] = member.rank;
      }
    }
    fillAbsent(record, ranks, position);
    if (unused != null && unused.hasNew()) {
      noteUnused(ranks);
    }
    return record;
  }

  /** A member that fills no field: an event, or nothing. */
  private void further(String name, JsonParser parser) throws IOException, BadMemberException {
    if (wide == null || !wide.takes(name)) {
      if (unused != null) {
        unused.see(name);
      }
      parser.skipChildren();
      return;
    }
    try {
      wide.read(name, parser);
    } catch (BadMemberException inside) {
      throw inside.in(name);
    } catch (BadRecordException bad) {
      throw new BadMemberException(name, bad);
    }
  }

  private static Object member(String name, JsonReader reader, JsonParser parser)
      throws IOException, BadMemberException {
    try {
      return reader.read(parser);
    } catch (BadMemberException inside) {
      throw inside.in(name);
    } catch (BadRecordException bad) {
      throw new BadMemberException(name, bad);
    }
  }

  private void fillAbsent(IndexedRecord record, int[] ranks, Position position)
      throws BadRecordException, BadMemberException {
    for (int field = 0; field < ranks.length; field++) {
      if (ranks[field] != ABSENT) {
        continue;
      }
      Constant constant = constants.get(field);
      if (constant != null) {
        record.put(field, constant.at(position));
      } else if (fields.get(field).hasDefaultValue()) {
        record.put(field, defaults.get(field));
      } else {
        throw new BadMemberException(
            fields.get(field).name(),
            new BadRecordException(
                ErrorCode.MISSING_FIELD, "expected " + expected(field) + ", the object has none"));
      }
    }
  }

  private void noteUnused(int[] ranks) {
    List<String> unfilled =
        fields.stream()
            .filter(field -> ranks[field.pos()] == ABSENT)
            .map(Schema.Field::name)
            .toList();
    unused.note(unfilled);
  }

  private String expected(int field) {
    String name = fields.get(field).name();
    List<String> names =
        members.entrySet().stream()
            .filter(entry -> entry.getValue().field == field)
            .sorted(Comparator.comparingInt(entry -> entry.getValue().rank))
            .map(Map.Entry::getKey)
            .toList();
    return names.equals(List.of(name)) ? "this member" : "a member " + String.join(" or ", names);
  }
}
