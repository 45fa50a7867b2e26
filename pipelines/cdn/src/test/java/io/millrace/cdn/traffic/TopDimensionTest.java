package io.millrace.cdn.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.cdn.EdgeRequest;
import java.time.Duration;
import net.jqwik.api.Example;

class TopDimensionTest {

  @Example
  void aUrlIsThePathBehindTheHostWhereThatIsSaid() {
    // given
    EdgeRequest.Builder request = Requests.at(Duration.ZERO).setPath("/a");

    // when
    String withoutHost = TopDimension.URL.item(request.build());
    String withHost = TopDimension.URL.item(request.setRequestHost("h.org").build());

    // then
    assertThat(withoutHost).isEqualTo("/a");
    assertThat(withHost).isEqualTo("h.org/a");
    assertThat(TopDimension.URL.item(Requests.silent())).isNull();
  }

  @Example
  void eachDimensionWeighsWhatItIsNamedAfter() {
    // given
    EdgeRequest request =
        EdgeRequest.newBuilder(Requests.cached(CacheStatus.EXPIRED_MISS, 90, null))
            .setStatus(404)
            .build();

    // when
    long bytes = TopDimension.URL_BYTES.weight(request);

    // then
    assertThat(bytes).isEqualTo(100);
    assertThat(TopDimension.URL.weight(request)).isEqualTo(1);
    assertThat(TopDimension.URL_MISSES.weight(request)).isEqualTo(1);
    assertThat(TopDimension.URL_404.weight(request)).isEqualTo(1);
    assertThat(TopDimension.URL_5XX.weight(request)).isZero();
    assertThat(TopDimension.URL_BYTES.weight(Requests.silent())).isZero();
  }

  @Example
  void aVeryLongItemIsCutAndStaysDifferentFromOthersThatBeginAlike() {
    // given
    String beginning = "/x".repeat(500);

    // when
    String one = TopDimension.URL.item(Requests.at(Duration.ZERO).setPath(beginning + 1).build());
    String two = TopDimension.URL.item(Requests.at(Duration.ZERO).setPath(beginning + 2).build());

    // then
    assertThat(one).hasSize(256).isNotEqualTo(two);
    assertThat(one.substring(0, 239)).isEqualTo(beginning.substring(0, 239));
  }
}
