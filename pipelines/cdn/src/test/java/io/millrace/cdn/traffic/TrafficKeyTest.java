package io.millrace.cdn.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.cdn.EdgeRequest;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Example;

class TrafficKeyTest {
  private static final EdgeRequest REQUEST =
      Requests.at(Duration.ZERO)
          .setSite("a,b%")
          .setPop("FRA")
          .setHost("h1")
          .setCountry("DE")
          .setProtocol("HTTP/2")
          .build();

  @Example
  void aGroupHoldsWhatIsGroupedByAndNothingElse() {
    // when
    TrafficKey key = TrafficKey.of(REQUEST, List.of(TrafficGroup.COUNTRY, TrafficGroup.POP));

    // then
    assertThat(key).isEqualTo(new TrafficKey(null, "FRA", null, "DE", null));
    assertThat(key.series()).isEqualTo("pop=FRA,country=DE");
  }

  @Example
  void aSeriesTellsGroupsApartWhateverTheirNamesHold() {
    // when
    TrafficKey key = TrafficKey.of(REQUEST, List.of(TrafficGroup.values()));

    // then
    assertThat(key.series()).isEqualTo("site=a%2Cb%25,pop=FRA,host=h1,country=DE,protocol=HTTP/2");
    assertThat(TrafficKey.of(REQUEST, List.of()).series()).isEqualTo("all");
    assertThat(new TrafficKey("", null, null, null, null).series()).isEqualTo("site=");
  }
}
