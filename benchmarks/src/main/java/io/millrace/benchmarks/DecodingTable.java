package io.millrace.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The comparison as text.
 *
 * @param measurements by the name of the method that was measured
 */
record DecodingTable(Map<String, Measurement> measurements) {
  private static final Map<String, String> DECODERS = new LinkedHashMap<>();

  static {
    DECODERS.put("millraceSingleObject", "Millrace, single-object");
    DECODERS.put("flinkAvroBare", "flink-avro, no header");
    DECODERS.put("flinkAvroBareFastReaderOff", "flink-avro, no header, fast reader off");
    DECODERS.put("millraceRegistryFraming", "Millrace, registry");
    DECODERS.put("flinkAvroRegistryFraming", "flink-avro, registry");
    DECODERS.put("flinkAvroRegistryFramingFastReaderOff", "flink-avro, registry, fast reader off");
    DECODERS.put("avroAlone", "Avro's reader alone, no header");
  }

  /** Ours, and what it is compared with. */
  private static final List<List<String>> RATIOS =
      List.of(
          List.of("millraceSingleObject", "flinkAvroBare"),
          List.of("millraceSingleObject", "flinkAvroBareFastReaderOff"),
          List.of("millraceSingleObject", "avroAlone"),
          List.of("millraceRegistryFraming", "flinkAvroRegistryFraming"),
          List.of("millraceRegistryFraming", "flinkAvroRegistryFramingFastReaderOff"));

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%-40s%15s%9s%11s%14s%n"
            .formatted("decoder", "records/CPU s", "error", "ns/record", "bytes/record"));
    DECODERS.forEach((method, decoder) -> text.append(row(decoder, measurements.get(method))));
    text.append("%n%-70s%8s%9s%n".formatted("as many times as fast", "ratio", "error"));
    RATIOS.forEach(pair -> text.append(ratio(pair.get(0), pair.get(1))));
    return text.toString();
  }

  private static String row(String decoder, Measurement measured) {
    return String.format(
        Locale.ROOT,
        "%-40s%,15.0f%7.1f %%%,11.0f%,14.0f%n",
        decoder,
        measured.speed(),
        100 * measured.error() / measured.speed(),
        1e9 / measured.speed(),
        measured.allocated());
  }

  private String ratio(String method, String other) {
    Measurement.Ratio ratio = measurements.get(method).over(measurements.get(other));
    return String.format(
        Locale.ROOT,
        "%-70s%8.2f%9s%n",
        DECODERS.get(method) + " : " + DECODERS.get(other),
        ratio.value(),
        String.format(Locale.ROOT, "± %.2f", ratio.error()));
  }
}
