package io.millrace.benchmarks;

import java.util.Locale;
import java.util.Map;

/** The comparison as text. */
record DecodingTable(Map<String, Measurement> measurements) {

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(line("decoder", "records/s", "error", "ns/record", "bytes/record"));
    row(text, "Millrace, single-object", "millraceSingleObject");
    row(text, "Millrace, registry framing", "millraceRegistryFraming");
    row(text, "flink-avro, bare", "flinkAvroBare");
    row(text, "flink-avro, registry framing", "flinkAvroRegistryFraming");
    row(text, "flink-avro, bare, fast reader off", "flinkAvroBareFastReaderOff");
    row(
        text,
        "flink-avro, registry framing, fast reader off",
        "flinkAvroRegistryFramingFastReaderOff");
    row(text, "Avro's reader alone, bare", "avroAlone");
    text.append("\nratio of speeds\n");
    ratio(text, "millraceSingleObject", "flinkAvroBare");
    ratio(text, "millraceRegistryFraming", "flinkAvroRegistryFraming");
    ratio(text, "millraceSingleObject", "flinkAvroBareFastReaderOff");
    ratio(text, "millraceRegistryFraming", "flinkAvroRegistryFramingFastReaderOff");
    ratio(text, "millraceSingleObject", "avroAlone");
    return text.toString();
  }

  private void row(StringBuilder text, String decoder, String benchmark) {
    Measurement measured = measurements.get(benchmark);
    text.append(
        line(
            decoder,
            number("%,.0f", measured.speed()),
            number("± %.0f %%", 100 * measured.error() / measured.speed()),
            number("%,.0f", 1e9 / measured.speed()),
            number("%,.0f", measured.allocated())));
  }

  private void ratio(StringBuilder text, String benchmark, String other) {
    Measurement.Ratio ratio = measurements.get(benchmark).over(measurements.get(other));
    text.append(
        "%-64s %14s%n"
            .formatted(
                benchmark + " / " + other,
                number("%.2f", ratio.value()) + number(" ± %.2f", ratio.error())));
  }

  private static String line(Object... cells) {
    return "%-46s %12s %7s %10s %13s%n".formatted(cells);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
