package io.millrace.cloud.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.cloud.CostBearer;
import io.millrace.schemas.cloud.FocusCharge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargeReaderTest {
  private static final CostParameters BY_TEAM =
      Bills.parameters(
          Map.of(
              "group-by", List.of("charge-frequency", "service"),
              "dimensions", List.of("tag:team"),
              "shared", List.of("service=Support, all", "tag:scope=shared")));

  @ParameterizedTest
  @CsvSource({
    "Usage-Based, Usage-Based",
    "Usage-based, Usage-Based",
    "usage_based, Usage-Based",
    "USAGE BASED, Usage-Based",
    "onetime, One-Time",
    "Never, Never"
  })
  void valuesAreSpelledAsFocusSpellsThem(String said, String normalised) {
    assertThat(FocusValues.CHARGE_FREQUENCY.normalised(said)).isEqualTo(normalised);
  }

  @Test
  void whatSaysNothingIsNull() {
    assertThat(FocusValues.CHARGE_CATEGORY.normalised(" ")).isNull();
    assertThat(FocusValues.CHARGE_CATEGORY.normalised("NULL")).isNull();
    assertThat(FocusValues.CHARGE_CATEGORY.normalised(null)).isNull();
  }

  @Test
  void aGroupIsReadBackFromItsText() {
    // Given
    FocusCharge row =
        Bills.row("1", Duration.ZERO)
            .setService("A, 100% =B")
            .setChargeFrequency("recurring")
            .build();

    // When
    String series = Series.of(row, BY_TEAM.groupBy());

    // Then
    assertThat(series).isEqualTo("charge_frequency=Recurring,service=A%2C 100%25 =B");
    assertThat(Series.values(series))
        .isEqualTo(
            Map.of(CostGroup.CHARGE_FREQUENCY, "Recurring", CostGroup.SERVICE, "A, 100% =B"));
    assertThat(Series.values(Series.of(row, List.of()))).isEmpty();
  }

  @Test
  void aRowIsBorneByItsItemUnlessItIsSharedOrIdleOrNamesNone() {
    assertThat(bearer(row().setTags("{\"team\": \"blue\", \"x\": {\"team\": \"red\"}}")))
        .isEqualTo(Bearer.item("blue"));
    assertThat(bearer(row().setTags("{\"team\": 7}"))).isEqualTo(Bearer.item("7"));
    assertThat(bearer(row().setTags("{\"team\": \"blue\"}").setService("Support, all")).kind())
        .isEqualTo(CostBearer.SHARED);
    assertThat(bearer(row().setTags("{\"team\": \"blue\", \"scope\": \"shared\"}")).kind())
        .isEqualTo(CostBearer.SHARED);
    assertThat(bearer(row().setCommitmentDiscountStatus("UNUSED")).kind())
        .isEqualTo(CostBearer.IDLE);
    for (String none : new String[] {null, "", "NULL", "{}", "[]", "{\"team\": null}", "{\"tea"}) {
      assertThat(bearer(row().setTags(none)).kind()).as(none).isEqualTo(CostBearer.UNALLOCATED);
    }
  }

  @Test
  void aRowWithANameIsKnownByItWhateverElseChanges() {
    // Given
    FocusCharge row = row().setProvider("P").build();
    FocusCharge restated =
        FocusCharge.newBuilder(row).setService("other").setBilledCost(Bills.money("1")).build();
    FocusCharge other = FocusCharge.newBuilder(row).setChargeId("2").build();
    FocusCharge ofOtherProvider = FocusCharge.newBuilder(row).setProvider("Q").build();

    // When
    String identity = ChargeIdentity.of(row);

    // Then
    assertThat(ChargeIdentity.of(restated)).isEqualTo(identity);
    assertThat(ChargeIdentity.of(other)).isNotEqualTo(identity);
    assertThat(ChargeIdentity.of(ofOtherProvider)).isNotEqualTo(identity);
  }

  @Test
  void aRowWithoutANameIsKnownByWhatItChargesFor() {
    // Given
    FocusCharge row = row().setChargeId(null).setSkuId("s").setResourceId("r").build();
    FocusCharge restated =
        FocusCharge.newBuilder(row)
            .setBilledCost(Bills.money("1"))
            .setTags("{}")
            .setChargeFrequency(null)
            .build();
    FocusCharge other = FocusCharge.newBuilder(row).setSkuId("r").setResourceId("s").build();

    // When
    String identity = ChargeIdentity.of(row);

    // Then
    assertThat(ChargeIdentity.of(restated)).isEqualTo(identity);
    assertThat(ChargeIdentity.of(other)).isNotEqualTo(identity);
  }

  private static FocusCharge.Builder row() {
    return Bills.row("1", Duration.ZERO);
  }

  private static Bearer bearer(FocusCharge.Builder row) {
    return new ChargeReader(BY_TEAM).read(row.build()).claims().get(0).bearer();
  }
}
