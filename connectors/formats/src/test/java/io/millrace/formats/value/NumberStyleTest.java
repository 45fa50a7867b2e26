package io.millrace.formats.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Warnings;
import io.millrace.formats.value.NumberStyle.Percent;
import io.millrace.sdk.MillraceException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberStyleTest {
  private static final NumberStyle GERMAN = style(',', '.');

  private static NumberStyle style(char decimal, char grouping) {
    return new NumberStyle(decimal, grouping, Percent.REFUSED, Suffixes.REFUSED);
  }

  private static Object read(Schema.Type type, NumberStyle style, String text)
      throws BadRecordException {
    return new TextReaders(
            GenericData.get(), TimeReader.of(null, ZoneOffset.UTC), style, new Warnings())
        .of(Schema.create(type), "value")
        .read(text);
  }

  private static Object real(NumberStyle style, String text) throws BadRecordException {
    return read(Schema.Type.DOUBLE, style, text);
  }

  @Property(tries = 2000)
  void whateverNumberIsWrittenInWhateverStyleReadsBackEqual(
      @ForAll("numbers") double number,
      @ForAll("styles") NumberStyle style,
      @ForAll @IntRange(max = 4) int power)
      throws BadRecordException {
    // given
    String plain = Written.of(number, style);
    BigDecimal exact = BigDecimal.valueOf(number);
    NumberStyle percents =
        new NumberStyle(style.decimal(), style.grouping(), Percent.FRACTION, style.suffixes());
    String percent = Written.of(exact.movePointRight(2), style) + " %";
    NumberStyle thousands =
        new NumberStyle(style.decimal(), style.grouping(), style.percent(), Suffixes.DECIMAL);
    String suffixed =
        Written.of(exact.movePointLeft(3 * (power + 1)), style) + "KMGTP".charAt(power);

    // when, then
    assertThat(real(style, plain)).as(plain).isEqualTo(number);
    assertThat(real(percents, percent)).as(percent).isEqualTo(number);
    assertThat(real(thousands, suffixed)).as(suffixed).isEqualTo(number);
  }

  @Property(tries = 2000)
  void aGroupingMarkInAnyOtherPlaceIsRefused(
      @ForAll @IntRange(min = 1, max = 999_999_999) int whole,
      @ForAll("groupings") char grouping,
      @ForAll @IntRange(max = 11) int place) {
    // given a mark more, or one that is gone while another stays
    NumberStyle style = style(grouping == ',' ? '.' : ',', grouping);
    StringBuilder text = new StringBuilder(Written.of(BigDecimal.valueOf(whole), style));
    int index = Math.min(place, text.length());
    if (index < text.length() && text.charAt(index) == grouping) {
      text.deleteCharAt(index);
    } else {
      text.insert(index, grouping);
    }
    String bare = text.toString().strip();
    Assume.that(!bare.matches("[1-9]\\d{0,2}(\\D\\d{3})+|\\d+"));

    // when, then
    assertThatThrownBy(() -> real(style, bare)).as(bare).isInstanceOf(BadRecordException.class);
  }

  @Property(tries = 2000)
  void noTextMakesAReaderThrowAnythingElse(
      @ForAll("scraps") String text, @ForAll("styles") NumberStyle style) {
    try {
      assertThat((double) real(style, text)).isFinite();
    } catch (BadRecordException refused) {
      assertThat(refused.getMessage()).startsWith("expected a number").doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.234|1234",
        "1.234.567,5|1234567.5",
        "1234567,5|1234567.5",
        "-0,5|-0.5",
        "+12|12",
        "1,5e3|1500",
      })
  void germanNumbersAreRead(String text, double expected) throws BadRecordException {
    assertThat(real(GERMAN, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "0.123",
        "12.34.567",
        "1.2345",
        "1..234",
        ".234",
        "1.234.",
        "1.234,5.6",
        "1,2,3",
        "1.234e5",
        "1.23,5",
        "1,234.5",
        "1 234",
        "",
        ",",
        "1,5K",
        "50%",
        "NaN",
        "0x1",
        "1,5d",
        "12,34,567"
      })
  void whatIsOfAnotherStyleIsRefusedAndNeverGuessed(String text) {
    assertThatThrownBy(() -> real(GERMAN, text)).isInstanceOf(BadRecordException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "1\u00A0234,5| ",
        "1\u202F234,5| ",
        "1 234,5| ",
        "1\u2019234,5|'",
        "1'234,5|'",
        "1_234,5|_"
      })
  void marksOfOneKindAreOneMark(String text, char grouping) throws BadRecordException {
    assertThat(real(style(',', grouping), text)).isEqualTo(1234.5);
  }

  @ParameterizedTest
  @CsvSource({
    "45%,0.45,45",
    "45 %,0.45,45",
    "45\u202F%,0.45,45",
    "0.5%,0.005,0.5",
    "7,7,7",
  })
  void aPercentIsAFractionOrPointsAsTold(String text, double fraction, double points)
      throws BadRecordException {
    assertThat(
            real(new NumberStyle('.', NumberStyle.NONE, Percent.FRACTION, Suffixes.REFUSED), text))
        .isEqualTo(fraction);
    assertThat(real(new NumberStyle('.', NumberStyle.NONE, Percent.POINTS, Suffixes.REFUSED), text))
        .isEqualTo(points);
  }

  @ParameterizedTest
  @CsvSource({
    "1K,1000,1024",
    "1k,1000,1024",
    "2.5M,2500000,2621440",
    "3G,3000000000,3221225472",
    "5Gi,5368709120,5368709120",
    "10 KiB,10240,10240",
    "10KB,10000,10240",
    "512B,512,512",
    "17,17,17",
    "1e3,1000,1000",
    "1E,1000000000000000000,1152921504606846976"
  })
  void lettersBehindANumberArePowersAsTold(String text, long decimal, long binary)
      throws BadRecordException {
    assertThat(read(Schema.Type.LONG, suffixed(Suffixes.DECIMAL), text)).isEqualTo(decimal);
    assertThat(read(Schema.Type.LONG, suffixed(Suffixes.BINARY), text)).isEqualTo(binary);
  }

  @Test
  void smallSuffixesAreThoseOfKubernetes() throws BadRecordException {
    assertThat(real(suffixed(Suffixes.DECIMAL), "250m")).isEqualTo(0.25);
    assertThat(real(suffixed(Suffixes.DECIMAL), "1u")).isEqualTo(1e-6);
    assertThat(real(suffixed(Suffixes.DECIMAL), "1n")).isEqualTo(1e-9);
    assertThatThrownBy(() -> real(suffixed(Suffixes.BINARY), "5m"))
        .hasMessage("expected a number such as 1234.5 or 2K, got \"5m\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1X", "1KK", "K", "1Kx", "1iB", "1mB", "1BB", "1.2345K"})
  void otherLettersAndPartsOfWholesAreRefused(String text) {
    assertThatThrownBy(() -> read(Schema.Type.INT, suffixed(Suffixes.DECIMAL), text))
        .isInstanceOf(BadRecordException.class);
  }

  private static NumberStyle suffixed(Suffixes suffixes) {
    return new NumberStyle('.', NumberStyle.NONE, Percent.REFUSED, suffixes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,5|{decimal: ','}",
        "1,234|{decimal: ','} or {grouping: ','}",
        "1,234.5|{grouping: ','}",
        "1.234,5|{decimal: ',', grouping: '.'}",
        "1 234|{grouping: ' '}",
        "45 %|{percent: fraction}",
        "1K|{suffixes: decimal}",
      })
  void aRefusalNamesTheOptionThatWouldHelp(String text, String option) {
    assertThatThrownBy(() -> real(NumberStyle.PLAIN, text))
        .hasMessage(
            "expected a number, got \""
                + text
                + "\"; if that is a number, 'numbers' in the mapping says how it is written: "
                + option);
  }

  @ParameterizedTest
  @CsvSource({"'.','.'", "'1',','", "',','-'", "'%','.'", "'e',','"})
  void marksThatMeanSomethingElseAreRefused(char decimal, char grouping) {
    assertThatThrownBy(() -> style(decimal, grouping)).isInstanceOf(MillraceException.class);
  }

  @Provide
  Arbitrary<Double> numbers() {
    Arbitrary<Double> any =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    Arbitrary<Double> usual = Arbitraries.doubles().between(-1e9, 1e9).ofScale(3);
    return Arbitraries.oneOf(any, usual).map(number -> number + 0.0);
  }

  @Provide
  Arbitrary<NumberStyle> styles() {
    return Combinators.combine(Arbitraries.of('.', ',', '·'), groupings().injectNull(0.3))
        .as((decimal, grouping) -> List.of(decimal, grouping == null ? NumberStyle.NONE : grouping))
        .filter(marks -> !marks.get(0).equals(marks.get(1)))
        .map(marks -> style(marks.get(0), marks.get(1)));
  }

  @Provide
  Arbitrary<Character> groupings() {
    return Arbitraries.of('.', ',', ' ', '\'', '_');
  }

  @Provide
  Arbitrary<String> scraps() {
    return Arbitraries.of("1", "0", "23", "456", ".", ",", " ", "'", "e", "E", "+", "-", "%", "K")
        .list()
        .ofMaxSize(8)
        .map(scraps -> String.join("", scraps));
  }

  /** Numbers as people write them. */
  private static final class Written {
    static String of(double number, NumberStyle style) {
      return of(BigDecimal.valueOf(number), style);
    }

    static String of(BigDecimal number, NumberStyle style) {
      String[] parts = number.abs().toPlainString().split("\\.");
      StringBuilder whole = new StringBuilder(parts[0]);
      if (style.grouping() != NumberStyle.NONE) {
        for (int place = whole.length() - 3; place > 0; place -= 3) {
          whole.insert(place, style.grouping());
        }
      }
      return (number.signum() < 0 ? "-" : "")
          + whole
          + (parts.length > 1 ? style.decimal() + parts[1] : "");
    }
  }
}
