package io.millrace.formats.accesslog;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Records;
import io.millrace.formats.accesslog.AccessLogFormat.Layout;
import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.cdn.Tier;
import io.millrace.sdk.ErrorCode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogFormatTest {

  @Test
  void combinedSaysClientTimeRequestOutcomeReferrerAndAgent() {
    // When
    EdgeRequest request = good(Logs.file(Layout.COMBINED, Logs.COMBINED).get(0));

    // Then
    assertThat(request)
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.parse("2000-10-10T20:55:36Z"))
                .setClient("10.0.0.7")
                .setProtocol("HTTP/1.0")
                .setMethod("GET")
                .setPath("/a%20b.gif")
                .setReferrer("http://example.org/start")
                .setUserAgent("Mozilla/4.08 [en] (Win98; \"I\" ;Nav)")
                .setStatus(200)
                .setBodyBytes(2326L)
                .build());
  }

  @Test
  void commonSaysTheSameWithoutReferrerAndAgentAndWritesNoBytesAsAHyphen() {
    // Given
    String line = "h - - [01/Aug/1995:00:00:01 -0400] \"HEAD /ksc.html HTTP/1.0\" 304 -";

    // When
    EdgeRequest request = good(Logs.file(Layout.COMMON, line).get(0));

    // Then
    assertThat(request.getEventTime()).isEqualTo("1995-08-01T04:00:01Z");
    assertThat(request.getBodyBytes()).isZero();
    assertThat(request.getResponseBytes()).isNull();
    assertThat(request.getReferrer()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          GET /a HTTP/1.1                | GET     | null          | /a   | HTTP/1.1
          GET /a b HTTP/1.1              | GET     | null          | /a b | HTTP/1.1
          GET /a                         | GET     | null          | /a   | null
          GET http://A.org:80/x?y HTTP/2 | GET     | a.org:80      | /x   | HTTP/2
          GET https://a.org HTTP/1.1     | GET     | a.org         | /    | HTTP/1.1
          GET /r?u=http://b.org HTTP/1.1 | GET     | null          | /r   | HTTP/1.1
          -                              | null    | null          | null | null
          \\x16\\x03\\x01 x              | null    | null          | null | null
          """)
  void aRequestLineIsTakenApartAsFarAsItIsOne(
      String line, String method, String host, String path, String protocol) {
    // When
    EdgeRequest request =
        good(
            Logs.file(Layout.COMMON, "h - - [01/Aug/1995:00:00:01 -0400] \"" + line + "\" 400 0")
                .get(0));

    // Then
    assertThat(request.getMethod()).isEqualTo(method);
    assertThat(request.getRequestHost()).isEqualTo(host);
    assertThat(request.getPath()).isEqualTo(path);
    assertThat(request.getProtocol()).isEqualTo(protocol);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          h - - [32/Aug/1995:00:00:01 -0400] "GET / HTTP/1.0" 200 1      | WRONG_FIELD | expected a time such as 10/Oct/2000:13:55:36 -0700, got "32/Aug/1995:00:00:01 -0400"
          h - - [01/Aug/1995:00:00:01 -0400] "GET / HTTP/1.0 200 1       | MALFORMED   | expected a closing quotation mark after the request line at character 37, got "GET / HTTP/1.0 200 1"
          h - - [01/Aug/1995:00:00:01 -0400] "GET / HTTP/1.0" ok 1       | WRONG_FIELD | column 'status': expected a whole number of 32 bits, got "ok"
          h - - [01/Aug/1995:00:00:01 -0400] "GET / HTTP/1.0" 200        | MALFORMED   | expected the number of bytes at character 56, got the end of the line
          h - - [01/Aug/1995:00:00:01 -0400] "GET / HTTP/1.0" 200 1 "a"  | MALFORMED   | expected the end of the line at character 58, got " "a""
          nothing                                                        | MALFORMED   | expected the client at character 1, got "nothing"
          """)
  void aLineOfAnotherFormIsRefusedWhereItDiffers(String line, ErrorCode code, String message) {
    // When
    Decoded.Bad<?> bad = bad(Logs.file(Layout.COMMON, line).get(0));

    // Then
    assertThat(bad.code()).isEqualTo(code);
    assertThat(bad.message()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          COMBINED | "203.0.113.1"       | ignored_fields after the user agent
          COMBINED | 0.005 HIT           | ignored_fields after the user agent
          COMMON   | 1234                | ignored_fields after the number of bytes
          """)
  void fieldsBeyondTheLayoutAreIgnoredAndCounted(Layout layout, String more, String warning) {
    // Given
    String line = Logs.GOOD.get(layout);

    // When
    Decoded<EdgeRequest> decoded = Logs.file(layout, line + " " + more).get(0);

    // Then
    assertThat(good(decoded)).isEqualTo(good(Logs.file(layout, line).get(0)));
    assertThat(Logs.warnings(decoded)).containsExactly(warning);
  }

  @Test
  void aLineThatGoesOnWithoutABlankIsRefused() {
    // When
    Decoded.Bad<?> bad = bad(Logs.file(Layout.COMBINED, Logs.COMBINED + "x").get(0));

    // Then
    assertThat(bad.message()).startsWith("expected the end of the line at character");
  }

  @Test
  void nasaTsvPassesItsHeaderAndTakesHostForTheClient() {
    // Given
    String header = "host\tlogname\ttime\tmethod\turl\tresponse\tbytes\treferer\tuseragent";

    // When
    List<Decoded<EdgeRequest>> decoded = Logs.file(Layout.NASA_TSV, header, Logs.NASA, "a\tb");

    // Then
    assertThat(decoded.get(0)).isEqualTo(new Decoded.Nothing<>());
    assertThat(good(decoded.get(1)))
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.ofEpochSecond(807_256_800))
                .setClient("pppa006.compuserve.com")
                .setMethod("GET")
                .setPath("/images/launch-logo.gif")
                .setStatus(200)
                .setBodyBytes(1713L)
                .build());
    assertThat(bad(decoded.get(2)).message()).isEqualTo("expected 9 columns, got 2");
  }

  @Test
  void cloudfrontTellsTheEndAndTheEventTimeIsTheStart() {
    // When
    EdgeRequest request =
        good(Logs.decoder(Layout.CLOUDFRONT).decode(Logs.onKafka(Logs.CLOUDFRONT)));

    // Then
    assertThat(request)
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.parse("2024-01-16T23:56:41.983Z"))
                .setRequestId("eGC6x==")
                .setSite("d1.cloudfront.net")
                .setPop("CMH68-P2")
                .setClient("1.2.3.4")
                .setProtocol("HTTP/2.0")
                .setMethod("GET")
                .setRequestHost("static.crates.io")
                .setPath("/a.crate")
                .setUserAgent("cargo 1.74.0")
                .setStatus(200)
                .setResponseBytes(214182L)
                .setBodyBytes(213479L)
                .setCacheStatus(CacheStatus.HIT)
                .setTtfbMs(12.0)
                .setTotalMs(17.0)
                .build());
  }

  @Test
  void cloudfrontReadsTheColumnsThatItsFileNames() {
    // When
    List<Decoded<EdgeRequest>> decoded =
        Logs.file(
            Layout.CLOUDFRONT,
            "#Version: 1.0",
            "#Fields: time-taken date time sc-status cs-method sc-content-len",
            "1.5\t2026-01-01\t00:00:01\t000\tHEAD\t77",
            "2026-01-01\t00:00:01\t200",
            "#Fields: date time sc-status",
            "2026-01-01\t00:00:01\t200",
            "#Version: 2.0",
            "2026-01-01\t00:00:01\t200");

    // Then
    EdgeRequest request = good(decoded.get(2));
    assertThat(request.getEventTime()).isEqualTo("2025-12-31T23:59:59.500Z");
    assertThat(request.getStatus()).isZero();
    assertThat(request.getBodyBytes()).as("of a response to HEAD").isNull();
    assertThat(bad(decoded.get(3)).message()).isEqualTo("expected 6 columns, got 3");
    assertThat(bad(decoded.get(5)).message())
        .isEqualTo(
            "expected a column 'time-taken', without which the start of the request is not known;"
                + " the line has none");
    assertThat(bad(decoded.get(7)).message())
        .isEqualTo("the log says that it is of version \"2.0\"; expected 1.0");
    assertThat(List.of(decoded.get(0), decoded.get(1), decoded.get(4), decoded.get(6)))
        .allMatch(Decoded.Nothing.class::isInstance);
  }

  @Test
  void onKafkaAHeaderSaysNothingOfTheLinesOfOtherFiles() {
    // Given
    Decoder<EdgeRequest> decoder = Logs.decoder(Layout.CLOUDFRONT);

    // When
    Decoded<EdgeRequest> header = decoder.decode(Logs.onKafka("#Fields: date time"));

    // Then
    assertThat(header).isEqualTo(new Decoded.Nothing<>());
    assertThat(decoder.decode(Logs.onKafka(Logs.CLOUDFRONT))).isInstanceOf(Decoded.Ok.class);
  }

  @Test
  void hugeNumbersAreRefusedAtOnce() {
    for (String taken : List.of("1e999999999", "1e-999999999", "-1", "abc")) {
      // When
      Decoded<EdgeRequest> decoded =
          Logs.decoder(Layout.CLOUDFRONT)
              .decode(Records.line(Logs.CLOUDFRONT.replace("0.017", taken)));

      // Then
      assertThat(bad(decoded).message())
          .isEqualTo("column 'time-taken': expected a number of seconds, got \"" + taken + "\"");
    }
  }

  @Test
  void fastlyJsonNamesTheNodeInItsHeaderAndTheRestInItsObject() {
    // When
    EdgeRequest request = good(Logs.file(Layout.FASTLY_JSON, Logs.FASTLY).get(0));

    // Then
    assertThat(request)
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.parse("2025-10-26T23:57:34.892608Z"))
                .setSite("crates")
                .setPop("BFI")
                .setHost("cache-bfi-kbfi7400083")
                .setClient("192.0.2.1")
                .setProtocol("HTTP/1.1")
                .setMethod("GET")
                .setRequestHost("static.crates.io")
                .setPath("/crates/rand/0.8.5/download")
                .setUserAgent("Bazel 7")
                .setStatus(200)
                .setResponseBytes(87113L)
                .setCacheStatus(CacheStatus.HIT)
                .setTtfbMs(250.0)
                .build());
  }

  @Test
  void fastlyJsonReadsObjectsWithoutHeaderAndTellsShieldsFromEdges() {
    // Given
    String line =
        """
        {"timestamp":"2026-01-01T00:00:00+0000","is_edge":false,"is_shield":true,"fastly_pop":"FRA",
        "response_bytes_header":100,"response_bytes_body":900,"response_state":"MISS",
        "response_time":0.5,"response_status":200,"origin_bytes":950}\
        """
            .replace("\n", "");

    // When
    EdgeRequest request = good(Logs.file(Layout.FASTLY_JSON, line).get(0));

    // Then
    assertThat(request.getTier()).isEqualTo(Tier.SHIELD);
    assertThat(request.getPop()).isEqualTo("FRA");
    assertThat(request.getResponseBytes()).isEqualTo(1000);
    assertThat(request.getBodyBytes()).isEqualTo(900);
    assertThat(request.getOriginBytes()).isEqualTo(950);
    assertThat(request.getCacheStatus()).isEqualTo(CacheStatus.MISS);
    assertThat(request.getTotalMs()).isEqualTo(500);
    assertThat(request.getTtfbMs()).isNull();
  }

  @Test
  void constantsStandForWhatALogDoesNotSay() {
    // Given
    FieldMapping mapping =
        new FieldMapping(Map.of(), Map.of("site", "${file}", "client", "?"), null, ZoneOffset.UTC);

    // When
    EdgeRequest request =
        good(
            new AccessLogFormat(Layout.NASA_TSV, mapping)
                .decoder(EdgeRequest.class)
                .decode(Records.line(Logs.NASA)));

    // Then
    assertThat(request.getSite()).isEqualTo("pump-7");
    assertThat(request.getClient()).isEqualTo("pppa006.compuserve.com");
  }
}
