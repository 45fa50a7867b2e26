package io.millrace.files.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.files.FileInput;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.accesslog.AccessLogFormat;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.joblog.JobLogFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.formats.spans.SpanFormat;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.services.Span;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A file that was damaged never gives other figures in silence: what is read of it equals what the
 * whole file says, or something is told. Texts are left out of the comparison, for no reader knows
 * which text is right; so is how many records there are, which the summary says.
 */
class SilentChangesTest {
  static {
    AvroTrust.establish();
  }

  /** What a damaged byte becomes; a digit in place of a digit nobody could notice. */
  private static final byte[] DAMAGE = {(byte) 0xFF, 0, '?', '"', 'x', ',', '{', '|'};

  @TempDir private Path folder;

  /** A file of three records, each with numbers, times and words. */
  private enum Sample {
    CSV(
        CsvFormat.of(FieldMapping.none()),
        SensorReading.class,
        """
        source,sensor,event_time,sequence,value,quality
        m1,t,2026-01-01T00:00:00Z,1,20.25,GOOD
        m1,t,2026-01-01T00:00:05Z,2,-3.5,Bad
        "m,2",t,2026-01-01T00:00:10Z,3,1e3,UNCERTAIN
        """),
    JSON_LINES(
        JsonFormat.lines(FieldMapping.none()),
        SensorReading.class,
        """
        {"source":"m1","sensor":"t","event_time":"2026-01-01T00:00:00Z","sequence":1,"value":20.25,"quality":"GOOD"}
        {"source":"m1","sensor":"t","event_time":"2026-01-01T00:00:05Z","sequence":2,"value":"-3.5","quality":192}
        {"source":"m2","sensor":"t","event_time":1767225610000,"sequence":3,"value":1e3,"quality":"Bad"}
        """),
    JSON(
        JsonFormat.document(FieldMapping.none()),
        SensorReading.class,
        """
        [{"source":"m1","sensor":"t","event_time":"2026-01-01T00:00:00Z","sequence":1,"value":20.25},
         {"source":"m1","sensor":"t","event_time":"2026-01-01T00:00:05Z","sequence":2,"value":-3.5}]
        """),
    COMBINED(
        new AccessLogFormat(AccessLogFormat.Layout.COMBINED, FieldMapping.none()),
        EdgeRequest.class,
        """
        192.0.2.1 - - [31/Jan/2026:12:00:00 +0000] "GET /a HTTP/1.1" 200 1234 "-" "curl/8"
        192.0.2.2 - bob [31/Jan/2026:12:00:01 +0000] "GET /b HTTP/1.1" 404 77 "-" "Mozilla/5.0 (X11)"
        """),
    SACCT(
        new JobLogFormat(JobLogFormat.Layout.SACCT, FieldMapping.none(), List.of()),
        JobEvent.class,
        """
        JobID|User|Submit|Start|End|AllocCPUS|State|
        1|ann|2026-01-01T00:00:00|2026-01-01T00:10:00|2026-01-01T01:10:00|16|COMPLETED|
        2|bob|2026-01-01T00:01:00|2026-01-01T00:20:00|2026-01-01T02:20:00|128|FAILED|
        """),
    ZIPKIN(
        new SpanFormat(SpanFormat.Encoding.ZIPKIN_V2, FieldMapping.none()),
        Span.class,
        """
        [{"traceId":"86154a4ba6e91385","id":"86154a4ba6e91385","kind":"SERVER","name":"get","timestamp":1767225600000000,"duration":1500,"localEndpoint":{"serviceName":"shop"}},
         {"traceId":"86154a4ba6e91385","parentId":"86154a4ba6e91385","id":"4d1e00c0db9010db","kind":"CLIENT","name":"get","timestamp":1767225600000100,"duration":900,"localEndpoint":{"serviceName":"shop"}}]
        """);

    private final Format format;
    private final RecordType<? extends IndexedRecord> type;
    private final String text;

    Sample(Format format, Class<? extends IndexedRecord> type, String text) {
      this.format = format;
      this.type = RecordType.of(type);
      this.text = text;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileCutAnywhereGivesNoOtherFiguresInSilence(Sample sample) throws IOException {
    byte[] whole = sample.text.getBytes(StandardCharsets.UTF_8);
    List<List<Object>> expected = figures(read(sample, whole));

    for (int length = 1; length < whole.length; length++) {
      check(sample, Arrays.copyOf(whole, length), expected, "cut at " + length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedByteGivesNoOtherFiguresInSilence(Sample sample) throws IOException {
    byte[] whole = sample.text.getBytes(StandardCharsets.UTF_8);
    List<List<Object>> expected = figures(read(sample, whole));

    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] = DAMAGE[new Random(31L * at).nextInt(DAMAGE.length)];
      if (whole[at] != '\n' && damaged[at] != whole[at]) {
        check(sample, damaged, expected, "byte " + at + " is " + damaged[at]);
      }
    }
  }

  private void check(Sample sample, byte[] damaged, List<List<Object>> expected, String what)
      throws IOException {
    List<Arrived<IndexedRecord>> read;
    try {
      read = read(sample, damaged);
    } catch (MillraceException refused) {
      return;
    }
    boolean told = read.stream().anyMatch(one -> !one.isEvent() || !one.warnings().isEmpty());
    if (!told) {
      assertThat(expected).as("%s, %s", sample, what).containsAll(figures(read));
    }
  }

  @SuppressWarnings("unchecked")
  private List<Arrived<IndexedRecord>> read(Sample sample, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("sample"), bytes);
    FileInput input = new FileInput("sample", List.of(file), sample.format);
    List<Arrived<IndexedRecord>> read = new ArrayList<>();
    try (MergedFiles<IndexedRecord> files =
        MergedFiles.open(input, (RecordType<IndexedRecord>) sample.type, "event_time")) {
      for (Arrived<IndexedRecord> next = files.next(); next != null; next = files.next()) {
        read.add(next);
      }
    }
    return read;
  }

  /** The values of each event but for its texts. */
  private static List<List<Object>> figures(List<Arrived<IndexedRecord>> read) {
    List<List<Object>> figures = new ArrayList<>();
    for (Arrived<IndexedRecord> arrived : read) {
      if (arrived.isEvent()) {
        IndexedRecord event = arrived.event();
        List<Object> values = new ArrayList<>();
        for (Schema.Field field : event.getSchema().getFields()) {
          if (!field.schema().toString().contains("\"string\"")) {
            values.add(event.get(field.pos()));
          }
        }
        figures.add(values);
      }
    }
    return figures;
  }
}
