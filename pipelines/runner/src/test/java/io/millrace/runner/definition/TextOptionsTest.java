package io.millrace.runner.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.formats.TextFormat;
import io.millrace.formats.TextLayout;
import io.millrace.formats.Unpivot;
import io.millrace.formats.value.NumberStyle;
import io.millrace.formats.value.NumberStyle.Percent;
import io.millrace.formats.value.Suffixes;
import io.millrace.runner.yaml.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an input says how its texts are written. */
class TextOptionsTest {
  private final DefinitionReader reader =
      new DefinitionReader(Catalog.shipped(), getClass().getClassLoader());

  private InputDefinition input(String keys) {
    String text =
        """
        uses: industrial/rollup
        pipeline: plant/mine
        inputs:
          readings: {%s}
        """
            .formatted(keys);
    return reader.read("mine.yaml", text, Map.of()).inputs().get("readings");
  }

  @Test
  void allOptionsAreTakenOver() {
    // when
    InputDefinition input =
        input(
            "format: csv, encoding: windows-1252, mapping: {skip: 2, comment: '#', numbers:"
                + " {decimal: ',', grouping: ' ', percent: points, suffixes: binary}, unpivot:"
                + " {columns: ['temp_*', p], name: sensor, value: value}}");

    // then
    assertThat(input.format().text()).isEqualTo(new TextLayout("windows-1252", 2, "#"));
    assertThat(input.mapping().numbers())
        .isEqualTo(new NumberStyle(',', ' ', Percent.POINTS, Suffixes.BINARY));
    Unpivot unpivot = input.mapping().unpivot();
    assertThat(unpivot.columns()).containsExactly("temp_*", "p");
    assertThat(unpivot.name()).isEqualTo("sensor");
    assertThat(unpivot.value()).isEqualTo("value");
    assertThat(unpivot.filling()).contains("event_time", "source");
    assertThat(input.format().format(input.mapping(), input.writers(List.of())))
        .isInstanceOf(TextFormat.class);
  }

  @Test
  void withoutThemNothingChanges() {
    InputDefinition input = input("format: csv");
    assertThat(input.format().text()).isEqualTo(TextLayout.PLAIN);
    assertThat(input.mapping().numbers()).isEqualTo(NumberStyle.PLAIN);
    assertThat(input.mapping().unpivot()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          encoding: windows-9999 | 4:24: UNKNOWN_NAME no encoding 'windows-9999'; expected the name of a charset of Java
          mapping: {skip: few} | 4:30: WRONG_TYPE skip is 'few'; expected a whole number of lines
          mapping: {skip: -1} | 4:30: OUT_OF_RANGE skip is -1; expected 0 to
          mapping: {comment: ' '} | 4:33: OUT_OF_RANGE comment is ' '
          mapping: {numbers: {decimal: ',,'}} | 4:43: WRONG_TYPE decimal is ',,'; expected one character
          mapping: {numbers: {decimal: ',', grouping: ','}} | 4:43: OUT_OF_RANGE The decimal mark ',' and the grouping mark ','
          mapping: {numbers: {percent: yes}} | 4:43: WRONG_TYPE percent is 'yes'; expected fraction or points
          mapping: {numbers: {suffixes: K}} | 4:44: WRONG_TYPE suffixes is 'K'; expected decimal or binary
          mapping: {numbers: {decimals: ','}} | 4:34: UNKNOWN_KEY unknown key 'decimals' in 'numbers' of input 'readings'; did you mean 'decimal'?
          mapping: {unpivot: {name: sensor, value: value}} | 4:33: MISSING_KEY 'unpivot' of input 'readings' needs the key 'columns'
          mapping: {unpivot: {columns: [a], value: value}} | MISSING_KEY 'unpivot' of input 'readings' needs the key 'name'
          mapping: {unpivot: {columns: [a], except: [b], name: sensor, value: value}} | CONFLICT 'unpivot' needs either 'columns' or 'except', and not both
          mapping: {unpivot: {columns: [a], name: sensr, value: value}} | UNKNOWN_NAME The mapping fills 'sensr', which is no field of SensorReading; did you mean 'sensor'?
          format: avro, encoding: UTF-16LE | 4:22: CONFLICT 'encoding' is of texts; records of format 'avro' are binary
          format: otlp, encoding: UTF-16LE | 4:22: CONFLICT 'encoding' is of texts; records of format 'otlp' are binary
          format: json, mapping: {comment: '#'} | 4:22: CONFLICT 'comment' is of lines; records of format 'json' are none
          format: focus, mapping: {numbers: {decimal: ','}} | CONFLICT 'numbers' is not of format 'focus'
          format: swf, mapping: {unpivot: {columns: [a], name: sensor, value: value}} | CONFLICT 'unpivot' is of wide tables in csv, json or jsonl
          deduplicate: {by: [source, sequence]}, mapping: {unpivot: {columns: [a], name: sensor, value: value}} | CONFLICT 'by' has not the field 'sensor' that 'unpivot' fills
          """)
  void whatMakesNoSenseIsToldAtItsPlace(String keys, String message) {
    // when
    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> input(keys));

    // then
    assertThat(refused).isNotNull();
    assertThat(refused.getMessage()).contains(message);
    assertThat(refused.getMessage().lines()).allMatch(line -> line.startsWith("mine.yaml:4:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"avro", "json", "swf", "otlp"})
  void filesOfAFormatThatHasNotAnOptionAreRefusedWhenTheyAreGiven(String format) {
    // given an input that says no format, for its files may be of any
    InputDefinition input = input("mapping: {skip: 1}");

    // when, then
    if (format.equals("swf")) {
      assertThat(formatOf(input, format)).isInstanceOf(TextFormat.class);
    } else {
      assertThatThrownBy(() -> formatOf(input, format)).hasMessageContaining("'skip' is of lines");
    }
  }

  private static Object formatOf(InputDefinition input, String format) {
    return input.format().named(format).format(input.mapping(), input.writers(List.of()));
  }
}
