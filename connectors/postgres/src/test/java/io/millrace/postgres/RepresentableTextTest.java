package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RepresentableTextTest {
  @Property
  void everyTextBecomesOneThatUtf8HoldsWithoutNul(@ForAll char[] characters) {
    // When
    String text = RepresentableText.of(new String(characters));

    // Then
    assertThat(text).doesNotContain("\u0000");
    assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(text);
    assertThat(RepresentableText.of(text)).isEqualTo(text);
  }

  @Example
  void onlyWhatCannotBeHeldIsReplaced() {
    // When
    String text = RepresentableText.of("a\u0000b\uD83D\uDE00\uDE00\uD83D");

    // Then
    assertThat(text).isEqualTo("a\uFFFDb\uD83D\uDE00\uFFFD\uFFFD");
  }
}
