package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code cloud/cost} over a thousand rows of real bills of three providers, against known sums and
 * a recomputation that uses nothing of ours.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FocusBillTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();
  private static final Map<String, String> COLUMNS =
      Map.of(
          "billed", "BilledCost",
          "effective", "EffectiveCost",
          "list", "ListCost",
          "contracted", "ContractedCost");

  private Path bill;
  private List<Map<String, String>> rows;
  private Path out;
  private CommandLineRun run;
  private List<JsonNode> cost;

  @BeforeAll
  void readTheBill(@TempDir Path folder) throws IOException {
    bill = SharedData.file("cloud/focus_sample_1000/focus_sample.csv");
    rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(bill);
    List<String> header = cells(lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < header.size(); i++) {
        row.put(header.get(i), cells.get(i));
      }
      rows.add(row);
    }
    out = folder.resolve("out");
    run = CommandLineRun.of("run", "cloud/cost", "--input", "bills=" + bill, "--out", out);
    assertThat(run.code()).as(run.err()).isZero();
    cost = latest(out, "cost", "series");
  }

  @Test
  void everyRowCounts() throws IOException {
    // When
    JsonNode summary = JSON.readTree(out.resolve("summary.json").toFile());

    // Then
    assertThat(summary.get("inputs").get("bills"))
        .isEqualTo(
            JSON.readTree(
                """
                {"read": 1000, "dead": 0, "late": 0, "future": 0, "duplicates": 0, "filtered": 0,
                 "replaced": 0}
                """));
    assertThat(out.resolve("dead-letters.jsonl")).doesNotExist();
    assertThat(cost.stream().mapToLong(row -> row.get("rows").asLong()).sum()).isEqualTo(1_000);
  }

  @Test
  void theBillHasTheKnownSumsToTheLastDecimal() {
    // When
    Map<String, BigDecimal> billed = sums(cost, "billed", row -> row.get("provider").asText());

    // Then
    assertThat(sum(cost, "billed")).isEqualByComparingTo("20.52022672899");
    assertThat(sum(cost, "effective")).isEqualByComparingTo("14.97651418586");
    assertThat(billed.get("AWS")).isEqualByComparingTo("18.00663861840");
    assertThat(billed.get("Microsoft")).isEqualByComparingTo("1.97651418586");
    assertThat(billed.get("Oracle")).isEqualByComparingTo("0.53707392473");
    assertThat(sums(cost, "billed", row -> row.get("service").asText()))
        .satisfies(
            services ->
                assertThat(services.get("Amazon Elastic Compute Cloud"))
                    .isEqualByComparingTo("16.04169305050"));
  }

  @Test
  void everyProviderServiceAndPeriodAgreesWithARecomputation() {
    // Given
    Map<String, List<Map<String, String>>> groups =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row ->
                        row.get("BillingPeriodStart").substring(0, 10)
                            + "|"
                            + row.get("ProviderName")
                            + "|"
                            + row.get("ServiceName"),
                    TreeMap::new,
                    Collectors.toList()));

    // When
    Map<String, JsonNode> results =
        cost.stream()
            .collect(
                Collectors.toMap(
                    row ->
                        row.get("window_start").asText().substring(0, 10)
                            + "|"
                            + row.get("provider").asText()
                            + "|"
                            + row.get("service").asText(),
                    row -> row));

    // Then
    assertThat(results).hasSameSizeAs(groups);
    groups.forEach(
        (group, members) -> {
          JsonNode result = results.get(group);
          assertThat(result.get("rows").asInt()).as(group).isEqualTo(members.size());
          COLUMNS.forEach(
              (column, name) -> {
                List<BigDecimal> said =
                    members.stream()
                        .map(row -> row.get(name))
                        .filter(text -> !text.equals("NULL"))
                        .map(BigDecimal::new)
                        .toList();
                assertThat(result.get(column + "_rows").asInt()).isEqualTo(said.size());
                assertThat(result.get(column).isNull()).isEqualTo(said.isEmpty());
                if (!said.isEmpty()) {
                  assertThat(result.get(column).decimalValue())
                      .as(group + " " + column)
                      .isEqualByComparingTo(said.stream().reduce(BigDecimal::add).orElseThrow());
                }
              });
        });
  }

  @Test
  void whatOracleDoesNotSayIsNull() {
    // When
    List<JsonNode> oracle =
        cost.stream().filter(row -> row.get("provider").asText().equals("Oracle")).toList();

    // Then
    assertThat(oracle)
        .isNotEmpty()
        .allMatch(row -> row.get("contracted").isNull())
        .allMatch(row -> row.get("contracted_rows").asLong() == 0);
  }

  @Test
  void oneSpellingOfUsageBasedIsLeft(@TempDir Path folder) throws IOException {
    // When
    CommandLineRun byFrequency =
        CommandLineRun.of(
            "run",
            "cloud/cost",
            "--input",
            "bills=" + bill,
            "--set",
            "group-by=charge-frequency",
            "--set",
            "dimensions=tag:business_unit",
            "--set",
            "allocate=billed",
            "--out",
            folder.resolve("out"));

    // Then
    assertThat(byFrequency.code()).as(byFrequency.err()).isZero();
    assertThat(
            latest(folder.resolve("out"), "cost", "series").stream()
                .collect(
                    Collectors.groupingBy(
                        row -> row.get("charge_frequency").asText(),
                        Collectors.summingLong(row -> row.get("rows").asLong()))))
        .isEqualTo(Map.of("Usage-Based", 999L, "One-Time", 1L));
    List<JsonNode> units = latest(folder.resolve("out"), "allocation", "kind", "item");
    assertThat(sum(units, "amount")).isEqualByComparingTo("20.52022672899");
    assertThat(units).hasSizeGreaterThan(10);
  }

  @Test
  void anExportThatRestatesRowsReplacesThem(@TempDir Path folder) throws IOException {
    // Given the first hundred rows again, each a unit dearer
    List<String> lines = Files.readAllLines(bill);
    List<String> restated = new ArrayList<>();
    restated.add(lines.get(0) + ",\"sequence\"");
    BigDecimal expected = new BigDecimal("20.52022672899");
    for (String line : lines.subList(1, 101)) {
      BigDecimal before = new BigDecimal(cells(line).get(1));
      BigDecimal after = before.add(BigDecimal.ONE);
      restated.add(line.replaceFirst("," + before.toPlainString(), "," + after) + ",1");
      expected = expected.add(BigDecimal.ONE);
    }
    Path second = Files.write(folder.resolve("restated.csv"), restated);

    // When
    CommandLineRun twice =
        CommandLineRun.of(
            "run",
            "cloud/cost",
            "--input",
            "bills=" + second + "," + bill,
            "--out",
            folder.resolve("out"));

    // Then
    assertThat(twice.code()).as(twice.err()).isZero();
    List<JsonNode> results = latest(folder.resolve("out"), "cost", "series");
    assertThat(sum(results, "billed")).isEqualByComparingTo(expected);
    assertThat(sum(results, "effective")).isEqualByComparingTo("14.97651418586");
    assertThat(results.stream().mapToLong(row -> row.get("rows").asLong()).sum()).isEqualTo(1_000);
    assertThat(replaced(folder.resolve("out"))).isEqualTo(100);
  }

  @Test
  void theSameBillAgainReplacesEveryRow(@TempDir Path folder) throws IOException {
    // When
    CommandLineRun twice =
        CommandLineRun.of(
            "run",
            "cloud/cost",
            "--input",
            "bills=" + bill + "," + bill,
            "--format",
            "bills=focus",
            "--out",
            folder.resolve("out"));

    // Then
    assertThat(twice.code()).as(twice.err()).isZero();
    List<JsonNode> results = latest(folder.resolve("out"), "cost", "series");
    assertThat(sum(results, "billed")).isEqualByComparingTo("20.52022672899");
    assertThat(sum(results, "effective")).isEqualByComparingTo("14.97651418586");
    assertThat(replaced(folder.resolve("out"))).isEqualTo(1_000);
  }

  private static long replaced(Path folder) throws IOException {
    return JSON.readTree(folder.resolve("summary.json").toFile())
        .at("/inputs/bills/replaced")
        .asLong();
  }

  @Test
  void subAccountsBearTheEffectiveCostToTheLastDecimal() throws IOException {
    // Given
    Map<String, BigDecimal> expected = new TreeMap<>();
    rows.forEach(
        row ->
            expected.merge(
                row.get("SubAccountId"),
                new BigDecimal(row.get("EffectiveCost")),
                BigDecimal::add));

    // When
    List<JsonNode> allocation = latest(out, "allocation", "kind", "item");

    // Then
    assertThat(sum(allocation, "amount")).isEqualByComparingTo("14.97651418586");
    Map<String, BigDecimal> items = sums(allocation, "amount", row -> row.get("item").asText());
    assertThat(items).hasSameSizeAs(expected);
    expected.forEach((item, amount) -> assertThat(items.get(item)).isEqualByComparingTo(amount));
  }

  /** The rows of the highest revision, by key. */
  private static List<JsonNode> latest(Path folder, String output, String... key)
      throws IOException {
    Map<String, JsonNode> latest = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve(output + ".jsonl"))) {
      JsonNode row = JSON.readTree(line);
      StringBuilder identity = new StringBuilder();
      for (String field : key) {
        identity.append(row.get(field)).append('|');
      }
      identity.append(row.get("window_start")).append(row.get("window_end"));
      latest.merge(
          identity.toString(),
          row,
          (one, other) ->
              one.get("revision").asInt() > other.get("revision").asInt() ? one : other);
    }
    return List.copyOf(latest.values());
  }

  private static BigDecimal sum(List<JsonNode> results, String column) {
    return results.stream()
        .map(row -> row.get(column))
        .filter(value -> !value.isNull())
        .map(JsonNode::decimalValue)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Map<String, BigDecimal> sums(
      List<JsonNode> results, String column, Function<JsonNode, String> by) {
    return results.stream()
        .collect(
            Collectors.groupingBy(
                by,
                Collectors.collectingAndThen(
                    Collectors.toList(), members -> sum(members, column))));
  }

  /** The cells of a row without line breaks in them. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char letter : line.toCharArray()) {
      if (letter == '"') {
        // Two quotes stand for one, which no column that is compared here holds.
        quoted = !quoted;
      } else if (letter == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(letter);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
