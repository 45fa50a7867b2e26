package io.millrace.formats.avro;

import io.millrace.formats.BadRecordException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** Values that hold others: unions, arrays, maps, and records within records. */
final class AvroContainers {
  /** Records within records may be of a schema that contains itself. */
  private static final int DEEPEST = 16;

  private final AvroValues values;
  private final GenericData written;
  private final GenericData model;
  private int depth;

  AvroContainers(AvroValues values, GenericData written, GenericData model) {
    this.values = values;
    this.written = written;
    this.model = model;
  }

  /** Each value by the branch that it is of; one branch at least has to lead somewhere. */
  AvroValue fromUnion(Schema from, Schema to) throws NoConversionException {
    List<Schema> branches = from.getTypes();
    AvroValue[] ways = new AvroValue[branches.size()];
    NoConversionException refused = null;
    boolean any = false;
    for (int i = 0; i < ways.length; i++) {
      if (branches.get(i).getType() != Schema.Type.NULL) {
        try {
          ways[i] = values.of(branches.get(i), to);
          any = true;
        } catch (NoConversionException none) {
          refused = refused == null ? none : refused;
        }
      }
    }
    if (!any) {
      throw refused == null ? AvroValues.none(from, to) : refused;
    }
    boolean nullable = to.isNullable();
    return value -> {
      if (value == null) {
        if (nullable) {
          return null;
        }
        throw AvroValues.unexpected(to, "null");
      }
      int branch = written.resolveUnion(from, value);
      if (ways[branch] == null) {
        throw AvroValues.unexpected(to, "a " + SchemaTexts.type(branches.get(branch)));
      }
      return ways[branch].of(value);
    };
  }

  /** The branch of the same name or type, else the first that a rule leads to. */
  AvroValue toUnion(Schema from, Schema to) throws NoConversionException {
    for (Schema branch : to.getTypes()) {
      if (isNamed(from) && isNamed(branch) && branch.getFullName().equals(from.getFullName())) {
        return values.of(from, branch);
      }
    }
    for (Schema branch : to.getTypes()) {
      if (branch.getType() == from.getType()
          && SchemaTexts.type(branch).equals(SchemaTexts.type(from))) {
        return values.of(from, branch);
      }
    }
    NoConversionException refused = AvroValues.none(from, to);
    for (Schema branch : to.getTypes()) {
      if (branch.getType() != Schema.Type.NULL) {
        try {
          return values.of(from, branch);
        } catch (NoConversionException none) {
          refused = none;
        }
      }
    }
    throw refused;
  }

  private static boolean isNamed(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> true;
      default -> false;
    };
  }

  AvroValue array(Schema from, Schema to) throws NoConversionException {
    require(from, to);
    AvroValue items = values.of(from.getElementType(), to.getElementType());
    return value -> {
      Collection<?> source = (Collection<?>) value;
      List<Object> target = new ArrayList<>(source.size());
      for (Object item : source) {
        target.add(items.of(item));
      }
      return new GenericData.Array<>(to, target);
    };
  }

  AvroValue map(Schema from, Schema to) throws NoConversionException {
    require(from, to);
    AvroValue entries = values.of(from.getValueType(), to.getValueType());
    return value -> {
      Map<String, Object> target = new HashMap<>();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        target.put(entry.getKey().toString(), entries.of(entry.getValue()));
      }
      return target;
    };
  }

  private record Member(int from, AvroValue value, Object fallback) {}

  /** Fields by their names and aliases; the mapping speaks of the outermost record alone. */
  AvroValue record(Schema from, Schema to) throws NoConversionException {
    require(from, to);
    if (depth == DEEPEST) {
      throw new NoConversionException(
          from.getFullName() + " holds records within records more than " + DEEPEST + " deep");
    }
    depth++;
    try {
      List<Member> members = new ArrayList<>();
      for (Schema.Field field : to.getFields()) {
        members.add(member(from, field));
      }
      return value -> record((IndexedRecord) value, to, members);
    } finally {
      depth--;
    }
  }

  private Member member(Schema from, Schema.Field field) throws NoConversionException {
    Schema.Field source = FieldPath.named(from, field);
    if (source != null) {
      return new Member(source.pos(), values.of(source.schema(), field, null), null);
    } else if (field.hasDefaultValue()) {
      return new Member(-1, null, model.getDefaultValue(field));
    }
    throw new NoConversionException(from.getFullName() + " has no field " + field.name());
  }

  private Object record(IndexedRecord source, Schema to, List<Member> members)
      throws BadRecordException {
    IndexedRecord target = (IndexedRecord) model.newRecord(null, to);
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      target.put(i, member.from < 0 ? member.fallback : member.value.of(source.get(member.from)));
    }
    return target;
  }

  private static void require(Schema from, Schema to) throws NoConversionException {
    if (from.getType() != to.getType()) {
      throw AvroValues.none(from, to);
    }
  }
}
