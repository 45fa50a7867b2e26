package io.millrace.platform.delivery;

import static io.millrace.platform.delivery.Arrivals.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryParametersTest {

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    assertThat(parameters())
        .isEqualTo(
            new DeliveryParameters(
                List.of("source"),
                "",
                "",
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofDays(1)));
  }

  @Test
  void everyParameterIsBoundByItsName() {
    assertThat(
            parameters(
                "source",
                "host",
                "epoch",
                "boot",
                "sequence",
                "number",
                "window",
                "30s",
                "silent-after",
                "2m",
                "retention",
                "3h"))
        .isEqualTo(
            new DeliveryParameters(
                List.of("host"),
                "boot",
                "number",
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofHours(3)));
  }

  @Test
  void aSourceHasToBeRememberedForLongerThanItMayBeSilent() {
    assertThatThrownBy(() -> parameters("silent-after", "2h", "retention", "1h"))
        .hasMessageContaining("retention is 1h, and silent-after 2h");
  }

  @Test
  void aSourceHasAtLeastOneFieldAndNoneTwice() {
    DeliveryParameters given = parameters();
    for (List<String> wrong : List.of(List.<String>of(), List.of(""), List.of("a", "a"))) {
      assertThatThrownBy(
              () ->
                  new DeliveryParameters(
                      wrong, "", "", given.window(), given.silentAfter(), given.retention()))
          .hasMessageContaining("expected at least one field, and none twice");
    }
  }
}
