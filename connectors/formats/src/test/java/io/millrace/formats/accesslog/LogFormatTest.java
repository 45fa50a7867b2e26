package io.millrace.formats.accesslog;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static io.millrace.formats.Records.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.formats.accesslog.AccessLogFormat.Layout;
import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of format strings of Apache, nginx and Envoy. */
class LogFormatTest {
  private static final String APACHE =
      "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\" %D";

  @Test
  void apacheSaysHostClientTimeRequestOutcomeBytesAndMicroseconds() {
    // Given
    String text =
        "www.example.org:443 192.0.2.1 - jane doe [18/Oct/2017:20:56:59 +0200]"
            + " \"GET /g?x HTTP/1.1\" 200 640 \"http://a.org/\" \"U \\\"A\\\"\" 12345";

    // When
    EdgeRequest request = good(Logs.ofFormatString(APACHE).decode(line(text)));

    // Then
    assertThat(request)
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.parse("2017-10-18T18:56:59Z"))
                .setSite("www.example.org")
                .setClient("192.0.2.1")
                .setProtocol("HTTP/1.1")
                .setMethod("GET")
                .setPath("/g")
                .setReferrer("http://a.org/")
                .setUserAgent("U \"A\"")
                .setStatus(200)
                .setResponseBytes(640L)
                .setTotalMs(12.345)
                .build());
  }

  @Test
  void nginxSaysTheEndAndTheEventTimeIsTheStart() {
    // Given
    String format =
        "$remote_addr [$time_local] $msec $host \"$request\" $status $body_bytes_sent $bytes_sent"
            + " rt=$request_time uct=$upstream_connect_time cs=$upstream_cache_status";
    String text =
        "192.0.2.1 [18/Oct/2017:20:57:00 +0000] 1508360219.250 WWW.example.org:8080"
            + " \"GET /g HTTP/1.1\" 200 40 640 rt=0.250 uct=0.1, 0.2 : 0.3 cs=HIT";

    // When
    EdgeRequest request = good(Logs.ofFormatString(format).decode(line(text)));

    // Then
    assertThat(request)
        .isEqualTo(
            EdgeRequest.newBuilder()
                .setEventTime(Instant.ofEpochSecond(1_508_360_219L))
                .setSite("www.example.org")
                .setClient("192.0.2.1")
                .setProtocol("HTTP/1.1")
                .setMethod("GET")
                .setRequestHost("www.example.org:8080")
                .setPath("/g")
                .setStatus(200)
                .setBodyBytes(40L)
                .setResponseBytes(640L)
                .setCacheStatus(CacheStatus.HIT)
                .setTotalMs(250.0)
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          %t %>s %T %{ms}T %D                       | [18/Oct/2017:20:56:59 +0000] 200 0 12 12345     | 12.345
          %t %s %>s %{us}T                          | [18/Oct/2017:20:56:59 +0000] 301 200 1500       | 1.5
          %{%F %T %z}t;%>s;%T                       | 2017-10-18 22:56:59 +0200;200;2                 | 2000
          "%{%d/%b/%Y:%H:%M:%S}t" %>s %T            | "18/Oct/2017:20:56:59" 200 2                    | 2000
          %{sec}t %{msec_frac}t %>s %T              | 1508360219 250 200 2                            | 2000
          %{end:usec}t %>s %D                       | 1508360220000000 200 1000000                    | 1000
          $time_iso8601 $status $request_time       | 2017-10-18T22:57:01+02:00 200 2.000             | 2000
          $msec\\t$status\\t$request_time           | 1508360219.500\t200\t0.500                      | 500
          ${time_iso8601};${status};$request_time   | 2017-10-18T20:56:59+00:00;200;0.000             | 0
          %START_TIME% %RESPONSE_CODE% %DURATION%   | 2017-10-18T20:56:59.000Z 200 7                  | 7
          """)
  void timesAreReadInTheirUnit(String format, String text, double total) {
    // When
    EdgeRequest request = good(Logs.ofFormatString(format).decode(line(text)));

    // Then
    assertThat(request.getEventTime()).isEqualTo("2017-10-18T20:56:59Z");
    assertThat(request.getStatus()).isEqualTo(200);
    assertThat(request.getTotalMs()).isEqualTo(total);
  }

  @Test
  void aTimeWithoutAnOffsetIsOfTheZoneOfTheMapping() {
    // Given
    FieldMapping berlin = new FieldMapping(Map.of(), Map.of(), null, ZoneId.of("Europe/Berlin"));
    AccessLogFormat format =
        new AccessLogFormat(Layout.LOG_FORMAT, berlin, List.of(), "[%{%F %T}t] %>s");

    // When
    EdgeRequest request =
        good(format.decoder(EdgeRequest.class).decode(line("[2026-01-31 12:00:00] 200")));

    // Then
    assertThat(request.getEventTime()).isEqualTo("2026-01-31T11:00:00Z");
  }

  @Test
  void varnishncsaSaysHowTheCacheCameByTheResponse() {
    // Given
    String format = "%h %l %u %t \"%r\" %s %b %{Varnish:time_firstbyte}x %{Varnish:hitmiss}x";
    String text =
        "192.0.2.1 - - [18/Oct/2017:20:56:59 +0000] \"GET http://a.org/g HTTP/1.1\" 200 -"
            + " 0.031250 HIT";

    // When
    EdgeRequest request = good(Logs.ofFormatString(format).decode(line(text)));

    // Then
    assertThat(request.getTtfbMs()).isEqualTo(31.25);
    assertThat(request.getCacheStatus()).isEqualTo(CacheStatus.HIT);
    assertThat(request.getRequestHost()).isEqualTo("a.org");
    assertThat(request.getSite()).as("which a proxy's client may make up").isNull();
    assertThat(request.getBodyBytes()).isZero();
  }

  @Test
  void aMappingMayTakeWhatTheLayoutIgnores() {
    // Given
    FieldMapping mapping =
        new FieldMapping(
            Map.of("client", List.of("http_x_forwarded_for"), "pop", List.of("http_x_pop")),
            Map.of(),
            null,
            ZoneOffset.UTC);
    AccessLogFormat format =
        new AccessLogFormat(
            Layout.LOG_FORMAT,
            mapping,
            List.of(),
            "[$time_local] $status \"$http_x_forwarded_for\" \"$http_x_pop\"");

    // When
    EdgeRequest request =
        good(
            format
                .decoder(EdgeRequest.class)
                .decode(line("[18/Oct/2017:20:56:59 +0000] 200 \"203.0.113.9\" \"FRA\"")));

    // Then
    assertThat(request.getClient()).isEqualTo("203.0.113.9");
    assertThat(request.getPop()).isEqualTo("FRA");
  }

  @Test
  void fieldsBeyondTheFormatAreIgnoredAndCounted() {
    // Given
    String text = "[18/Oct/2017:20:56:59 +0000] 200 0.5 \"x\"";

    // When
    Decoded<EdgeRequest> decoded = Logs.ofFormatString("[$time_local] $status").decode(line(text));

    // Then
    assertThat(good(decoded).getTotalMs()).isNull();
    assertThat(Logs.warnings(decoded)).containsExactly("ignored_fields after $status");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [18/Oct/2017:20:56:59 +0000] "GET / HTTP/1.1" 200 x    | $body_bytes_sent: expected a number of bytes, got "x"
          [18/Oct/2017:20:56:59 +0000] "GET / HTTP/1.1" 20 5     | $status: expected a status of three digits, got "20"
          [18/Oct/2017:20:56:59 +0000] "GET / HTTP/1.1" - 5      | expected the status of the response, the line does not say it
          [18 Oct 2017] "GET / HTTP/1.1" 200 5                   | $time_local: expected a time such as 10/Oct/2000:13:55:36 -0700, got "18 Oct 2017"
          [18/Oct/2017:20:56:59 +0000] "GET / HTTP/1.1 200 5     | expected a closing quotation mark after $request at character 31, got "GET / HTTP/1.1 200 5"
          [18/Oct/2017:20:56:59 +0000] "GET / HTTP/1.1"x 200 5   | expected '" ' at character 45, got ""x 200 5"
          192.0.2.1 - - [18/Oct/2017:20:56:59 +0000] 200 5       | expected '[' at character 1, got "192.0.2.1 - - [18/Oct/2017:20:56:59 +0000] 200 5"
          """)
  void aLineOfAnotherFormIsRefusedWhereItDiffers(String text, String message) {
    // When
    Decoded.Bad<?> bad =
        bad(
            Logs.ofFormatString("[$time_local] \"$request\" $status $body_bytes_sent")
                .decode(line(text)));

    // Then
    assertThat(bad.message()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                                   | WRONG_TYPE  | expected a format string of Apache
          no fields                            | WRONG_TYPE  | expected a format string of Apache
          %h "%r" %>s                          | MISSING_KEY | does not say the time of a request
          $remote_addr [$time_local] "$request"| MISSING_KEY | does not say the status of a response
          %t %>s %r %b                         | WRONG_TYPE  | %r may hold blanks
          [$time_local] $http_user_agent $status | WRONG_TYPE | $http_user_agent may hold blanks
          %t %h%l %>s                          | WRONG_TYPE  | nothing stands between %h and %l
          %t %y %>s                            | WRONG_TYPE  | Apache has no directive %y
          %t %>s 100%                          | WRONG_TYPE  | expected a directive of Apache, or %%
          %{min}T %t %>s                       | WRONG_TYPE  | expected s, ms or us
          [%{end:%F %T}t] %>s %D               | WRONG_TYPE  | says no offset
          [%{%T}t] %>s                         | WRONG_TYPE  | does not say date and time of day
          [%{%F %T %Q}t] %>s                   | WRONG_TYPE  | %Q within %{%F %T %Q}t is not known
          %START_TIME(%s)% %RESPONSE_CODE%     | WRONG_TYPE  | a format within START_TIME is not known
          """)
  void aFormatStringThatCouldNotBeReadIsRefused(String format, ErrorCode code, String message) {
    assertThatThrownBy(() -> AccessLogFormat.checkLogFormat(format))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining(message)
        .extracting(wrong -> ((MillraceException) wrong).code())
        .isEqualTo(code);
  }

  @Test
  void aQuotedTextCanNotForgeFigures() {
    // Given a user agent that looks like the end of a line, as Apache escapes it
    String text =
        "h - - [18/Oct/2017:20:56:59 +0000] \"GET /\\\" 404 9 \\\"x\\\" \\\"y HTTP/1.1\" 200 40"
            + " \"-\" \"UA\" 7";
    String format = "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %D";

    // When
    EdgeRequest request = good(Logs.ofFormatString(format).decode(line(text)));

    // Then
    assertThat(request.getStatus()).isEqualTo(200);
    assertThat(request.getBodyBytes()).isEqualTo(40);
    assertThat(request.getUserAgent()).isEqualTo("UA");
  }

  @Test
  void aLongHostileLineIsAnsweredAtOnce() {
    // Given what takes a regular expression of as many fields half a minute at 10,000 characters
    String format = "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %D";
    Decoder<EdgeRequest> decoder = Logs.ofFormatString(format);
    String begin = "h - - [18/Oct/2017:20:56:59 +0000] \"GET / HTTP/1.1";
    List<RawRecord> hostile =
        List.of(
            line(begin + "\" 200 5 \"\" x".repeat(50_000)),
            line(begin + " \\\"".repeat(150_000)),
            line(begin + "\" 200 5 \"" + "\\\" \\\" 5 ".repeat(50_000)),
            line("h " + "- ".repeat(200_000)),
            line("<165>1 - - - - - [a " + "b=\"]\" ".repeat(50_000)));
    hostile.forEach(decoder::decode);
    long start = System.nanoTime();

    // When
    List<Decoded<EdgeRequest>> decoded = hostile.stream().map(decoder::decode).toList();

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
    assertThat(decoded).allMatch(Decoded.Bad.class::isInstance);
  }
}
