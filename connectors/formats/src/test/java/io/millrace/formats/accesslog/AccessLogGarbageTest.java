package io.millrace.formats.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.Records;
import io.millrace.formats.accesslog.AccessLogFormat.Layout;
import io.millrace.schemas.cdn.EdgeRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a line is, it is answered, and a good line after it reads as before. */
class AccessLogGarbageTest {
  // One for all tries: what a bad line leaves behind may show much later.
  private static final Map<Layout, Decoder<EdgeRequest>> DECODERS = new EnumMap<>(Layout.class);

  @Property(tries = 500)
  void anyBytesAreAnsweredAndForgotten(@ForAll @Size(max = 200) byte[] garbage) {
    Logs.GOOD.forEach((layout, good) -> assertAnsweredAndForgotten(layout, good, garbage));
  }

  @Property(tries = 1000)
  void flippedBitsAreAnsweredAndForgotten(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 10_000) Integer> bits) {
    Logs.GOOD.forEach(
        (layout, good) ->
            assertAnsweredAndForgotten(layout, good, Records.flipped(Logs.bytes(good), bits)));
  }

  @Property(tries = 1000)
  void aWordTooManyGivesADeadLetterOrTheSameFigures(
      @ForAll("words") String word, @ForAll @IntRange(max = 30) int place) {
    for (Layout layout : List.of(Layout.COMBINED, Layout.VHOST_COMBINED, Layout.LOG_FORMAT)) {
      // Given a blank outside of quotation marks, or the beginning of the line
      String good = Logs.GOOD.get(layout);
      List<Integer> blanks = blanks(good);
      int at = blanks.get(place % blanks.size());
      String longer = good.substring(0, at) + word + " " + good.substring(at);

      // When
      Decoded<EdgeRequest> decoded = Logs.decoder(layout).decode(Records.line(longer));

      // Then
      EdgeRequest before = Records.good(Logs.decoder(layout).decode(Records.line(good)));
      if (decoded instanceof Decoded.Ok<EdgeRequest> ok) {
        assertThat(ok.event().getClient()).as(longer).isEqualTo(before.getClient());
        assertThat(ok.event().getStatus()).as(longer).isEqualTo(before.getStatus());
        assertThat(ok.event().getBodyBytes()).as(longer).isEqualTo(before.getBodyBytes());
      }
    }
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "-", "200", "5", "192.0.2.77", "2001:db8::7", "a.example.org", "a:80", "1.5"),
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(5));
  }

  private static List<Integer> blanks(String line) {
    List<Integer> blanks = new ArrayList<>(List.of(0));
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == '"' && line.charAt(i - 1) != '\\';
      if (line.charAt(i) == ' ' && !quoted) {
        blanks.add(i + 1);
      }
    }
    return blanks;
  }

  private static void assertAnsweredAndForgotten(Layout layout, String good, byte[] wrong) {
    Records.assertAnsweredAndForgotten(
        DECODERS.computeIfAbsent(layout, Logs::decoder), good, wrong);
  }
}
