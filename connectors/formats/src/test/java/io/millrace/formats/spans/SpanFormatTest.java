package io.millrace.formats.spans;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.formats.Decoded;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Records;
import io.millrace.formats.spans.SpanFormat.Encoding;
import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import io.millrace.schemas.services.SpanStatus;
import io.millrace.sdk.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpanFormatTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private static final String V2 =
      """
      {"traceId": "ABC1", "id": "1", "parentId": "0", "kind": "CLIENT", "name": "get /x",
       "timestamp": 1767268800000000, "duration": 1500, "shared": true,
       "localEndpoint": {"serviceName": "Shop", "ipv4": "10.0.0.1", "port": 80},
       "remoteEndpoint": {"serviceName": "stock", "ipv6": "::1"},
       "tags": {"error": "", "http.status_code": "503", "db.name": "orders"}}
      """;

  private static final String V1 =
      """
      {"traceId": "abc1", "id": "2", "parentId": "1", "name": "get",
       "timestamp": 1767268800000000, "duration": 3000,
       "annotations": [
         {"timestamp": 1767268800000000, "value": "cs", "endpoint": {"serviceName": "shop"}},
         {"timestamp": 1767268800001000, "value": "sr", "endpoint": {"serviceName": "stock"}},
         {"timestamp": 1767268800002000, "value": "ss", "endpoint": {"serviceName": "stock"}},
         {"timestamp": 1767268800003000, "value": "cr", "endpoint": {"serviceName": "shop"}}],
       "binaryAnnotations": [
         {"key": "error", "value": "broken", "endpoint": {"serviceName": "stock"}},
         {"key": "sa", "value": true, "endpoint": {"serviceName": "warehouse"}}]}
      """;

  private static final String OTLP_JSON =
      """
      {"resourceSpans": [{
        "resource": {"attributes": [
          {"key": "service.name", "value": {"stringValue": "shop"}},
          {"key": "k8s.pod.name", "value": {"stringValue": "shop-5d-x"}}]},
        "scopeSpans": [{"spans": [{
          "traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174",
          "parentSpanId": "eee19b7ec3c1b173", "name": "GET /x", "kind": 3,
          "traceState": "a=b,ot=p:1;th:c", "startTimeUnixNano": "1767268800000000000",
          "endTimeUnixNano": "1767268800001500001", "status": {"code": 2},
          "attributes": [
            {"key": "http.response.status_code", "value": {"intValue": "503"}},
            {"key": "server.address", "value": {"stringValue": "stock.local"}},
            {"key": "retried", "value": {"boolValue": true}}]}]}]}]}
      """;

  private static byte[] otlp() {
    byte[] span =
        Otlp.join(
            Otlp.id(1, "5b8efff798038103d269b633813fc60c"),
            Otlp.id(2, "eee19b7ec3c1b174"),
            Otlp.text(3, "a=b,ot=p:1;th:c"),
            Otlp.id(4, "eee19b7ec3c1b173"),
            Otlp.text(5, "GET /x"),
            Otlp.whole(6, 3),
            Otlp.fixed(7, 1_767_268_800_000_000_000L),
            Otlp.fixed(8, 1_767_268_800_001_500_001L),
            Otlp.attribute(9, "http.response.status_code", Otlp.whole(3, 503)),
            Otlp.attribute(9, "server.address", Otlp.text(1, "stock.local")),
            Otlp.attribute(9, "retried", Otlp.whole(2, 1)),
            Otlp.attribute(9, "load", Otlp.fixed(4, Double.doubleToLongBits(0.5))),
            Otlp.field(11, Otlp.fixed(1, 7), Otlp.text(2, "an event")),
            Otlp.field(15, Otlp.text(2, "broken"), Otlp.whole(3, 2)));
    byte[] resource =
        Otlp.join(
            Otlp.attribute(1, "service.name", Otlp.text(1, "shop")),
            Otlp.attribute(1, "k8s.pod.name", Otlp.text(1, "shop-5d-x")));
    // The resource after its spans, which protobuf allows.
    return Otlp.field(1, Otlp.field(2, Otlp.field(2, span)), Otlp.field(1, resource));
  }

  @Test
  void zipkinSaysBothSidesTimesInMicrosAndErrorsByATag() {
    // When
    Span span = good(decode(Encoding.ZIPKIN_V2, V2));

    // Then
    assertThat(span)
        .isEqualTo(
            Span.newBuilder()
                .setSource("10.0.0.1:80")
                .setEventTime(START.plusNanos(1_500_000))
                .setStartTime(START)
                .setDurationNanos(1_500_000L)
                .setTraceId("abc1")
                .setSpanId("1")
                .setShared(true)
                .setKind(SpanKind.CLIENT)
                .setService("shop")
                .setAddress("10.0.0.1")
                .setPort(80)
                .setOperation("get /x")
                .setPeerService("stock")
                .setPeerAddress("::1")
                .setStatus(SpanStatus.ERROR)
                .setHttpStatus(503)
                .setDatabase("orders")
                .build());
  }

  @Test
  void aZipkinSpanWithoutKindIsInternalAndWithoutDurationHasNoStart() {
    // When
    Span span =
        good(decode(Encoding.ZIPKIN_V2, "{\"traceId\":\"1\",\"id\":\"2\",\"timestamp\":1000000}"));

    // Then
    assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.getEventTime()).isEqualTo(Instant.ofEpochSecond(1));
    assertThat(span.getStartTime()).isNull();
    assertThat(span.getDurationNanos()).isNull();
    assertThat(span.getParentId()).isNull();
  }

  @Test
  void arraysOfSpansAndOfTracesAreSeveralSpans() {
    // When
    Decoded<Span> decoded = decode(Encoding.ZIPKIN_V2, "[[" + V2 + "," + V2 + "],[" + V2 + "]]");

    // Then
    assertThat(decoded).isInstanceOf(Decoded.Several.class);
    assertThat(decoded.events()).hasSize(3);
    assertThat(decode(Encoding.ZIPKIN_V2, "[" + V2 + "]")).isInstanceOf(Decoded.Ok.class);
    assertThat(decode(Encoding.ZIPKIN_V2, "[]")).isInstanceOf(Decoded.Nothing.class);
  }

  @Test
  void aSpanOfTheOldFormatIsTakenApartIntoItsTwoSides() {
    // When
    Decoded<Span> decoded = decode(Encoding.ZIPKIN_V1, V1);

    // Then
    assertThat(decoded.events())
        .extracting(
            Span::getService,
            Span::getKind,
            Span::getShared,
            Span::getDurationNanos,
            Span::getStatus,
            Span::getPeerService)
        .containsExactly(
            tuple("shop", SpanKind.CLIENT, false, 3_000_000L, SpanStatus.UNSET, "warehouse"),
            tuple("stock", SpanKind.SERVER, true, 1_000_000L, SpanStatus.ERROR, null));
  }

  @Test
  void aServerThatLeftTheTimestampToItsClientSharesTheId() {
    // Given
    String span =
        """
        {"traceId": "1", "id": "2", "annotations": [
          {"timestamp": 1000000, "value": "sr", "endpoint": {"serviceName": "in"}},
          {"timestamp": 1000007, "value": "ss", "endpoint": {"serviceName": "in"}}],
         "binaryAnnotations": [
          {"key": "ca", "value": true, "endpoint": {"serviceName": "in", "ipv4": "10.0.0.9"}}]}
        """;

    // When
    Span server = good(decode(Encoding.ZIPKIN_V1, span));

    // Then
    assertThat(server.getShared()).isTrue();
    assertThat(server.getDurationNanos()).isEqualTo(7_000);
    assertThat(server.getPeerService()).as("its own name beside the client's address").isNull();
    assertThat(server.getPeerAddress()).isEqualTo("10.0.0.9");
  }

  @Test
  void aMessageOfTheOldFormatHasAProducerAndItsBroker() {
    // Given
    String span =
        """
        {"traceId": "1", "id": "2", "annotations": [
          {"timestamp": 1000000, "value": "ms", "endpoint": {"serviceName": "out"}}],
         "binaryAnnotations": [
          {"key": "ma", "value": true, "endpoint": {"serviceName": "mq"}}]}
        """;

    // When
    Span producer = good(decode(Encoding.ZIPKIN_V1, span));

    // Then
    assertThat(producer.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(producer.getPeerService()).isEqualTo("mq");
  }

  @Test
  void otlpSaysTheSameInBothEncodings() {
    // Given
    Span expected =
        Span.newBuilder()
            .setSource("shop-5d-x")
            .setEventTime(START.plusNanos(1_500_000))
            .setStartTime(START)
            .setDurationNanos(1_500_001L)
            .setTraceId("5b8efff798038103d269b633813fc60c")
            .setSpanId("eee19b7ec3c1b174")
            .setParentId("eee19b7ec3c1b173")
            .setKind(SpanKind.CLIENT)
            .setService("shop")
            .setPod("shop-5d-x")
            .setOperation("GET /x")
            .setPeerAddress("stock.local")
            .setStatus(SpanStatus.ERROR)
            .setHttpStatus(503)
            .setAdjustedCount(4.0)
            .build();

    // When
    Decoded<Span> json = decode(Encoding.OTLP_JSON, OTLP_JSON);
    Decoded<Span> protobuf = decode(Encoding.OTLP, otlp());

    // Then
    assertThat(good(json)).isEqualTo(expected);
    assertThat(good(protobuf)).isEqualTo(expected);
  }

  @Test
  void namesOfEnumerationsAreReadToo() {
    // Given
    String named =
        OTLP_JSON
            .replace("\"kind\": 3", "\"kind\": \"SPAN_KIND_SERVER\"")
            .replace("\"code\": 2", "\"code\": \"STATUS_CODE_OK\"");

    // When
    Span span = good(decode(Encoding.OTLP_JSON, named));

    // Then
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getStatus()).isEqualTo(SpanStatus.OK);
  }

  @ParameterizedTest
  @CsvSource({
    "ot=th:0, 1.0",
    "ot=th:8, 2.0",
    "ot=th:c, 4.0",
    "ot=th:fd70a3d70a3d71, 100.0",
    "'x=1, ot=rv:1;th:8', 2.0",
    "x=th:8,",
    "ot=th:,",
    "ot=th:123456789abcdef,",
    "ot=th:xyz,"
  })
  void theThresholdOfSamplingSaysHowManyASpanStandsFor(String traceState, Double expected) {
    // When
    String count = SamplingThreshold.adjustedCount(traceState);

    // Then
    if (expected == null) {
      assertThat(count).isNull();
    } else {
      assertThat(Double.parseDouble(count))
          .isCloseTo(expected, org.assertj.core.api.Assertions.withinPercentage(1e-9));
    }
  }

  @Test
  void aConstantStandsForWhatNoSpanSays() {
    // Given
    FieldMapping mapping =
        new FieldMapping(Map.of(), Map.of("service", "${file}"), null, ZoneOffset.UTC);

    // When
    Decoded<Span> decoded =
        new SpanFormat(Encoding.ZIPKIN_V2, mapping)
            .decoder(Span.class)
            .decode(Records.line("{\"traceId\":\"1\",\"id\":\"2\",\"timestamp\":1000000}"));

    // Then
    assertThat(good(decoded).getService()).isEqualTo("pump-7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ZIPKIN_V2 | 7 | MALFORMED | expected a span or an array of spans, got",
        "ZIPKIN_V2 | {\"id\": | MALFORMED | no JSON",
        "ZIPKIN_V2 | {\"id\":\"1\"} | MISSING_FIELD | expected a trace id",
        "ZIPKIN_V2 | {\"traceId\":\"1\"} | MISSING_FIELD | expected a span id",
        "ZIPKIN_V2 | {\"traceId\":\"1\",\"id\":\"2\"} | BAD_TIME | event_time",
        "ZIPKIN_V2 | {\"traceId\":\"1\",\"id\":\"2\",\"timestamp\":\"x\"} | WRONG_TYPE | timestamp",
        "ZIPKIN_V2 | {\"traceId\":\"1\",\"id\":\"2\",\"timestamp\":1,\"kind\":\"X\"} | WRONG_FIELD | kind: expected one of UNSPECIFIED",
        "ZIPKIN_V2 | {\"traceId\":\"1\",\"id\":\"2\",\"timestamp\":1,\"kind\":\"\"} | WRONG_FIELD | kind: expected one of UNSPECIFIED",
        "OTLP_JSON | {\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"1\",\"spanId\":\"2\",\"endTimeUnixNano\":1,\"kind\":9}]}]}]} | WRONG_FIELD | kind: expected one of UNSPECIFIED",
        "OTLP_JSON | {\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"1\",\"spanId\":\"2\",\"endTimeUnixNano\":1,\"kind\":\"\"}]}]}]} | WRONG_FIELD | kind: expected one of UNSPECIFIED",
        "OTLP_JSON | {\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"1\",\"spanId\":\"2\",\"endTimeUnixNano\":1,\"status\":{\"code\":true}}]}]}]} | WRONG_FIELD | code: expected a number or a name, got",
        "OTLP_JSON | {\"spans\": []} | MALFORMED | an object with resourceSpans",
        "OTLP | {\"resourceSpans\": []} | MALFORMED | expected protobuf of OTLP"
      })
  void aRecordThatIsNoneSaysWhatWasExpected(
      Encoding encoding, String record, ErrorCode code, String message) {
    // When
    Decoded.Bad<?> bad = bad(decode(encoding, record));

    // Then
    assertThat(bad.code()).isEqualTo(code);
    assertThat(bad.message()).contains(message);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void anEncodingIsNamedAsInDefinitions(Encoding encoding) {
    assertThat(new SpanFormat(encoding, FieldMapping.none()).name())
        .isEqualTo(encoding.name().toLowerCase().replace('_', '-'));
  }

  @Property(tries = 2000)
  void flippedBitsOfProtobufAreAnswered(
      @ForAll @Size(min = 1, max = 4) java.util.List<@IntRange(max = 10_000) Integer> bits) {
    // given
    byte[] flipped = otlp();
    bits.forEach(bit -> flipped[bit / 8 % flipped.length] ^= (byte) (1 << bit % 8));

    // when
    Decoded<Span> decoded = decode(Encoding.OTLP, flipped);

    // then
    if (decoded instanceof Decoded.Bad<Span> bad) {
      assertThat(bad.message()).isNotBlank();
    } else {
      assertThat(decoded.events()).allMatch(span -> span.getEventTime() != null);
    }
  }

  @Property(tries = 1000)
  void anyBytesAreAnswered(@ForAll @Size(max = 100) byte[] garbage) {
    for (Encoding encoding : Encoding.values()) {
      // when
      Decoded<Span> decoded = decode(encoding, garbage);

      // then
      assertThat(decoded).isNotNull();
    }
  }

  private static Decoded<Span> decode(Encoding encoding, String record) {
    return decode(encoding, record.getBytes(StandardCharsets.UTF_8));
  }

  private static Decoded<Span> decode(Encoding encoding, byte[] record) {
    return new SpanFormat(encoding, FieldMapping.none())
        .decoder(Span.class)
        .decode(Records.bytes(record));
  }
}
