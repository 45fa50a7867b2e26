package io.millrace.formats.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Unpivot;
import io.millrace.formats.Warnings;
import io.millrace.formats.value.Constant;
import io.millrace.formats.value.Decimals;
import io.millrace.formats.value.LogicalValues;
import io.millrace.formats.value.TextReader;
import io.millrace.formats.value.TextReaders;
import io.millrace.formats.value.TimeField;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Makes a reader of JSON for each type of a schema. */
final class JsonReaders {
  private final GenericData model;
  private final FieldMapping mapping;
  private final TextReaders texts;

  // A schema may contain itself, so a reader is known by name before it is complete.
  private final Map<String, JsonObjectReader> records = new HashMap<>();

  /** The member whose reader is being made. */
  private String member;

  JsonReaders(GenericData model, FieldMapping mapping, Warnings warnings) {
    this.model = model;
    this.mapping = mapping;
    this.texts = new TextReaders(model, mapping.times(), mapping.numbers(), warnings);
  }

  /** The reader of whole events, to which alone the mapping applies. */
  JsonObjectReader event(Schema schema) {
    JsonObjectReader reader = new JsonObjectReader(model, schema);
    Unpivot unpivot = mapping.unpivot();
    for (Schema.Field field : schema.getFields()) {
      if (unpivot != null && unpivot.fills(field.name())) {
        reader.add(null, null);
        continue;
      }
      addField(
          reader,
          field,
          mapping.columnsOf(field.name()),
          texts.constant(field, mapping),
          mapping.valuesOf(field.name()));
    }
    return reader;
  }

  /** The reader of the members that are events. */
  WideMembers wide(Schema schema, Unpivot unpivot) {
    Schema.Field name = schema.getField(unpivot.name());
    Schema.Field value = schema.getField(unpivot.value());
    return new WideMembers(
        unpivot,
        schema,
        name == null ? null : texts.of(name.schema(), name.name(), mapping.valuesOf(name.name())),
        value == null ? null : of(value, mapping.valuesOf(value.name())));
  }

  private JsonObjectReader record(Schema schema) {
    JsonObjectReader known = records.get(schema.getFullName());
    if (known != null) {
      return known;
    }
    JsonObjectReader reader = new JsonObjectReader(model, schema);
    records.put(schema.getFullName(), reader);
    schema.getFields().forEach(field -> addField(reader, field, List.of(field.name()), null, null));
    return reader;
  }

  private void addField(
      JsonObjectReader reader,
      Schema.Field field,
      List<String> names,
      Constant constant,
      Map<String, String> words) {
    reader.add(constant, field.hasDefaultValue() ? model.getDefaultValue(field) : null);
    JsonReader value = of(field, words);
    for (int rank = 0; rank < names.size(); rank++) {
      reader.addMember(names.get(rank), rank, value);
    }
    if (holdsBytes(field.schema())) {
      reader.addMember(field.name() + RecordJson.BASE64, names.size(), JsonReaders::base64);
    }
  }

  private JsonReader of(Schema.Field field, Map<String, String> words) {
    String outer = member;
    member = field.name();
    JsonReader reader = of(field.schema(), words);
    member = outer;
    return reader;
  }

  private static boolean holdsBytes(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        ? schema.getTypes().stream().anyMatch(JsonReaders::holdsBytes)
        : schema.getType() == Schema.Type.BYTES && schema.getLogicalType() == null;
  }

  private JsonReader of(Schema schema) {
    return of(schema, null);
  }

  /** A reader of a field; the words are of the user's own, for an enum. */
  private JsonReader of(Schema schema, Map<String, String> words) {
    LogicalValues logical = LogicalValues.of(schema, model);
    if (logical != null) {
      return ofLogical(schema, logical);
    }
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ARRAY -> array(schema);
      case MAP -> map(schema);
      case UNION -> union(schema, words);
      case STRING -> textOrNumber(texts.of(schema, member));
      case BYTES -> text("a text", texts.of(schema, member));
      case ENUM -> word(schema, texts.of(schema, member, words));
      case FIXED -> fixed(schema);
      case BOOLEAN -> bool(texts.of(schema, member));
      case INT -> numberOrText(JsonNumbers::int32, texts.of(schema, member));
      case LONG -> numberOrText(JsonNumbers::int64, texts.of(schema, member));
      case FLOAT -> numberOrText(JsonNumbers::float32, texts.of(schema, member));
      case DOUBLE -> numberOrText(JsonNumbers::float64, texts.of(schema, member));
      case NULL -> JsonReaders::nothing;
    };
  }

  private JsonReader ofLogical(Schema schema, LogicalValues logical) {
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      TextReader text = texts.of(schema, member);
      return parser ->
          parser.currentToken().isNumeric()
              ? logical.of(Decimals.fit(JsonNumbers.decimal(parser), decimal))
              : textOf("a number", text, parser);
    }
    TimeField time = texts.time(logical, member);
    return parser -> {
      if (!parser.currentToken().isNumeric()) {
        return textOf("a time", time, parser);
      } else if (!time.recognisesNumbers()) {
        return time.read(parser.getText());
      }
      return JsonNumbers.isLong(parser)
          ? time.ofNumber(parser.getLongValue())
          : time.ofNumber(JsonNumbers.decimal(parser));
    };
  }

  /** A number is taken as it is written: 12.50 stays so, and 1000000000 gets no exponent. */
  private static JsonReader textOrNumber(TextReader reader) {
    return parser ->
        parser.currentToken().isNumeric()
            ? reader.read(parser.getText())
            : textOf("a text", reader, parser);
  }

  /** A number in quotes is one in the style of the mapping. */
  private static JsonReader numberOrText(JsonReader number, TextReader reader) {
    return parser ->
        parser.currentToken() == JsonToken.VALUE_STRING
            ? reader.read(parser.getText())
            : number.read(parser);
  }

  private static JsonReader text(String expected, TextReader reader) {
    return parser -> textOf(expected, reader, parser);
  }

  /** Numbers and truths are words as well: some systems have no others. */
  private static JsonReader word(Schema schema, TextReader reader) {
    return parser -> {
      JsonToken token = parser.currentToken();
      if (token == JsonToken.VALUE_STRING || token.isNumeric() || token.isBoolean()) {
        return reader.read(parser.getText());
      }
      throw JsonTokens.unexpected(TextReaders.oneOf(schema), parser);
    };
  }

  private static Object textOf(String expected, TextReader reader, JsonParser parser)
      throws IOException, BadRecordException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw JsonTokens.unexpected(expected, parser);
    }
    return reader.read(parser.getText());
  }

  private JsonReader array(Schema schema) {
    JsonReader items = of(schema.getElementType());
    return parser -> {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw JsonTokens.unexpected("an array", parser);
      }
      List<Object> values = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        try {
          values.add(items.read(parser));
        } catch (BadMemberException inside) {
          throw inside.in("[" + values.size() + "]");
        } catch (BadRecordException bad) {
          throw new BadMemberException("[" + values.size() + "]", bad);
        }
      }
      return new GenericData.Array<>(schema, values);
    };
  }

  private JsonReader map(Schema schema) {
    JsonReader entries = of(schema.getValueType());
    return parser -> {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw JsonTokens.unexpected("an object", parser);
      }
      Map<String, Object> values = new HashMap<>();
      String key;
      while ((key = parser.nextFieldName()) != null) {
        parser.nextToken();
        try {
          values.put(key, entries.read(parser));
        } catch (BadMemberException inside) {
          throw inside.in(key);
        } catch (BadRecordException bad) {
          throw new BadMemberException(key, bad);
        }
      }
      return values;
    };
  }

  private JsonReader union(Schema schema, Map<String, String> words) {
    List<Schema> branches =
        schema.getTypes().stream().filter(one -> one.getType() != Schema.Type.NULL).toList();
    List<JsonReader> readers = branches.stream().map(branch -> of(branch, words)).toList();
    boolean nullable = schema.isNullable();
    return parser -> {
      if (nullable && parser.currentToken() == JsonToken.VALUE_NULL) {
        return null;
      }
      for (int branch = 0; branch < branches.size() - 1; branch++) {
        if (JsonBranches.suits(branches.get(branch), parser.currentToken())) {
          return readers.get(branch).read(parser);
        }
      }
      // The last one, which for a nullable field is the only one, makes the complaint.
      return branches.isEmpty() ? nothing(parser) : readers.get(branches.size() - 1).read(parser);
    };
  }

  private JsonReader fixed(Schema schema) {
    return parser -> {
      ByteBuffer bytes = (ByteBuffer) textOf("a text", texts.of(BYTES, ""), parser);
      if (bytes.remaining() != schema.getFixedSize()) {
        throw JsonTokens.unexpected("a text of " + schema.getFixedSize() + " bytes", parser);
      }
      return model.createFixed(null, bytes.array(), schema);
    };
  }

  private static final Schema BYTES = Schema.create(Schema.Type.BYTES);

  private static Object base64(JsonParser parser) throws IOException, BadRecordException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      try {
        return ByteBuffer.wrap(Base64.getDecoder().decode(parser.getText()));
      } catch (IllegalArgumentException wrong) {
        throw JsonTokens.unexpected("bytes in Base64", parser);
      }
    }
    throw JsonTokens.unexpected("bytes in Base64", parser);
  }

  private static JsonReader bool(TextReader reader) {
    return parser ->
        switch (parser.currentToken()) {
          case VALUE_TRUE -> true;
          case VALUE_FALSE -> false;
          case VALUE_STRING, VALUE_NUMBER_INT -> reader.read(parser.getText());
          default -> throw JsonTokens.unexpected("true or false", parser);
        };
  }

  private static Object nothing(JsonParser parser) throws IOException, BadRecordException {
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      throw JsonTokens.unexpected("null", parser);
    }
    return null;
  }
}
