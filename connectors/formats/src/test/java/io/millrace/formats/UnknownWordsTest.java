package io.millrace.formats;

import static io.millrace.formats.Records.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.accesslog.AccessLogFormat;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.joblog.JobLogFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.formats.spans.SpanFormat;
import io.millrace.formats.value.EnumWords;
import io.millrace.schemas.SchemaCatalog;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.services.Span;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.avro.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Of every enumeration of every shipped schema, through every text format that can hold it: a word
 * that nothing knows makes a dead letter, and a word that is known the same symbol in all of them.
 */
class UnknownWordsTest {
  private static final List<Place> PLACES = allPlaces();
  private static final Map<String, Decoder<? extends IndexedRecord>> DECODERS = new HashMap<>();

  /** A field that holds an enum. */
  private record Place(RecordType<?> type, Schema.Field field, Schema symbols) {
    @Override
    public String toString() {
      return type + "." + field.name();
    }
  }

  @Property(tries = 1000)
  void aWordThatNothingKnowsMakesADeadLetter(
      @ForAll("places") Object at, @ForAll("words") String word) {
    Place place = (Place) at;
    Assume.that(!known(place.symbols).contains(plain(word)));

    ofEveryFormat(place, word)
        .forEach(
            (format, decoded) -> {
              assertThat(decoded).as(format + " " + place).isInstanceOf(Decoded.Bad.class);
              Decoded.Bad<?> bad = (Decoded.Bad<?>) decoded;
              assertThat(bad.code()).isEqualTo(ErrorCode.WRONG_FIELD);
              assertThat(bad.message())
                  .contains(place.field.name())
                  .contains("expected one of " + place.symbols.getEnumSymbols().get(0));
            });
  }

  @Property(tries = 1000)
  void aTypingErrorMakesADeadLetter(
      @ForAll("places") Object at,
      @ForAll int which,
      @ForAll int where,
      @ForAll boolean left,
      @ForAll boolean lower) {
    List<String> symbols = ((Place) at).symbols.getEnumSymbols();
    String symbol = symbols.get(Math.floorMod(which, symbols.size()));
    int cut = 1 + Math.floorMod(where, symbol.length() - 1);
    String typed =
        left
            ? symbol.substring(0, cut - 1) + symbol.substring(cut)
            : symbol.substring(0, cut) + "Q" + symbol.substring(cut);
    aWordThatNothingKnowsMakesADeadLetter(at, lower ? typed.toLowerCase(Locale.ROOT) : typed);
  }

  @Property(tries = 1000)
  void aSymbolIsReadInAnyCaseAndWithAnyBlanks(
      @ForAll("places") Object at, @ForAll int which, @ForAll("blanks") String blank) {
    Place place = (Place) at;
    List<String> symbols = place.symbols.getEnumSymbols();
    String symbol = symbols.get(Math.floorMod(which, symbols.size()));
    String spelt = symbol.replace("_", blank);

    for (String word : List.of(symbol, spelt, spelt.toLowerCase(Locale.ROOT))) {
      ofEveryFormat(place, word)
          .forEach(
              (format, decoded) -> {
                assertThat(decoded).as(format + " " + word).isInstanceOf(Decoded.Ok.class);
                IndexedRecord event = ((Decoded.Ok<? extends IndexedRecord>) decoded).event();
                assertThat(event.get(place.field.pos())).hasToString(symbol);
              });
    }
  }

  @Example
  void everyListedWordStandsForItsSymbolInAnyCase() {
    for (Place place : PLACES) {
      EnumWords words = EnumWords.of(place.symbols, Map.of());
      EnumWords.listed(place.symbols)
          .forEach(
              (symbol, list) ->
                  list.stream()
                      .filter(word -> !word.contains("..") && !word.endsWith("*"))
                      .flatMap(word -> Stream.of(word, word.toLowerCase(Locale.ROOT)))
                      .forEach(
                          word -> assertThat(words.symbolOf(word)).as(word).isEqualTo(symbol)));
    }
  }

  @Property(tries = 300)
  void accessLogsAndSpansKnowNoMoreWords(@ForAll("words") String word) {
    Assume.that(word.matches("[A-Za-z_]\\w*") && !known(PLACES).contains(plain(word)));
    Stream.of(
            accessLog(
                AccessLogFormat.Layout.CLOUDFRONT,
                "#Fields: date time time-taken sc-status x-edge-result-type",
                "2026-01-01\t00:00:00\t0.1\t200\t" + word),
            accessLog(
                AccessLogFormat.Layout.CLOUDFRONT,
                "#Fields: date time time-taken sc-status tier",
                "2026-01-01\t00:00:00\t0.1\t200\t" + word),
            accessLog(AccessLogFormat.Layout.NASA_TSV, "host\ttime\tcache_status", "h\t1\t" + word),
            accessLog(
                AccessLogFormat.Layout.FASTLY_JSON,
                "{}",
                "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"response_state\":\"" + word + "\"}"),
            accessLog(
                AccessLogFormat.Layout.FASTLY_JSON,
                "{}",
                "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"cache_status\":\"" + word + "\"}"),
            span(SpanFormat.Encoding.ZIPKIN_V2, "{%s,\"timestamp\":1,\"kind\":\"" + word + "\"}"),
            span(SpanFormat.Encoding.OTLP_JSON, otlp("\"kind\":\"" + word + "\"")),
            span(SpanFormat.Encoding.OTLP_JSON, otlp("\"status\":{\"code\":\"" + word + "\"}")))
        .forEach(
            decoded -> {
              assertThat(decoded).isInstanceOf(Decoded.Bad.class);
              assertThat(((Decoded.Bad<?>) decoded).code()).isEqualTo(ErrorCode.WRONG_FIELD);
            });
  }

  @Provide
  Arbitrary<Object> places() {
    return Arbitraries.of(PLACES).map(place -> place);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("qxzjQXZJ_- ").ofMinLength(1).ofMaxLength(12),
        Arbitraries.of("3", "36", "100", "2.5", "-2", "1e3", "007", "0x", "0xZZ", "?", "*", "--"),
        Arbitraries.of("Ünknown", "未知", "true!", "a..b", "symbol", "default", "\u00a0"));
  }

  @Provide
  Arbitrary<String> blanks() {
    return Arbitraries.of("_", "-", " ", "");
  }

  /** What becomes of a record with this word, by format. */
  private static Map<String, Decoded<? extends IndexedRecord>> ofEveryFormat(
      Place place, String word) {
    Map<String, String> fields = new LinkedHashMap<>();
    boolean simple = true;
    for (Schema.Field field : place.type.schema().getFields()) {
      if (field.equals(place.field)) {
        fields.put(field.name(), quoted(word));
      } else if (!field.hasDefaultValue()) {
        fields.put(field.name(), value(field.schema()));
        simple &= isFlat(field.schema());
      }
    }
    Map<String, Decoded<? extends IndexedRecord>> decoded = new LinkedHashMap<>();
    String json = json(fields);
    FieldMapping none = FieldMapping.none();
    decoded.put("json", decode(place, JsonFormat.document(none), "", json));
    decoded.put("jsonl", decode(place, JsonFormat.lines(none), "", json));
    // To job logs a state is that of a job, which they change.
    boolean jobLog =
        !place.field.name().equals("state")
            && place.type.schema().getFields().stream().allMatch(field -> isFlat(field.schema()));
    if (jobLog) {
      decoded.put("slurm-json", decode(place, jobLog(JobLogFormat.Layout.SLURM_JSON), "", json));
    }
    if (simple) {
      CsvFormat csv = new CsvFormat(none, ',', List.copyOf(fields.keySet()));
      decoded.put("csv", decode(place, csv, "", joined(fields, UnknownWordsTest::cell, ",")));
    }
    if (simple && jobLog && !word.isBlank()) {
      decoded.put(
          "sacct",
          decode(
              place,
              jobLog(JobLogFormat.Layout.SACCT),
              "JobID|Submit|" + String.join("|", fields.keySet()),
              "1|2026-01-01T00:00:00|" + joined(fields, UnknownWordsTest::bare, "|")));
    }
    return decoded;
  }

  private static String joined(
      Map<String, String> fields, UnaryOperator<String> value, String delimiter) {
    return fields.values().stream().map(value).collect(Collectors.joining(delimiter));
  }

  /** By a decoder that has read other words before. */
  private static Decoded<? extends IndexedRecord> decode(
      Place place, Format format, String header, String record) {
    Decoder<? extends IndexedRecord> decoder =
        DECODERS.computeIfAbsent(
            format.name() + place,
            first -> {
              Decoder<? extends IndexedRecord> made = format.decoder(place.type);
              made.decode(line(header));
              return made;
            });
    return decoder.decode(line(record));
  }

  private static JobLogFormat jobLog(JobLogFormat.Layout layout) {
    return new JobLogFormat(layout, FieldMapping.none(), List.of());
  }

  private static Decoded<EdgeRequest> accessLog(
      AccessLogFormat.Layout layout, String header, String record) {
    Decoder<EdgeRequest> decoder =
        new AccessLogFormat(layout, FieldMapping.none()).decoder(EdgeRequest.class);
    decoder.decode(line(header));
    return decoder.decode(line(record));
  }

  private static Decoded<Span> span(SpanFormat.Encoding encoding, String record) {
    return new SpanFormat(encoding, FieldMapping.none())
        .decoder(Span.class)
        .decode(line(record.formatted("\"traceId\":\"1\",\"id\":\"2\"")));
  }

  private static String otlp(String member) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"1\",\"spanId\":\"2\","
        + "\"endTimeUnixNano\":1,"
        + member
        + "}]}]}]}";
  }

  /** Whether one text can hold such a value. */
  private static boolean isFlat(Schema schema) {
    return switch (schema.getType()) {
      case ARRAY, MAP, RECORD, FIXED -> false;
      case UNION -> schema.getTypes().stream().allMatch(UnknownWordsTest::isFlat);
      default -> true;
    };
  }

  /** A valid value in JSON. */
  private static String value(Schema schema) {
    if (schema.getLogicalType() != null) {
      boolean decimal = schema.getLogicalType().getName().equals("decimal");
      return decimal ? "1" : "\"2026-01-01T00:00:00Z\"";
    }
    return switch (schema.getType()) {
      case STRING -> "\"x\"";
      case ENUM -> quoted(schema.getEnumSymbols().get(0));
      case BOOLEAN -> "true";
      case ARRAY -> "[]";
      case MAP -> "{}";
      default -> "1";
    };
  }

  private static String json(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> quoted(field.getKey()) + ":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String cell(String json) {
    return '"' + bare(json).replace("\"", "\"\"") + '"';
  }

  private static String bare(String json) {
    return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
  }

  private static Set<String> known(List<Place> places) {
    return places.stream()
        .flatMap(place -> known(place.symbols).stream())
        .collect(Collectors.toSet());
  }

  /** All that may be known, by code of its own. */
  private static Set<String> known(Schema symbols) {
    List<String> words = new ArrayList<>(symbols.getEnumSymbols());
    EnumWords.listed(symbols).values().forEach(words::addAll);
    return words.stream().map(UnknownWordsTest::plain).collect(Collectors.toSet());
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static List<Place> allPlaces() {
    List<Place> places = new ArrayList<>();
    SchemaCatalog.shipped()
        .current()
        .forEach(
            (name, schema) -> {
              RecordType<?> type = RecordType.of(SchemaCatalog.recordClass(name).orElseThrow());
              for (Schema.Field field : schema.getFields()) {
                EnumWords.enumOf(field.schema())
                    .ifPresent(symbols -> places.add(new Place(type, field, symbols)));
              }
            });
    return places;
  }
}
