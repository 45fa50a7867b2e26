package io.millrace.formats.accesslog;

import io.millrace.formats.Decoder;
import io.millrace.formats.Records;
import io.millrace.formats.accesslog.AccessLogFormat.Layout;
import io.millrace.schemas.cdn.EdgeRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a line is, it is answered, and a good line after it reads as before. */
class AccessLogGarbageTest {
  private static final Map<Layout, String> GOOD =
      Map.of(
          Layout.COMMON, "h - - [01/Aug/1995:00:00:01 -0400] \"GET / HTTP/1.0\" 200 1839",
          Layout.COMBINED, Logs.COMBINED,
          Layout.NASA_TSV, Logs.NASA,
          Layout.CLOUDFRONT, Logs.CLOUDFRONT,
          Layout.FASTLY_JSON, Logs.FASTLY);

  // One for all tries: what a bad line leaves behind may show much later.
  private static final Map<Layout, Decoder<EdgeRequest>> DECODERS = new EnumMap<>(Layout.class);

  @Property(tries = 500)
  void anyBytesAreAnsweredAndForgotten(@ForAll @Size(max = 200) byte[] garbage) {
    GOOD.forEach((layout, good) -> assertAnsweredAndForgotten(layout, good, garbage));
  }

  @Property(tries = 1000)
  void flippedBitsAreAnsweredAndForgotten(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 10_000) Integer> bits) {
    GOOD.forEach(
        (layout, good) ->
            assertAnsweredAndForgotten(layout, good, Records.flipped(Logs.bytes(good), bits)));
  }

  private static void assertAnsweredAndForgotten(Layout layout, String good, byte[] wrong) {
    Records.assertAnsweredAndForgotten(
        DECODERS.computeIfAbsent(layout, Logs::decoder), good, wrong);
  }
}
