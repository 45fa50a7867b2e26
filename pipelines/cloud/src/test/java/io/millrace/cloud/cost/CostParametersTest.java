package io.millrace.cloud.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sdk.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostParametersTest {

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    assertThat(Bills.defaults())
        .isEqualTo(
            new CostParameters(
                List.of(Period.BILLING),
                List.of(CostGroup.PROVIDER, CostGroup.SERVICE),
                Duration.ZERO,
                Measure.EFFECTIVE,
                List.of("sub-account"),
                List.of(),
                List.of(Pool.SHARED, Pool.IDLE),
                Weighting.PROPORTIONAL,
                Identity.ROWS,
                Exports.FILES));
  }

  @Test
  void everyParameterIsBoundByItsName() {
    assertThat(
            Bills.parameters(
                Map.of(
                    "periods", List.of("day", "hour"),
                    "group-by", List.of("service-category"),
                    "early", List.of("1d"),
                    "allocate", List.of("billed"),
                    "dimensions", List.of("tag:team", "region"),
                    "shared", List.of("service=Support"),
                    "distribute", List.of("unallocated"),
                    "weighting", List.of("even"),
                    "identity", List.of("columns"),
                    "exports", List.of("sequence"))))
        .isEqualTo(
            new CostParameters(
                List.of(Period.DAY, Period.HOUR),
                List.of(CostGroup.SERVICE_CATEGORY),
                Duration.ofDays(1),
                Measure.BILLED,
                List.of("tag:team", "region"),
                List.of("service=Support"),
                List.of(Pool.UNALLOCATED),
                Weighting.EVEN,
                Identity.COLUMNS,
                Exports.SEQUENCE));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThat(problem("dimensions", "team")).contains("'team' is neither provider, service");
    assertThat(problem("dimensions", "tag:")).contains("nor tag:NAME");
    assertThat(problem("shared", "Support")).contains("'Support' is no condition");
    assertThat(problem("shared", "team=blue")).contains("'team' is neither");
    assertThat(problem("periods", "day", "day")).contains("names something twice");
    assertThat(problem("periods")).contains("periods is empty");
  }

  private static String problem(String name, String... values) {
    List<Parameters.Problem> problems = new ArrayList<>();
    Parameters.bind(CostParameters.class, Map.of(name, List.of(values)), problems);
    assertThat(problems).hasSize(1);
    return problems.get(0).message();
  }
}
