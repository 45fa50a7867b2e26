package io.millrace.platform.delivery;

import io.millrace.schemas.platform.Arrival;
import io.millrace.sdk.ArrivalView;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import io.millrace.sdk.avro.RecordType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** Events of any schema as arrivals, by fields of which the parameters tell the names. */
final class DeliveryView implements ArrivalView<Arrival> {
  private static final long serialVersionUID = 1L;

  private static final Set<Schema.Type> WHOLE = EnumSet.of(Schema.Type.INT, Schema.Type.LONG);

  private static final Set<Schema.Type> NAMES =
      EnumSet.of(
          Schema.Type.STRING,
          Schema.Type.ENUM,
          Schema.Type.INT,
          Schema.Type.LONG,
          Schema.Type.BOOLEAN,
          Schema.Type.FIXED);

  private final ArrayList<String> source;
  private final String epoch;
  private final String sequence;
  private final ArrayList<String> fields;

  DeliveryView(DeliveryParameters parameters) {
    source = new ArrayList<>(parameters.source());
    epoch = parameters.epoch();
    sequence = parameters.sequence();
    Set<String> distinct = new LinkedHashSet<>(source);
    distinct.add(epoch);
    distinct.add(sequence);
    distinct.remove("");
    fields = new ArrayList<>(distinct);
  }

  @Override
  public RecordType<Arrival> type() {
    return RecordType.of(Arrival.class);
  }

  @Override
  public List<String> fields(Schema schema) {
    List<MillraceException> refused = new ArrayList<>();
    source.forEach(name -> check(schema, "source", name, NAMES, refused));
    check(schema, "epoch", epoch, NAMES, refused);
    check(schema, "sequence", sequence, WHOLE, refused);
    if (!refused.isEmpty()) {
      String all =
          refused.stream().map(MillraceException::getMessage).collect(Collectors.joining("; "));
      throw new MillraceException(refused.get(0).code(), all);
    }
    return fields;
  }

  private static void check(
      Schema schema,
      String parameter,
      String name,
      Set<Schema.Type> allowed,
      List<MillraceException> refused) {
    Schema.Field field = schema.getField(name);
    String where = "parameter '" + parameter + "': " + schema.getName();
    if (name.isEmpty()) {
      return;
    } else if (field == null) {
      List<String> known = schema.getFields().stream().map(Schema.Field::name).toList();
      refused.add(
          new MillraceException(
              ErrorCode.UNKNOWN_NAME,
              where + " has no field '" + name + "'" + Suggestions.of(name, known)));
    } else if (!fits(field.schema(), allowed)) {
      String expected = allowed == WHOLE ? "a whole number" : "a text, whole number or enum";
      refused.add(
          new MillraceException(
              ErrorCode.WRONG_TYPE,
              where + "." + name + " is " + field.schema() + "; expected " + expected));
    }
  }

  private static boolean fits(Schema type, Set<Schema.Type> allowed) {
    List<Schema> branches = type.isUnion() ? type.getTypes() : List.of(type);
    return branches.stream()
        .map(Schema::getType)
        .allMatch(branch -> branch == Schema.Type.NULL || allowed.contains(branch));
  }

  @Override
  public Arrival of(IndexedRecord event, Instant eventTime, Instant arrival) {
    Number number = (Number) value(event, sequence);
    Object run = value(event, epoch);
    return new Arrival(
        source(event),
        run == null ? null : run.toString(),
        number == null ? null : (Long) number.longValue(),
        eventTime,
        arrival);
  }

  private String source(IndexedRecord event) {
    if (source.size() == 1) {
      return text(value(event, source.get(0)));
    }
    List<String> parts = new ArrayList<>();
    for (String name : source) {
      // No two sources get one name, whatever theirs contain.
      parts.add(text(value(event, name)).replace("%", "%25").replace("/", "%2F"));
    }
    return String.join("/", parts);
  }

  private Object value(IndexedRecord event, String field) {
    return field.isEmpty() ? null : event.get(fields.indexOf(field));
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
