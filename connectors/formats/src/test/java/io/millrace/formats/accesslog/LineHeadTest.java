package io.millrace.formats.accesslog;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.formats.accesslog.AccessLogFormat.Layout;
import io.millrace.schemas.cdn.EdgeRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the client is, and who the host. */
class LineHeadTest {
  private static final String REST =
      " [18/Oct/2017:20:56:59 +0000] \"GET /g HTTP/1.1\" 200 40 \"-\" \"UA\"";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          192.0.2.1 - -                          | 192.0.2.1       | null
          192.0.2.1 - jane doe                   | 192.0.2.1       | null
          192.0.2.1 ident jane doe               | 192.0.2.1       | null
          192.0.2.1:51234 - -                    | 192.0.2.1       | null
          2001:db8::7 - -                        | 2001:db8::7     | null
          [2001:db8::7]:443 - -                  | 2001:db8::7     | null
          pc7.example.org - -                    | pc7.example.org | null
          pc7.example.org - jane doe             | pc7.example.org | null
          pc7.example.org ident jane             | pc7.example.org | null
          unix: - -                              | unix:           | null
          www.example.org:443 192.0.2.1 - -      | 192.0.2.1       | www.example.org
          WWW.example.org:443 192.0.2.1 - a b    | 192.0.2.1       | www.example.org
          www.example.org 2001:db8::7 - -        | 2001:db8::7     | www.example.org
          www.example.org:80 pc7.example.org - - | pc7.example.org | www.example.org
          192.0.2.80:443 192.0.2.1 - -           | 192.0.2.1       | 192.0.2.80
          [2001:db8::80]:443 192.0.2.1 - -       | 192.0.2.1       | 2001:db8::80
          _ 192.0.2.1 - -                        | 192.0.2.1       | _
          - 192.0.2.1 - -                        | 192.0.2.1       | null
          """)
  void theHostIsToldFromTheClient(String head, String client, String site) {
    // When
    EdgeRequest request = good(Logs.file(Layout.COMBINED, head + REST).get(0));

    // Then
    assertThat(request.getClient()).isEqualTo(client);
    assertThat(request.getSite()).isEqualTo(site);
    assertThat(request.getStatus()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.9 192.0.2.1 - -",
        "203.0.113.9, 192.0.2.1 - -",
        "www.example.org 192.0.2.1 -",
        "www.example.org:443 - -",
        "www.example.org pc7.example.org - -",
        "192.0.2.80:443 pc7.example.org - -",
        "Oct 11 22:14:15 www 192.0.2.1 - -",
        " 192.0.2.1 - -"
      })
  void whatFitsNoneOrBothIsRefused(String head) {
    // When
    Decoded.Bad<?> bad = bad(Logs.file(Layout.COMBINED, head + REST).get(0));

    // Then
    assertThat(bad.message())
        .startsWith("expected 'client ident user' or 'host client ident user' before the time")
        .contains(head.strip())
        .contains("vhost-combined");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          www.example.org:443 192.0.2.1 - -     | 192.0.2.1       | www.example.org
          www.example.org pc7.example.org - -   | pc7.example.org | www.example.org
          192.0.2.80 192.0.2.1 - -              | 192.0.2.1       | 192.0.2.80
          - 192.0.2.1 - -                       | 192.0.2.1       | null
          192.0.2.1 - -                         | refused         | null
          192.0.2.1 - jane doe                  | refused         | null
          """)
  void inVhostCombinedTheHostStandsFirst(String head, String client, String site) {
    // When
    Decoded<EdgeRequest> decoded = Logs.file(Layout.VHOST_COMBINED, head + REST).get(0);

    // Then
    if (client.equals("refused")) {
      bad(decoded);
    } else {
      assertThat(good(decoded).getClient()).isEqualTo(client);
      assertThat(good(decoded).getSite()).isEqualTo(site);
    }
  }
}
