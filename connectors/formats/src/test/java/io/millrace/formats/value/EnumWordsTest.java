package io.millrace.formats.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.CountTemporality;
import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.services.SpanKind;
import io.millrace.schemas.services.SpanStatus;
import io.millrace.sdk.MillraceException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnumWordsTest {
  private static final Map<String, Schema> SCHEMAS =
      Map.of(
          "quality", ReadingQuality.getClassSchema(),
          "state", MachineryState.getClassSchema(),
          "mode", MachineryMode.getClassSchema(),
          "temporality", CountTemporality.getClassSchema(),
          "calendar", CalendarKind.getClassSchema(),
          "kind", SpanKind.getClassSchema(),
          "status", SpanStatus.getClassSchema());

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          quality,     Bad,                             BAD
          quality,     bad,                             BAD
          quality,     ' GOOD ',                        GOOD
          quality,     Reading_Quality_Bad,             BAD
          quality,     BadNoCommunication,              BAD
          quality,     Bad_NotConnected,                BAD
          quality,     UncertainLastUsableValue,        UNCERTAIN
          quality,     GoodClamped,                     GOOD
          quality,     Stale,                           STALE
          quality,     true,                            GOOD
          quality,     questionable,                    UNCERTAIN
          state,       NotExecuting,                    NOT_EXECUTING
          state,       out of service,                  OUT_OF_SERVICE
          state,       not-available,                   NOT_AVAILABLE
          state,       Running,                         EXECUTING
          state,       IDLE,                            NOT_EXECUTING
          mode,        Set-up,                          SETUP
          mode,        Production,                      PROCESSING
          temporality, cumulative,                      CUMULATIVE
          temporality, AGGREGATION_TEMPORALITY_DELTA,   DELTA
          calendar,    Shift,                           SHIFT
          calendar,    planned stop,                    PLANNED_STOP
          calendar,    Canceled,                        CANCELLED
          kind,        Server,                          SERVER
          kind,        SPAN_KIND_SERVER,                SERVER
          kind,        SpanKind.server,
          kind,        client,                          CLIENT
          status,      Error,                           ERROR
          status,      STATUS_CODE_ERROR,               ERROR
          status,      2,                               ERROR
          status,      2.0,                             ERROR
          status,      3,
          """)
  void aWordIsReadInAnyCaseAndSpellingThatTheFieldKnows(String field, String word, String symbol) {
    assertThat(words(field).symbolOf(word)).isEqualTo(symbol);
  }

  /** Sparkplug B; OPC DA up to 219; OPC UA beyond 65,535, negative as 32 bits with a sign. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          192,         GOOD
          192.0,       GOOD
          +192,        GOOD
          216,         GOOD
          219,         GOOD
          0,           BAD
          4,           BAD
          35,          BAD
          64,          UNCERTAIN
          95,          UNCERTAIN
          500,         STALE
          0xC0,        GOOD
          0xc0,        GOOD
          0x40,        UNCERTAIN
          0x00,        BAD
          0x00000000,  GOOD
          0x002F0000,  GOOD
          3080192,     GOOD
          0x40900000,  UNCERTAIN
          1083179008,  UNCERTAIN
          0x80000000,  BAD
          0x80310000,  BAD
          2147483648,  BAD
          -2147483648, BAD
          -2144468992, BAD
          """)
  void aQualityMayBeANumber(String number, String symbol) {
    assertThat(words("quality").symbolOf(number)).isEqualTo(symbol);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "3",
        "36",
        "63",
        "96",
        "100",
        "128",
        "191",
        "220",
        "255",
        "256",
        "499",
        "501",
        "65535",
        "20000000",
        "40900000",
        "80000000",
        "00000000",
        "-1",
        "2.5",
        "1e3",
        "3221225472",
        "0xC0000000",
        "0xC",
        "99999999999999999999",
        "Badly",
        "BADGER",
        "Goodbye",
        "Goo",
        "G",
        "",
        " ",
        "?",
        "Good, Bad",
        "Quality.Bad",
        "null"
      })
  void aQualityThatNoRuleKnowsIsNone(String word) {
    assertThat(words("quality").symbolOf(word)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # nginx, and Cloudflare with further ones
          HIT | HIT
          MISS | MISS
          BYPASS | PASS
          EXPIRED | EXPIRED_MISS
          STALE | STALE_HIT
          UPDATING | STALE_HIT
          REVALIDATED | REVALIDATED
          dynamic | UNCACHEABLE
          none/unknown | UNKNOWN
          none | UNKNOWN
          stream_hit | HIT
          # Varnish
          hit | HIT
          miss | MISS
          pass | PASS
          pipe | PASS
          hitmiss | UNCACHEABLE
          hitpass | PASS
          synth | SYNTHETIC
          error | ERROR
          # CloudFront
          Hit | HIT
          RefreshHit | REVALIDATED
          OriginShieldHit | HIT
          Miss | MISS
          LimitExceeded | ERROR
          CapacityExceeded | ERROR
          Error | ERROR
          Redirect | SYNTHETIC
          FunctionGeneratedResponse | SYNTHETIC
          OriginDnsError | ERROR
          Hit from cloudfront | HIT
          RefreshHit from cloudfront | REVALIDATED
          # Fastly
          HIT-CLUSTER | HIT
          HIT-STALE | STALE_HIT
          HIT-STALE-CLUSTER | STALE_HIT
          HIT-SYNTH | SYNTHETIC
          MISS-CLUSTER | MISS
          PASS-CLUSTER | PASS
          ERROR-LOSTHDR | ERROR
          BG-ERROR-RECV | ERROR
          HIT, MISS | MISS
          MISS, HIT | HIT
          # Akamai and Squid
          1 | HIT
          0 | MISS
          TCP_HIT | HIT
          TCP_MEM_HIT | HIT
          TCP_MISS | MISS
          TCP_REFRESH_HIT | REVALIDATED
          TCP_REFRESH_MISS | EXPIRED_MISS
          TCP_REFRESH_FAIL_HIT | STALE_HIT
          TCP_CLIENT_REFRESH_MISS | PASS
          TCP_DENIED | SYNTHETIC
          HitStale | STALE_HIT
          NotCacheable | UNCACHEABLE
          # of nobody
          WARM |
          HIT, WARM |
          WARM, HIT |
          HIT, |
          HITS |
          2 |
          Hit from child, Miss from parent |
          """)
  void aCacheSaysHowItCameByAResponseInTheWordsOfItsMaker(String word, CacheStatus status) {
    assertThat(EnumWords.of(CacheStatus.getClassSchema(), Map.of()).symbolOf(word))
        .isEqualTo(status == null ? null : status.name());
  }

  @Test
  void wordsOfOnesOwnWinOverThoseOfTheSchema() {
    // Given
    EnumWords words =
        EnumWords.of(
            ReadingQuality.getClassSchema(),
            Map.of("ok", "GOOD", "n.i.O.", "BAD", "0", "GOOD", "100..200", "UNCERTAIN"));

    // Then
    assertThat(Stream.of("OK", "N.I.O.", "0", "0.0", "192", "bad", "nok").map(words::symbolOf))
        .containsExactly("GOOD", "BAD", "GOOD", "GOOD", "UNCERTAIN", "BAD", null);
  }

  @Test
  void symbolsThatDifferInCaseAloneAreReadAsTheyAreSpeltAndInNoOtherWay() {
    // Given
    Schema prefix = SchemaBuilder.enumeration("Prefix").symbols("m", "M", "k", "b_c", "bc");
    EnumWords words = EnumWords.of(prefix, Map.of());

    // Then
    assertThat(Stream.of("m", "M", "k", "K", "b_c", "bc", "B C").map(words::symbolOf))
        .containsExactly("m", "M", "k", "k", "b_c", "bc", null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"GOD": ["x"]}                  | has no symbol 'GOD'; did you mean 'GOOD'?
          {"GOOD": "x"}                   | expected lists of words by symbol
          ["x"]                           | expected lists of words by symbol
          {"GOOD": [1]}                   | expected lists of words by symbol
          {"GOOD": ["x"], "BAD": ["x"]}   | the word 'x' stands for both GOOD and BAD
          {"GOOD": ["9..1"]}              | the range of numbers '9..1'
          {"GOOD": ["0x01..0x200"]}       | the range of numbers '0x01..0x200'
          {"GOOD": ["1..0x20"]}           | the range of numbers '1..0x20'
          """)
  void wordsOfASchemaThatAreNoneAreRefused(String words, String message) {
    // Given
    Schema schema =
        new Schema.Parser()
            .parse(
                "{\"type\": \"enum\", \"name\": \"Q\", \"symbols\": [\"GOOD\", \"BAD\"], \"words\": "
                    + words
                    + "}");

    // Then
    assertThatThrownBy(() -> EnumWords.of(schema, Map.of()))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining(message);
  }

  private static EnumWords words(String field) {
    return EnumWords.of(SCHEMAS.get(field), Map.of());
  }
}
