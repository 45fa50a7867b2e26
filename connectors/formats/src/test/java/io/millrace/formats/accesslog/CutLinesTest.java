package io.millrace.formats.accesslog;

import static io.millrace.formats.Records.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.RawRecord;
import io.millrace.formats.accesslog.AccessLogFormat.Layout;
import io.millrace.schemas.cdn.EdgeRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A line that ends early says nothing that the whole line does not say. */
class CutLinesTest {
  /** What a line may lack that is cut in its last quoted field. */
  private static final Map<Layout, List<String>> LAST =
      Map.of(
          Layout.COMBINED, List.of("user_agent"),
          Layout.VHOST_COMBINED, List.of("user_agent"),
          Layout.HAPROXY, List.of("method", "path", "protocol"));

  @ParameterizedTest
  @EnumSource
  void aLineCutAnywhereIsDeadOrSaysTheSameButForItsLastField(Layout layout) {
    // Given
    Decoder<EdgeRequest> decoder = Logs.decoder(layout);
    String line = Logs.GOOD.get(layout);
    byte[] bytes = Logs.bytes(line);
    EdgeRequest whole = good(decoder.decode(RawRecord.inFile(bytes, "www.log", 1)));
    // Whether a number at the end of a line is whole the line does not say.
    int end = layout == Layout.COMMON ? line.lastIndexOf(' ') + 1 : bytes.length;

    int read = 0;
    for (int length = 0; length < end; length++) {
      // When
      byte[] cut = Arrays.copyOf(bytes, length);
      Decoded<EdgeRequest> decoded = decoder.decode(RawRecord.inFile(cut, "www.log", 1));

      // Then
      assertThat(decoded).isNotInstanceOf(Decoded.Nothing.class);
      if (decoded instanceof Decoded.Ok<EdgeRequest> ok && !ok.event().equals(whole)) {
        read++;
        assertThat(Logs.warnings(ok))
            .as("%d bytes", length)
            .singleElement()
            .asString()
            .startsWith("truncated_line ");
        assertThat(without(ok.event(), LAST.get(layout)))
            .isEqualTo(without(whole, LAST.get(layout)));
      }
    }
    assertThat(read > 0).isEqualTo(LAST.containsKey(layout));
  }

  @Test
  void ofAPathThatIsCutOnlyTheMethodIsRead() {
    // Given
    String cut = Logs.HAPROXY.substring(0, Logs.HAPROXY.indexOf("ex.html"));

    // When
    Decoded<EdgeRequest> decoded = Logs.file(Layout.HAPROXY, cut).get(0);

    // Then
    assertThat(good(decoded).getMethod()).isEqualTo("GET");
    assertThat(good(decoded).getPath()).isNull();
    assertThat(Logs.warnings(decoded)).containsExactly("truncated_line within the request line");
  }

  @Test
  void aFieldBeyondTheLayoutMayBeCutAndIsIgnoredAsBefore() {
    // Given
    String cut = Logs.COMBINED + " \"203.0.11";

    // When
    Decoded<EdgeRequest> decoded = Logs.file(Layout.COMBINED, cut).get(0);

    // Then
    assertThat(good(decoded)).isEqualTo(good(Logs.file(Layout.COMBINED, Logs.COMBINED).get(0)));
    assertThat(Logs.warnings(decoded)).containsExactly("ignored_fields after the user agent");
  }

  private static EdgeRequest without(EdgeRequest request, List<String> fields) {
    EdgeRequest copy = EdgeRequest.newBuilder(request).build();
    for (String field : fields) {
      Schema.Field known = EdgeRequest.getClassSchema().getField(field);
      copy.put(known.pos(), null);
    }
    return copy;
  }
}
