package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCheckTest {

  @Test
  void aGoodWindowedQueryHasNoProblem() {
    // When
    List<SqlProblem> problems =
        SqlCheck.problems(Plants.output(Plants.BY_MINUTE, "source", "window_start"));

    // Then
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "SELECT sorce FROM readings|1:8 UNKNOWN_NAME unknown column 'sorce'; did you mean"
            + " 'source'?",
        "SELECT source,\\n"
            + "  r.senser FROM readings AS r|2:5 UNKNOWN_NAME unknown column 'senser' of 'r'; did"
            + " you mean 'sensor'?",
        "SELECT source FROM reading|1:20 UNKNOWN_NAME unknown table 'reading'; did you mean"
            + " 'readings'?",
        "SELECT source,\\n"
            + "  UPER(source) AS x FROM readings|2:3 UNKNOWN_NAME unknown function 'UPER'; did you"
            + " mean 'UPPER'?",
        "SELECT QUANTILE_SKECH(`value`, 0.9) AS x FROM readings|1:8 UNKNOWN_NAME unknown function"
            + " 'QUANTILE_SKECH'; did you mean 'QUANTILE_SKETCH'?",
        "SELECT CAST(source AS INTT) AS x FROM readings|1:23 UNKNOWN_NAME unknown type 'INTT'",
        "SELECT value FROM readings|1:8 SYNTAX 'value' is a reserved word here; as a name it is"
            + " written `value`",
        "SELECT source,\\n"
            + " COUNT(*) AS count FROM readings GROUP BY source|2:14 SYNTAX 'count' is a reserved"
            + " word here; as a name it is written `count`",
        "SELECT source, FROM readings|1:16 SYNTAX unexpected 'FROM'",
        "SELECT 1 + FROM readings|1:10 SYNTAX unexpected '+ FROM'",
        "SELECT source FROM readings WHERE|1:33 SYNTAX the text ends too early",
        "SELECT source FROM readings; SELECT 1|1:1 SYNTAX more than one statement; one SELECT is"
            + " wanted",
        "SELECT source, COUNT(*) AS n FROM readings|1:8 WRONG_TYPE Expression 'source' is not being"
            + " grouped",
        "SELECT a.source FROM readings a JOIN readings b ON source = b.source|1:52 CONFLICT Column"
            + " 'source' is ambiguous",
        "SELECT COUNT(*) FROM readings|1:1 WRONG_TYPE column 'EXPR$0' has no name of letters,"
            + " digits and '_'; give it one with AS",
        "SELECT source, NULL AS x FROM readings|1:16 WRONG_TYPE NULL has no type here; write"
            + " CAST(NULL AS ...)",
        "SELECT source FROM readings WHERE source = \"m1\"|1:42 SYNTAX texts stand in single"
            + " quotes, names in backticks",
        "SELECT source FROM readings WHERE source = 'm1|1:42 SYNTAX a text in single quotes has no"
            + " end",
        "SELECT * FROM\\n"
            + " TABLE(TUMBL(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))|2:8"
            + " UNKNOWN_NAME unknown function of tables 'TUMBL'; did you mean 'TUMBLE'?",
        "SELECT source FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(even_time), INTERVAL '1'"
            + " MINUTE))|1:60 UNKNOWN_NAME unknown column 'even_time'; did you mean 'event_time'?",
        "SELECT COUNT(*) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL"
            + " '1' MINUTES)) GROUP BY window_start|1:1 UNKNOWN_NAME the key of output 'result' has"
            + " 'source', which is no column of its SELECT; known: n",
        "SELECT source FROM readings ORDER BY source|1:1 REFUSED_QUERY Sort on a non-time-attribute"
            + " field is not supported.",
        "SELECT source, COUNT(*) AS n FROM TABLE(HOP(TABLE readings, DESCRIPTOR(event_time),"
            + " INTERVAL '7' SECOND, INTERVAL '1' MINUTE)) GROUP BY source, window_start,"
            + " window_end|1:1 REFUSED_QUERY HOP table function based aggregate requires size must"
            + " be an integral multiple of slide, but got size 60000 ms and slide 7000 ms",
        "INSERT INTO x SELECT source FROM readings|1:1 REFUSED_QUERY only a SELECT is wanted",
      })
  void aMistakeIsToldWithItsPlaceAndWhatWasMeant(String select, String expected) {
    // When
    List<SqlProblem> problems =
        SqlCheck.problems(Plants.output(select.replace("\\n", "\n"), "source"));

    // Then
    assertThat(problems)
        .extracting(
            problem ->
                "%d:%d %s %s"
                    .formatted(problem.line(), problem.column(), problem.code(), problem.message()))
        .containsExactly(expected);
  }

  @Test
  void allMistakesOfAllSelectsAreToldAtOnce() {
    // Given
    Map<String, String> selects =
        Plants.selects(
            "a", "SELECT sorce FROM readings",
            "b", "SELECT source FROM readings WHERE `value` > 'x' AND",
            "c", "SELECT source FROM a",
            "d", "SELECT source FROM readings GROUP BY source",
            "unused", "SELECT source FROM readings");
    Map<String, List<String>> keys =
        Map.of("a", List.of(), "b", List.of(), "c", List.of(), "d", List.of(), "e", List.of());

    // When
    List<SqlProblem> problems = SqlCheck.problems(Plants.queries(selects, keys));

    // Then: c only reads what is wrong
    assertThat(problems)
        .extracting(SqlProblem::select, SqlProblem::code)
        .containsExactlyInAnyOrder(
            tuple("a", ErrorCode.UNKNOWN_NAME),
            tuple("b", ErrorCode.SYNTAX),
            tuple("d", ErrorCode.MISSING_KEY),
            tuple("e", ErrorCode.MISSING_KEY),
            tuple("unused", ErrorCode.CONFLICT));
  }

  @Test
  void selectsThatReadEachOtherAreACycleOfNames() {
    // Given
    Map<String, String> selects =
        Plants.selects("a", "SELECT source FROM b", "b", "SELECT source FROM a");

    // When
    List<SqlProblem> problems =
        SqlCheck.problems(Plants.queries(selects, Map.of("a", List.of(), "b", List.of())));

    // Then
    assertThat(problems)
        .extracting(SqlProblem::message)
        .containsExactly("reads itself: a reads b reads a", "reads itself: b reads a reads b");
  }

  @Test
  void viewsMayComeAfterTheSelectsThatReadThem() {
    // Given
    Map<String, String> selects =
        Plants.selects(
            "result", "SELECT source FROM warm",
            "warm", "SELECT source, `value` FROM known WHERE `value` > 20",
            "known", "SELECT * FROM readings WHERE `value` IS NOT NULL");

    // When
    List<SqlProblem> problems =
        SqlCheck.problems(Plants.queries(selects, Map.of("result", List.of())));

    // Then
    assertThat(problems).isEmpty();
  }

  @Test
  void aKeyNamesColumnsOfTheSelect() {
    // When
    List<SqlProblem> problems = SqlCheck.problems(Plants.output(Plants.BY_MINUTE, "sauce"));

    // Then
    assertThat(problems)
        .extracting(SqlProblem::message)
        .containsExactly(
            "the key of output 'result' has 'sauce', which is no column of its SELECT; did you mean"
                + " 'source'?");
  }

  @Test
  void halfAWindowIsNoWindow() {
    // Given
    String byStart = Plants.BY_MINUTE.replace("window_start, window_end", "window_start");

    // When
    List<SqlProblem> problems = SqlCheck.problems(Plants.output(byStart));

    // Then
    assertThat(problems)
        .extracting(SqlProblem::message)
        .containsExactly(
            "its rows replace each other, so output 'result' needs a key; a window is grouped by"
                + " window_start and window_end, both");
  }

  @Test
  void rowsThatReplaceEachOtherNeedAKeyThatIsNeverNull() {
    // When
    List<SqlProblem> problems =
        SqlCheck.problems(
            Plants.output("SELECT unit, COUNT(*) AS n FROM readings GROUP BY unit", "unit"));

    // Then
    assertThat(problems)
        .extracting(SqlProblem::message)
        .containsExactly(
            "column 'unit' of the key may be NULL, and rows that replace each other need a key;"
                + " write COALESCE(unit, ...)");
  }

  @Test
  void aColumnOfTheNameOfOneThatIsAddedIsRefused() {
    // When
    List<SqlProblem> problems =
        SqlCheck.problems(
            Plants.output(
                "SELECT source, COUNT(*) AS revision FROM readings GROUP BY source", "source"));

    // Then
    assertThat(problems)
        .extracting(SqlProblem::message)
        .containsExactly(
            "column 'revision' is added to the results of an updating query; give yours another"
                + " name with AS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a.source, b.sequence FROM readings a JOIN readings b ON a.source = b.source",
        "SELECT DISTINCT source FROM readings",
        "SELECT source, COUNT(*) OVER (PARTITION BY source ORDER BY event_time) AS n FROM readings",
        "SELECT source, sensor FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY source ORDER BY"
            + " event_time) AS n FROM readings) WHERE n = 1",
      })
  void stateThatNothingBoundsIsAWarning(String select) {
    // When
    List<SqlProblem> problems = SqlCheck.problems(Plants.output(select, "source"));

    // Then
    assertThat(problems).extracting(SqlProblem::code).containsOnly(ErrorCode.UNBOUNDED_STATE);
    assertThat(problems).allMatch(SqlProblem::isWarning);
  }

  @Test
  void stateThatIsForgottenIsBounded() {
    // When
    List<SqlProblem> problems =
        SqlCheck.problems(Plants.forgetting(Duration.ofHours(1), Plants.TOTALS, "source"));

    // Then
    assertThat(problems).isEmpty();
  }

  @Test
  void theClockIsNoPartOfAPipeline() {
    // When
    List<SqlProblem> problems =
        SqlCheck.problems(Plants.output("SELECT source, NOW() AS moment FROM readings"));

    // Then
    assertThat(problems)
        .extracting(SqlProblem::message)
        .containsExactly("NOW gives another value at each run; results depend on the events alone");
  }

  @Test
  void anInputThatHasNoColumnsIsRefusedByItsField() {
    // Given
    Schema schema =
        SchemaBuilder.record("R")
            .fields()
            .name("time")
            .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
            .noDefault()
            .name("id")
            .type(
                Schema.createUnion(
                    Schema.create(Schema.Type.STRING), Schema.create(Schema.Type.INT)))
            .noDefault()
            .endRecord();
    SqlQueries queries =
        SqlQueries.of(
            "p",
            Map.of("out", "SELECT id FROM in1"),
            Map.of("in1", SqlInput.of(schema, "time")),
            Map.of("out", List.of()));

    // When
    List<SqlProblem> problems = SqlCheck.problems(queries);

    // Then
    assertThat(problems)
        .extracting(SqlProblem::message)
        .containsExactly(
            "input 'in1': field R.id is a union of several types; a column is of one type or null."
                + " Give the input a schema of its own in which the field has one of them: records"
                + " are read into it");
  }

  @Test
  void eventTimeIsAnInstantOfTheInput() {
    // Given
    SqlInput input = SqlInput.of(SensorReading.getClassSchema(), "evnt_time");
    SqlQueries queries =
        SqlQueries.of(
            "p",
            Map.of("out", "SELECT source FROM readings"),
            Map.of("readings", input),
            Map.of("out", List.of()));

    // When
    List<SqlProblem> problems = SqlCheck.problems(queries);

    // Then
    assertThat(problems)
        .extracting(SqlProblem::message)
        .containsExactly(
            "input 'readings': SensorReading has no field 'evnt_time' for event time; did you mean"
                + " 'event_time'?");
  }
}
