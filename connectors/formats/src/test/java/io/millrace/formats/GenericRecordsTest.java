package io.millrace.formats;

import static io.millrace.formats.Records.bytes;
import static io.millrace.formats.Records.good;
import static io.millrace.formats.Records.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.accesslog.AccessLogFormat;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.SingleObject;
import io.millrace.formats.avro.WriterSchemas;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.joblog.JobLogFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.formats.json.RecordJson;
import io.millrace.formats.sample.Sample;
import io.millrace.formats.spans.SpanFormat;
import io.millrace.sdk.avro.RecordType;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Records of a schema for which no class was generated. */
class GenericRecordsTest {
  private static final RecordType<GenericRecord> TYPE = RecordType.of(Sample.getClassSchema());

  private static final String JSON =
      "{\"name\":\"café\",\"time\":\"2013-12-16T17:00:00Z\",\"micros\":\"2013-12-16T17:00:00.000001Z\","
          + "\"local\":\"2013-12-16T17:00:00\",\"day\":\"2026-01-31\",\"clock\":\"12:30:00\",\"amount\":1200.50,"
          + "\"small\":7,\"big\":0,\"ratio\":0.1,\"value\":0.002,\"flag\":false,\"colour\":\"BLUE\","
          + "\"level\":\"LOW\",\"payload_base64\":\"/wA=\",\"tags\":[\"b\"],\"counts\":{\"a\":1},"
          + "\"children\":[{\"id\":1,\"parent\":{\"id\":2,\"parent\":null}}],\"either\":true}";

  private final RecordJson json = new RecordJson();

  @Test
  void everyKindOfFieldIsTheSameAsInAGeneratedClass() {
    // given
    Format format = JsonFormat.document(FieldMapping.none());
    Sample generated = good(format.decoder(Sample.class).decode(line(JSON)));

    // when
    GenericRecord generic = good(format.decoder(TYPE).decode(line(JSON)));

    // then
    assertThat(json.write(generic))
        .isEqualTo(json.write(generated))
        .startsWith(JSON.substring(0, 40));
    assertThat(generic.get("micros")).isEqualTo(generated.getMicros());
    assertThat(generic.get("amount")).isEqualTo(generated.getAmount());
  }

  @Test
  void aMappingOfFieldsThatAProjectionLeavesOutHasNoEffect() {
    // given
    RecordType<GenericRecord> projection = RecordType.of(Sample.getClassSchema(), List.of("name"));
    FieldMapping mapping =
        new FieldMapping(
            Map.of("name", List.of("n"), "small", List.of("s")),
            Map.of("value", "1.5"),
            null,
            ZoneOffset.UTC);

    // when
    List<Decoder<GenericRecord>> decoders =
        List.of(
            JsonFormat.lines(mapping).decoder(projection),
            CsvFormat.of(mapping).decoder(projection, List.of("n"), "x.csv"));

    // then
    assertThat(good(decoders.get(0).decode(line("{\"n\": \"a\", \"s\": \"no number\"}"))).get(0))
        .isEqualTo("a");
    assertThat(good(decoders.get(1).decode(line("a"))).get(0)).isEqualTo("a");
    for (AccessLogFormat.Layout layout : AccessLogFormat.Layout.values()) {
      if (layout != AccessLogFormat.Layout.LOG_FORMAT) {
        assertThat(new AccessLogFormat(layout, mapping).decoder(projection)).isNotNull();
      }
    }
    for (JobLogFormat.Layout layout : JobLogFormat.Layout.values()) {
      assertThat(new JobLogFormat(layout, mapping, List.of()).decoder(projection)).isNotNull();
    }
    for (SpanFormat.Encoding encoding : SpanFormat.Encoding.values()) {
      assertThat(new SpanFormat(encoding, mapping).decoder(projection)).isNotNull();
    }
  }

  @Test
  void avroOfAGeneratedClassIsReadByAnyProjectionOfItsSchema() {
    // given
    Sample written =
        good(JsonFormat.document(FieldMapping.none()).decoder(Sample.class).decode(line(JSON)));
    Schema projection =
        Schema.createRecord(
            "Sample",
            null,
            "io.millrace.formats.sample",
            false,
            List.of(
                new Schema.Field(
                    "value", Sample.getClassSchema().getField("value").schema(), null, null),
                new Schema.Field("tags", Sample.getClassSchema().getField("tags").schema())));

    // when
    GenericRecord read =
        good(
            new AvroFormat(GenericRecordsTest::onlySample)
                .decoder(RecordType.of(projection))
                .decode(bytes(SingleObject.of(written))));

    // then
    assertThat(json.write(read)).isEqualTo("{\"value\":0.002,\"tags\":[\"b\"]}");
  }

  private static WriterSchemas onlySample() {
    return new WriterSchemas() {
      @Override
      public Optional<Schema> byFingerprint(long fingerprint) {
        return Optional.of(Sample.getClassSchema());
      }

      @Override
      public Optional<Schema> byId(int id) {
        return Optional.empty();
      }
    };
  }
}
