package io.millrace.formats.accesslog;

import static io.millrace.formats.Records.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.accesslog.AccessLogFormat.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogPrefixTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<134>Oct 11 22:14:15 www1 nginx: ",
        "<190>Oct  1 22:14:15 nginx: ",
        "Oct 11 22:14:15 www1 nginx[12]: ",
        "<134>2026-01-31T12:00:00Z www1 nginx[12]: ",
        "2026-01-31T12:00:00.123456+01:00 www1 nginx: ",
        "<165>1 2026-10-11T22:14:15.003Z www1 nginx 12 ID47 - ",
        "<165>1 - - - - - - \uFEFF",
        "<165>1 2026-10-11T22:14:15.003Z www1 nginx 12 - [a@1 b=\"]\\\" x\"][c@2 d=\"e\"] ",
        "<134>"
      })
  void whatSyslogPutsBeforeALineIsTakenOff(String prefix) {
    for (Layout layout :
        new Layout[] {
          Layout.COMBINED,
          Layout.VHOST_COMBINED,
          Layout.LOG_FORMAT,
          Layout.TRAEFIK,
          Layout.CADDY,
          Layout.CLOUDFLARE,
          Layout.AKAMAI_DS2
        }) {
      // Given
      String line = Logs.GOOD.get(layout);

      // When
      var request = good(Logs.file(layout, prefix + line).get(0));

      // Then
      assertThat(SyslogPrefix.end(prefix + line)).isEqualTo(prefix.length());
      assertThat(request).as("%s", layout).isEqualTo(good(Logs.file(layout, line).get(0)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2.1 - - [x]",
        "2001:db8::7 - - [x]",
        "Oct - - [10/Oct/2000:13:55:36 -0700]",
        "Oct 11 22:14:15 www1 www.example.org:443 192.0.2.1 - -",
        "Foo 11 22:14:15 www1 nginx: x",
        "2026-01-31\t12:00:00\tFRA",
        "<1345>x"
      })
  void anythingElseIsPartOfTheLine(String line) {
    assertThat(SyslogPrefix.end(line)).isZero();
  }

  @Test
  void aLineThatEndsWithinItsPrefixHasNoMore() {
    // Given
    String line = "<165>1 2026-10-11T22:14:15.003Z www1 nginx 12 - [a@1 b=\"x\\";

    // When
    int end = SyslogPrefix.end(line);

    // Then
    assertThat(end).isEqualTo(line.length());
  }
}
