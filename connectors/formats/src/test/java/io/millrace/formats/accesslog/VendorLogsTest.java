package io.millrace.formats.accesslog;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static io.millrace.formats.Records.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.accesslog.AccessLogFormat.Layout;
import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.cdn.EdgeRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lines as the documentation of servers and networks shows them. */
class VendorLogsTest {

  @Test
  void cloudfrontReadsTheJsonOfVersion2WhoseNumbersAreTexts() {
    // Given
    String json =
        "{\"date\":\"2024-01-16\",\"time\":\"23:56:42\",\"x-edge-location\":\"CMH68-P2\","
            + "\"sc-bytes\":\"214182\",\"c-ip\":\"1.2.3.4\",\"cs-method\":\"GET\","
            + "\"cs(Host)\":\"d1.cloudfront.net\",\"cs-uri-stem\":\"/a.crate\","
            + "\"sc-status\":\"200\",\"cs(Referer)\":\"-\",\"cs(User-Agent)\":\"cargo%201.74.0\","
            + "\"x-edge-result-type\":\"Hit\",\"x-edge-request-id\":\"eGC6x==\","
            + "\"x-host-header\":\"static.crates.io\",\"time-taken\":\"0.017\","
            + "\"cs-protocol-version\":\"HTTP/2.0\",\"time-to-first-byte\":\"0.012\","
            + "\"sc-content-len\":\"213479\"}";

    // When
    EdgeRequest request = good(Logs.file(Layout.CLOUDFRONT, json).get(0));

    // Then
    assertThat(request).isEqualTo(good(Logs.file(Layout.CLOUDFRONT, Logs.CLOUDFRONT).get(0)));
  }

  @Test
  void cloudfrontTakesTheMoreExactTimeOfVersion2() {
    // Given
    String json =
        "{\"timestamp(ms)\":\"1731620046814\",\"time-taken\":\"0.014\",\"sc-status\":\"304\","
            + "\"c-country\":\"DE\"}";

    // When
    EdgeRequest request = good(Logs.file(Layout.CLOUDFRONT, json).get(0));

    // Then
    assertThat(request.getEventTime()).isEqualTo(Instant.ofEpochMilli(1_731_620_046_800L));
    assertThat(request.getCountry()).isEqualTo("DE");
  }

  @Test
  void cloudfrontRealtimeTellsTheEndAndTheEventTimeIsTheStart() {
    // When
    EdgeRequest request =
        good(Logs.file(Layout.CLOUDFRONT_REALTIME, Logs.CLOUDFRONT_REALTIME).get(0));

    // Then
    assertThat(request.getCacheStatus()).isNotNull();
    assertThat(EdgeRequest.newBuilder(request).setCacheStatus(null).build())
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.ofEpochSecond(1_700_000_000L))
                .setRequestId("IdOfIt==")
                .setSite("d1.cloudfront.net")
                .setPop("FRA56-P1")
                .setClient("192.0.2.9")
                .setCountry("DE")
                .setProtocol("HTTP/2.0")
                .setMethod("GET")
                .setRequestHost("www.example.org")
                .setPath("/a.js")
                .setReferrer("https://example.org/")
                .setUserAgent("curl/8 (x)")
                .setStatus(200)
                .setResponseBytes(1500L)
                .setBodyBytes(1200L)
                .setTtfbMs(100.0)
                .setTotalMs(250.0)
                .build());
  }

  @Test
  void cloudfrontRealtimeReadsTheColumnsOfItsConfigurationAndGuessesNone() {
    // Given one field of the 40 in place of another, and the columns of a configuration
    String other = Logs.CLOUDFRONT_REALTIME.replaceFirst("\tcurl/8%20\\(x\\)", "") + "\t0.251";
    AccessLogFormat three =
        new AccessLogFormat(
            Layout.CLOUDFRONT_REALTIME,
            FieldMapping.none(),
            List.of("sc-status", "timestamp", "cs-method"),
            "");

    // When
    Decoded<EdgeRequest> guessed = Logs.file(Layout.CLOUDFRONT_REALTIME, other).get(0);
    Decoded<EdgeRequest> told =
        three.decoder(EdgeRequest.class).decode(line("200\t1700000000.5\tGET"));
    Decoded<EdgeRequest> fewer = three.decoder(EdgeRequest.class).decode(line("200\t1700000000.5"));

    // Then
    assertThat(bad(guessed).message())
        .isEqualTo(
            "expected the 40 columns timestamp, ..., cs-headers-count, got 40 or others; list them"
                + " by 'columns' of the mapping");
    assertThat(good(told).getEventTime()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_500L));
    assertThat(bad(fewer).message())
        .isEqualTo("expected the 3 columns sc-status, ..., cs-method, got 2");
  }

  @Test
  void cloudflareSaysWhatItsEdgeAnswered() {
    // When
    EdgeRequest request = good(Logs.file(Layout.CLOUDFLARE, upper(Logs.CLOUDFLARE)).get(0));

    // Then
    assertThat(request)
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.parse("2026-01-31T12:00:00Z"))
                .setRequestId("7d0c")
                .setSite("www.example.org")
                .setPop("FRA")
                .setClient("2001:db8::7")
                .setCountry("DE")
                .setProtocol("HTTP/2")
                .setMethod("GET")
                .setRequestHost("www.example.org")
                .setPath("/a")
                .setUserAgent("curl/8")
                .setStatus(200)
                .setResponseBytes(900L)
                .setBodyBytes(700L)
                .setCacheStatus(CacheStatus.HIT)
                .setTtfbMs(31.0)
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "\"2026-01-31T12:00:00Z\"",
    "\"2026-01-31T13:00:00.000000000+01:00\"",
    "1769860800",
    "1769860800000",
    "1769860800000000",
    "1769860800000000000",
    "\"1769860800\""
  })
  void cloudflareWritesTimesAsTextsOrNumbersOfAnyUnit(String time) {
    // Given
    String text = Logs.CLOUDFLARE.replace("\"2026-01-31T12:00:00Z\"", time.replace("'", ""));

    // When
    EdgeRequest request = good(Logs.file(Layout.CLOUDFLARE, text).get(0));

    // Then
    assertThat(request.getEventTime()).isEqualTo("2026-01-31T12:00:00Z");
  }

  @Test
  void akamaiSaysTheSameInJsonAndInColumns() {
    // Given
    List<String> columns =
        List.of(
            "version", "cp", "reqTimeSec", "cliIP", "statusCode", "reqPath", "UA", "cacheStatus");
    AccessLogFormat structured =
        new AccessLogFormat(Layout.AKAMAI_DS2, FieldMapping.none(), columns, "");
    String blanks = "2 123456 1573840000 192.0.2.68 206 /path1/file.ext Mozilla%2F5.0+%28X11%29 0";

    // When
    EdgeRequest json = good(Logs.file(Layout.AKAMAI_DS2, Logs.AKAMAI).get(0));
    EdgeRequest row = good(structured.decoder(EdgeRequest.class).decode(line(blanks)));
    EdgeRequest tabs =
        good(structured.decoder(EdgeRequest.class).decode(line(blanks.replace(' ', '\t'))));

    // Then
    assertThat(json)
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.ofEpochSecond(1_573_840_000L))
                .setRequestId("1239f220")
                .setSite("123456")
                .setHost("203.0.113.3")
                .setClient("192.0.2.68")
                .setCountry("IN")
                .setMethod("GET")
                .setRequestHost("test.example.org")
                .setPath("/path1/file.ext")
                .setReferrer("https://example.org/start")
                .setUserAgent("Mozilla/5.0 (X11)")
                .setStatus(206)
                .setResponseBytes(5227L)
                .setBodyBytes(4995L)
                .setCacheStatus(CacheStatus.HIT)
                .setTtfbMs(14.0)
                .build());
    assertThat(row.getUserAgent()).isEqualTo(json.getUserAgent());
    assertThat(row.getCacheStatus()).isEqualTo(CacheStatus.MISS);
    assertThat(row.getBodyBytes()).isNull();
    assertThat(tabs).isEqualTo(row);
    assertThat(bad(Logs.file(Layout.AKAMAI_DS2, blanks).get(0)).message())
        .isEqualTo("expected a JSON object, or fields whose names 'columns' of the mapping lists");
  }

  @Test
  void haproxySaysClientFrontendTimersAndOutcome() {
    // When
    EdgeRequest request = good(Logs.file(Layout.HAPROXY, Logs.HAPROXY).get(0));

    // Then
    assertThat(request)
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.parse("2009-02-06T12:14:14.655Z"))
                .setSite("http-in")
                .setClient("10.0.1.2")
                .setProtocol("HTTP/1.1")
                .setMethod("GET")
                .setPath("/index.html")
                .setStatus(200)
                .setResponseBytes(2750L)
                .setTtfbMs(109.0)
                .setTotalMs(119.0)
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          10/0/30/69/109 200 2750   | 200 | 2750 | 109  | 109
          10/0/30/69/+109 200 +2750 | 200 | null | 109  | null
          10/0/-1/-1/109 503 212    | 503 | 212  | null | 109
          -1/-1/-1/-1/5007 -1 0     | 0   | 0    | null | 5007
          """)
  void haproxyMarksWhatWasNeverReachedAndWhatGoesOn(
      String figures, int status, Long bytes, Double firstByte, Double total) {
    // Given no captured headers either
    String text =
        Logs.HAPROXY
            .replace("10/0/30/69/119 200 2750", figures)
            .replace("{1wt.eu} {} ", "")
            .replace("10.0.1.2:", "2001:db8::7:");

    // When
    EdgeRequest request = good(Logs.file(Layout.HAPROXY, text).get(0));

    // Then
    assertThat(request.getClient()).isEqualTo("2001:db8::7");
    assertThat(request.getStatus()).isEqualTo(status);
    assertThat(request.getResponseBytes()).isEqualTo(bytes);
    assertThat(request.getTtfbMs()).isEqualTo(firstByte);
    assertThat(request.getTotalMs()).isEqualTo(total);
  }

  @Test
  void haproxyHasTheZoneOfTheMappingAndItsOtherFormatsAreRefused() {
    // Given
    FieldMapping berlin = new FieldMapping(Map.of(), Map.of(), null, ZoneId.of("Europe/Berlin"));
    String tcp =
        "10.0.1.2:33313 [06/Feb/2009:12:12:51.443] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0";

    // When
    EdgeRequest request =
        good(
            new AccessLogFormat(Layout.HAPROXY, berlin)
                .decoder(EdgeRequest.class)
                .decode(line(Logs.HAPROXY)));

    // Then
    assertThat(request.getEventTime()).isEqualTo("2009-02-06T11:14:14.655Z");
    assertThat(bad(Logs.file(Layout.HAPROXY, tcp).get(0)).message())
        .isEqualTo("the timers: expected five timers such as 10/0/30/69/109, got \"0/0/5007\"");
  }

  @Test
  void envoySaysTheSameInItsDefaultFormatAndInJson() {
    // Given
    String json =
        "{\"start_time\":\"2016-04-15T20:17:00.310Z\",\"method\":\"POST\","
            + "\"path\":\"/api/v1/locations\",\"protocol\":\"HTTP/2\",\"response_code\":204,"
            + "\"response_flags\":\"-\",\"bytes_received\":154,\"bytes_sent\":0,\"duration\":226,"
            + "\"user_agent\":\"nsq2http\",\"request_id\":\"cc21d9b0-cf5c\","
            + "\"authority\":\"locations\",\"upstream_host\":\"10.0.2.1:80\"}";

    // When
    EdgeRequest text = good(Logs.file(Layout.ENVOY, Logs.ENVOY).get(0));

    // Then
    assertThat(text)
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.parse("2016-04-15T20:17:00.310Z"))
                .setRequestId("cc21d9b0-cf5c")
                .setSite("locations")
                .setProtocol("HTTP/2")
                .setMethod("POST")
                .setRequestHost("locations")
                .setPath("/api/v1/locations")
                .setUserAgent("nsq2http")
                .setStatus(204)
                .setBodyBytes(0L)
                .setTotalMs(226.0)
                .build());
    assertThat(good(Logs.file(Layout.ENVOY, json).get(0))).isEqualTo(text);
  }

  @Test
  void envoyOfAnotherFormatIsNotReadAsIfItWereTheDefault() {
    // Given what Istio writes
    String istio = Logs.ENVOY.replace(" 204 - 154", " 204 - via_upstream - \"-\" 154");

    // When
    Decoded.Bad<?> bad = bad(Logs.file(Layout.ENVOY, istio).get(0));

    // Then
    assertThat(bad.message())
        .isEqualTo("%BYTES_RECEIVED%: expected a number, got \"via_upstream\"");
  }

  @Test
  void traefikSaysTheSameInItsCommonFormatAndInJson() {
    // Given
    String json =
        "{\"ClientAddr\":\"192.0.2.6:52828\",\"ClientHost\":\"192.0.2.6\","
            + "\"DownstreamContentSize\":612,\"DownstreamStatus\":200,\"Duration\":12000000,"
            + "\"OriginStatus\":200,\"RequestMethod\":\"GET\",\"RequestPath\":\"/d?e\","
            + "\"RequestProtocol\":\"HTTP/1.1\",\"StartUTC\":\"2018-03-22T18:07:49Z\","
            + "\"RequestHost\":\"www.example.org\",\"RequestAddr\":\"www.example.org:80\","
            + "\"request_User-Agent\":\"UA\",\"level\":\"info\",\"msg\":\"\"}";

    // When
    EdgeRequest text = good(Logs.file(Layout.TRAEFIK, Logs.TRAEFIK).get(0));
    EdgeRequest object = good(Logs.file(Layout.TRAEFIK, json).get(0));

    // Then
    assertThat(text)
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.parse("2018-03-22T18:07:49Z"))
                .setClient("192.0.2.6")
                .setProtocol("HTTP/1.1")
                .setMethod("GET")
                .setPath("/d")
                .setUserAgent("UA")
                .setStatus(200)
                .setBodyBytes(612L)
                .setTotalMs(12.0)
                .build());
    assertThat(object)
        .isEqualTo(
            EdgeRequest.newBuilder(text)
                .setSite("www.example.org")
                .setRequestHost("www.example.org:80")
                .build());
  }

  @Test
  void caddyTellsTheEndAndTheEventTimeIsTheStart() {
    // When
    EdgeRequest request = good(Logs.file(Layout.CADDY, Logs.CADDY).get(0));

    // Then
    assertThat(request)
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.ofEpochSecond(1_646_861_401L))
                .setSite("localhost")
                .setClient("192.0.2.4")
                .setProtocol("HTTP/2.0")
                .setMethod("GET")
                .setRequestHost("localhost:8443")
                .setPath("/a")
                .setUserAgent("curl/7.82.0")
                .setStatus(200)
                .setBodyBytes(10900L)
                .setTotalMs(524.1024)
                .build());
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOUDFLARE", "AKAMAI_DS2", "ENVOY", "TRAEFIK", "CADDY"})
  void anObjectThatSaysNoTimeOrStatusIsRefused(Layout layout) {
    // When
    Decoded.Bad<?> bad = bad(Logs.file(layout, "{\"level\":\"info\",\"msg\":\"started\"}").get(0));

    // Then
    assertThat(bad.message())
        .isEqualTo("expected the time of the request, the line does not say it");
  }

  /** With the word of the cache as the schema has it. */
  private static String upper(String text) {
    return text.replace("\"hit\"", "\"HIT\"");
  }
}
