package io.millrace.formats.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Tells when an enum takes its default because the writer's schema has symbols that the reader's
 * does not. Avro's own reader puts the default in silence; this one reads by a schema in which a
 * symbol of its own is the default, and puts the true one in its place. It is used only for writers
 * that have such symbols.
 */
final class LaterSymbols {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MARK = "millrace_later_symbol";

  private final Schema marked;
  private final Map<String, Schema> originals = new HashMap<>();
  private final List<String> seen = new ArrayList<>();

  private LaterSymbols(Schema reader, Set<String> enums) {
    visit(reader, new HashSet<>(), schema -> originals.put(schema.getFullName(), schema));
    this.marked = new Schema.Parser().parse(mark(reader.toString(), enums));
  }

  /** Of a reader's and a writer's schema; empty if the writer has no symbols of its own. */
  static Optional<LaterSymbols> of(Schema reader, Schema writer) {
    Map<String, Set<String>> written = new HashMap<>();
    visit(
        writer,
        new HashSet<>(),
        schema -> {
          if (schema.getType() == Schema.Type.ENUM) {
            written
                .computeIfAbsent(schema.getName(), name -> new HashSet<>())
                .addAll(schema.getEnumSymbols());
          }
        });
    Set<String> enums = new HashSet<>();
    visit(
        reader,
        new HashSet<>(),
        schema -> {
          if (schema.getType() == Schema.Type.ENUM
              && schema.getEnumDefault() != null
              && !schema
                  .getEnumSymbols()
                  .containsAll(written.getOrDefault(schema.getName(), Set.of()))) {
            enums.add(schema.getName());
          }
        });
    return enums.isEmpty() ? Optional.empty() : Optional.of(new LaterSymbols(reader, enums));
  }

  /** A reader of such records. */
  <T extends IndexedRecord> DatumReader<T> reader(RecordType<T> type, Schema writer) {
    return type.data() instanceof SpecificData specific
        ? new Specific<>(writer, specific)
        : new Generic<>(writer, type.data());
  }

  /** Forgets what was seen. */
  void clear() {
    seen.clear();
  }

  /** The names of enums that took their default since the last {@link #clear}. */
  List<String> seen() {
    return seen;
  }

  private Schema original(Schema schema) {
    return originals.getOrDefault(schema.getFullName(), schema);
  }

  /** The symbol at a position of an enum, or its default for those that it does not know. */
  private Object symbol(Schema expected, int position, GenericData data) {
    Schema original = original(expected);
    String symbol = expected.getEnumSymbols().get(position);
    if (symbol.equals(MARK)) {
      seen.add(expected.getName());
      symbol = original.getEnumDefault();
    }
    return data.createEnum(symbol, original);
  }

  private final class Specific<T> extends SpecificDatumReader<T> {
    Specific(Schema writer, SpecificData data) {
      super(writer, marked, data);
    }

    /** As Avro's own, but never by its fast reader, which makes enums in another way. */
    @Override
    @SuppressWarnings("unchecked")
    public T read(T reuse, Decoder in) throws IOException {
      ResolvingDecoder resolver = getResolver(getSchema(), getExpected());
      resolver.configure(in);
      T record = (T) read(reuse, getExpected(), resolver);
      resolver.drain();
      return record;
    }

    @Override
    protected Object readEnum(Schema expected, Decoder in) throws IOException {
      return symbol(expected, in.readEnum(), getData());
    }
  }

  private final class Generic<T> extends GenericDatumReader<T> {
    Generic(Schema writer, GenericData data) {
      super(writer, marked, data);
    }

    /** As Avro's own, but never by its fast reader, which makes enums in another way. */
    @Override
    @SuppressWarnings("unchecked")
    public T read(T reuse, Decoder in) throws IOException {
      ResolvingDecoder resolver = getResolver(getSchema(), getExpected());
      resolver.configure(in);
      T record = (T) read(reuse, getExpected(), resolver);
      resolver.drain();
      return record;
    }

    @Override
    protected Object readEnum(Schema expected, Decoder in) throws IOException {
      return symbol(expected, in.readEnum(), getData());
    }

    @Override
    protected Object readRecord(Object old, Schema expected, ResolvingDecoder in)
        throws IOException {
      return super.readRecord(old, original(expected), in);
    }
  }

  private static String mark(String schema, Set<String> enums) {
    try {
      JsonNode tree = JSON.readTree(schema);
      mark(tree, enums);
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void mark(JsonNode node, Set<String> enums) {
    boolean isEnum = node.path("type").asText().equals("enum");
    if (isEnum && enums.contains(node.path("name").asText())) {
      ((ArrayNode) node.get("symbols")).add(MARK);
      ((ObjectNode) node).put("default", MARK);
    } else {
      node.forEach(child -> mark(child, enums));
    }
  }

  /** Visits every record and enum of a schema once. */
  private static void visit(Schema schema, Set<String> visited, Consumer<Schema> visitor) {
    switch (schema.getType()) {
      case RECORD -> {
        if (visited.add(schema.getFullName())) {
          visitor.accept(schema);
          schema.getFields().forEach(field -> visit(field.schema(), visited, visitor));
        }
      }
      case ENUM -> {
        if (visited.add(schema.getFullName())) {
          visitor.accept(schema);
        }
      }
      case ARRAY -> visit(schema.getElementType(), visited, visitor);
      case MAP -> visit(schema.getValueType(), visited, visitor);
      case UNION -> schema.getTypes().forEach(branch -> visit(branch, visited, visitor));
      default -> {
        // Holds neither.
      }
    }
  }
}
